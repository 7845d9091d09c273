"""German words for when a conference is; all times as the clocks in Europe/Berlin show them.

Pure: what "now" is comes from the caller, so that page and test see the same.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from konferenzen.bisheriges import BisherigerTermin, bisherige, nur_die_uhrzeit
from konferenzen.models import Konferenz, Status
from konferenzen.models.aenderung import NEUE_UHRZEIT
from konferenzen.zeitrechnung import MONATE, WOCHENTAGE, mit_wochentag, stunde, tagesdatum

BERLIN = ZoneInfo("Europe/Berlin")
# Duden: a month is shortened with a full stop, and one of up to four letters is not shortened.
MONATE_KURZ = (
    "Jan.",
    "Feb.",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "Aug.",
    "Sept.",
    "Okt.",
    "Nov.",
    "Dez.",
)
NOCH_OFFEN = "Termin wird noch bekanntgegeben"
NIE_BEKANNT = "Kein Termin bekannt"
FOLGT = "neuer Termin folgt"


class Lage(StrEnum):
    """How a conference stands to now; the values are class names in the stylesheet."""

    OFFEN = "offen"
    KOMMT = "kommt"
    HEUTE = "heute"
    LAEUFT = "laeuft"
    VORBEI = "vorbei"
    VERLEGT = "verlegt"
    VERSCHOBEN = "verschoben"
    ABGESAGT = "abgesagt"


HINWEISE = {
    Lage.OFFEN: NOCH_OFFEN,
    Lage.KOMMT: "",
    Lage.HEUTE: "Heute",
    Lage.LAEUFT: "Läuft gerade",
    Lage.VORBEI: "Vorbei",
    Lage.VERLEGT: "Verlegt",
    Lage.VERSCHOBEN: "Verschoben",
    Lage.ABGESAGT: "Abgesagt",
}


def datum(zeit: datetime, *, jahr: int | None = None) -> str:
    """Give the day of the aware `zeit` in words: "Montag, 26. Januar 2026".

    The year is left out where it is `jahr`, the one that the words around it name.
    """
    return mit_wochentag(zeit.astimezone(BERLIN).date(), jahr=jahr)


def tag(zeit: datetime, *, jahr: int | None = None) -> str:
    """Give the day of the aware `zeit` without its weekday, as `datum` else: "26. Januar 2026"."""
    return tagesdatum(zeit.astimezone(BERLIN).date(), jahr=jahr)


def zeitpunkt(zeit: datetime, *, jahr: int | None = None) -> str:
    """Give day and time of the aware `zeit` in words: "Montag, 26. Januar 2026, 17 Uhr".

    The year is left out where it is `jahr`.
    """
    return f"{datum(zeit, jahr=jahr)}, {stunde(zeit.astimezone(BERLIN).time())} Uhr"


def spanne(
    beginn: datetime, ende: datetime, *, ende_geschaetzt: bool = False, jahr: int | None = None
) -> str:
    """Give day and times in words: "Montag, 26. Januar 2026, 17–19 Uhr". Both are aware.

    The year is left out where it is `jahr`.
    """
    uhr = uhrzeit(beginn, ende, ende_geschaetzt=ende_geschaetzt)
    return f"{datum(beginn, jahr=jahr)}, {uhr}"


def uhrzeit(beginn: datetime, ende: datetime, *, ende_geschaetzt: bool = False) -> str:
    """Give the time of day in words: "17–19 Uhr", "17.30 Uhr" where the end is only assumed.

    Both are aware. An end on another day is named with its date.
    """
    beginn, ende = beginn.astimezone(BERLIN), ende.astimezone(BERLIN)
    if ende_geschaetzt:
        return f"{stunde(beginn.time())} Uhr"
    if beginn.date() != ende.date():
        return f"{stunde(beginn.time())} Uhr bis {datum(ende)}, {stunde(ende.time())} Uhr"
    return f"{stunde(beginn.time())}–{stunde(ende.time())} Uhr"


def nacheinander(worte: Sequence[str]) -> str:
    """Give what held one after the other: "Montag, dann Dienstag, zuletzt Mittwoch"; or nothing."""
    if len(worte) < 2:
        return "".join(worte)
    *fruehere, letztes = worte
    return f"{', dann '.join(fruehere)}, zuletzt {letztes}"


def bisheriger_termin_in_worten(termin: BisherigerTermin) -> str:
    """Give day and times of a date that holds no more, without an end that was not known."""
    return spanne(termin.beginn, termin.ende or termin.beginn, ende_geschaetzt=termin.ende is None)


def uhrzeit_in_worten(termin: BisherigerTermin) -> str:
    """Give the time of day of a date that holds no more, as `bisheriger_termin_in_worten` does."""
    return uhrzeit(termin.beginn, termin.ende or termin.beginn, ende_geschaetzt=termin.ende is None)


@dataclass(frozen=True)
class Zeitangabe:
    """What a page prints about the time of one conference; empty text where there is nothing.

    `bisherige` names all dates that were public and hold no more, the oldest first; of those on the
    day that holds, only the times, and `nur_die_uhrzeit` tells so.
    """

    lage: Lage
    hinweis: str
    bisherige: tuple[str, ...] = ()
    folgt: str = ""
    datum: str = ""
    uhrzeit: str = ""
    wochentag: str = ""
    tag: str = ""
    monat: str = ""
    monat_kurz: str = ""
    jahr: str = ""
    beginn: datetime | None = None
    nur_die_uhrzeit: bool = False

    @property
    def bisher(self) -> str:
        """All dates that hold no more in one line, empty where there are none."""
        return nacheinander(self.bisherige)

    @property
    def mehrfach(self) -> bool:
        """Tell whether it was announced for several other dates: a reason is that of the last."""
        return len(self.bisherige) > 1

    @property
    def eintragbar(self) -> bool:
        """Tell whether there is something to put into a calendar: a date that is not over."""
        return self.lage in {Lage.KOMMT, Lage.VERLEGT, Lage.HEUTE, Lage.LAEUFT}

    @property
    def ganz(self) -> str:
        """Day and time in one line, or that there is no date."""
        if self.datum:
            return f"{self.datum}, {self.uhrzeit}"
        return f"{self.hinweis}, {self.folgt}" if self.folgt else self.hinweis

    @property
    def schild(self) -> tuple[str, str]:
        """What the sign says that has no date to show: above and below the mark."""
        if self.lage == Lage.ABGESAGT:
            return ("Fällt", "aus")
        return ("Ohne", "Termin") if self.lage == Lage.VORBEI else ("Termin", "folgt")


def zeitangabe(konferenz: Konferenz, jetzt: datetime) -> Zeitangabe:
    """Give the words for `konferenz` as they are right at the aware time `jetzt`."""
    jetzige = lage(konferenz, jetzt)
    hinweis = HINWEISE[jetzige]
    if konferenz.beginn is None or konferenz.ende is None:
        return Zeitangabe(
            lage=jetzige,
            hinweis=NIE_BEKANNT if jetzige == Lage.VORBEI else hinweis,
            bisherige=_bisherige(konferenz),
            folgt=FOLGT if jetzige == Lage.VERSCHOBEN else "",
        )
    if jetzige == Lage.LAEUFT and konferenz.ende_geschaetzt:
        hinweis = "Hat begonnen"  # an assumed end does not tell whether it is still going on
    beginn = konferenz.beginn.astimezone(BERLIN)
    worte = _bisherige(konferenz) if jetzige in {Lage.VERLEGT, Lage.HEUTE} else ()
    andere_uhrzeit = bool(worte) and nur_die_uhrzeit(konferenz)
    if andere_uhrzeit:
        hinweis = NEUE_UHRZEIT if jetzige == Lage.VERLEGT else f"Heute, {NEUE_UHRZEIT}"
    elif jetzige == Lage.HEUTE and worte:
        hinweis = "Heute, verlegt"  # else an old date would follow "today"
    return Zeitangabe(
        lage=jetzige,
        hinweis=hinweis,
        bisherige=worte,
        datum=datum(beginn),
        uhrzeit=uhrzeit(beginn, konferenz.ende, ende_geschaetzt=konferenz.ende_geschaetzt),
        wochentag=WOCHENTAGE[beginn.weekday()],
        tag=str(beginn.day),
        monat=MONATE[beginn.month - 1],
        monat_kurz=MONATE_KURZ[beginn.month - 1],
        jahr=str(beginn.year),
        beginn=beginn,
        nur_die_uhrzeit=andere_uhrzeit,
    )


def lage(konferenz: Konferenz, jetzt: datetime) -> Lage:
    """Tell how `konferenz` stands at the aware time `jetzt`; no word else depends on the clock."""
    if konferenz.status == Status.ABGESAGT:
        return Lage.ABGESAGT
    if konferenz.beginn is None and _saison_vorbei(konferenz, jetzt):
        return Lage.VORBEI
    if konferenz.neuer_termin_folgt:
        return Lage.VERSCHOBEN
    if konferenz.beginn is None or konferenz.ende is None:
        return Lage.OFFEN
    if konferenz.ende <= jetzt:
        return Lage.VORBEI
    if konferenz.beginn <= jetzt:
        return Lage.LAEUFT
    if konferenz.beginn.astimezone(BERLIN).date() == jetzt.astimezone(BERLIN).date():
        return Lage.HEUTE
    return Lage.VERLEGT if konferenz.bisheriger_beginn else Lage.KOMMT


def lagen(konferenzen: Iterable[Konferenz], jetzt: datetime) -> tuple[Lage, ...]:
    """Tell the same of several: all that a page which shows them takes from the clock."""
    return tuple(lage(konferenz, jetzt) for konferenz in konferenzen)


def _saison_vorbei(konferenz: Konferenz, jetzt: datetime) -> bool:
    """Tell whether nobody expects a date any more, as `KonferenzQuerySet.vergangene` counts."""
    runde = konferenz.runde
    return runde is not None and runde.ende < jetzt.astimezone(BERLIN).date()


def _bisherige(konferenz: Konferenz) -> tuple[str, ...]:
    """Give the published dates that hold no more."""
    in_worten = uhrzeit_in_worten if nur_die_uhrzeit(konferenz) else bisheriger_termin_in_worten
    return tuple(in_worten(termin) for termin in bisherige(konferenz))
