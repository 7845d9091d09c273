"""What became of each row of a date list, for people and for programs."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from konferenzen.einlesen.ortsabgleich import AehnlicherOrtError
from konferenzen.models import Konferenz, Veranstaltungsort
from konferenzen.terminliste import Ignoriert, Meldung, Zeile
from konferenzen.zeitangaben import datum, uhrzeit


class Befund(StrEnum):
    """What a row does to the database; the values are those of the JSON output."""

    NEU = "neu"
    GEAENDERT = "geaendert"
    UNVERAENDERT = "unveraendert"
    ABGESAGT = "abgesagt"
    FEHLER = "fehler"
    AUSGELASSEN = "ausgelassen"


WOERTER = {
    Befund.NEU: "neu",
    Befund.GEAENDERT: "geändert",
    Befund.UNVERAENDERT: "unverändert",
    Befund.ABGESAGT: "abgesagt",
    Befund.FEHLER: "fehlerhaft",
    Befund.AUSGELASSEN: "ausgelassen",
}


class NichtUebernommenError(Exception):
    """A readable row that must not be taken over; the message is German and names the way out.

    ``feld`` and ``frage`` place it as those of ``Meldung`` do; ``zweifel`` is set where the venue
    is the question.
    """

    def __init__(
        self, text: str, *, feld: str = "", zweifel: AehnlicherOrtError | None = None
    ) -> None:
        super().__init__(text)
        self.feld = feld
        self.zweifel = zweifel

    @property
    def meldung(self) -> Meldung:
        """The finding at the row."""
        frage = self.zweifel.frage if self.zweifel else ""
        return Meldung(str(self), feld=self.feld, frage=frage)


class Unterschied(NamedTuple):
    """What a row changes about a conference, in words: ``was`` it is, and what stands there."""

    was: str
    alt: str
    neu: str

    def __str__(self) -> str:
        return f"{self.was}: {self.alt} → {self.neu}"


@dataclass(frozen=True, slots=True)
class Uebernahme:
    """The conference of a row as the row leaves it, and how it was before.

    ``unterschiede`` is empty for a new one, ``version`` and ``sequenz`` are then 0. ``geaendert``:
    there is something to save. ``neuer_ort``: its venue is made with it. ``oeffentlich``: the
    public knew the conference already.
    """

    konferenz: Konferenz
    geaendert: bool
    unterschiede: tuple[Unterschied, ...] = ()
    version: int = 0
    sequenz: int = 0
    neuer_ort: bool = False
    oeffentlich: bool = False


@dataclass(frozen=True, slots=True)
class Ergebnis:
    """One row and what it comes to. Times are aware and local; a row in error has none of them.

    ``eigene`` are the findings that are no difference. ``zweifel``: which venue was, or is, the
    question. ``uebernahme`` is None for a row in error or left out.
    """

    zeile: Zeile
    befund: Befund
    eigene: tuple[Meldung, ...] = ()
    uebernahme: Uebernahme | None = None
    zweifel: AehnlicherOrtError | None = None
    stadtteil: str | None = None
    kuerzel: str | None = None
    beginn: datetime | None = None
    ende: datetime | None = None
    ende_geschaetzt: bool = False
    ort: Veranstaltungsort | None = None

    @property
    def meldungen(self) -> tuple[Meldung, ...]:
        """All findings: of the row itself, what it changes, what else is to be known."""
        unterschiede = self.uebernahme.unterschiede if self.uebernahme else ()
        geaendert = (Meldung(str(unterschied), fehler=False) for unterschied in unterschiede)
        return (*self.zeile.meldungen, *geaendert, *self.eigene)

    @property
    def wann_und_wo(self) -> str:
        """Date, time and venue in one line; empty for a row in error."""
        if self.befund in {Befund.FEHLER, Befund.AUSGELASSEN}:
            return ""
        termin = termin_in_worten(self.beginn, self.ende, ende_geschaetzt=self.ende_geschaetzt)
        return f"{termin}; {ort_in_worten(self.ort)}"


@dataclass(frozen=True, slots=True)
class Bericht:
    """The results in the order of the list, and whether they are in the database now."""

    runde: str
    ergebnisse: tuple[Ergebnis, ...]
    ignoriert: tuple[Ignoriert, ...]
    gespeichert: bool
    nur_geprueft: bool = False

    @property
    def hat_fehler(self) -> bool:
        """Whether at least one row could not be taken over."""
        return any(ergebnis.befund == Befund.FEHLER for ergebnis in self.ergebnisse)

    def __str__(self) -> str:
        """The whole report as a person reads it, by lines of the list."""
        zeilen = [f"Runde „{self.runde}“"]
        breite = max((len(e.stadtteil or "?") for e in self.ergebnisse), default=0)
        for ergebnis in self.ergebnisse:
            zeilen += ["", *_absatz(ergebnis, breite)]
        if self.ignoriert:
            zeilen += ["", "Was außerdem in der Liste steht:"]
            zeilen += [f"  Zeile {i.nummer}: {i.text} ({i.grund})" for i in self.ignoriert]
        return "\n".join([*zeilen, "", self._schluss()])

    def _schluss(self) -> str:
        anzahl = Counter(ergebnis.befund for ergebnis in self.ergebnisse)
        summe = ", ".join(f"{anzahl[b]} {WOERTER[b]}" for b in Befund if anzahl[b])
        if self.gespeichert:
            ohne = ", aber ohne die fehlerhaften Zeilen" if self.hat_fehler else ""
            return f"Gespeichert{ohne}: {summe}."
        if self.nur_geprueft:
            return f"Nur geprüft, nichts gespeichert: {summe}."
        if anzahl[Befund.FEHLER] == len(self.ergebnisse):
            return f"Nichts gespeichert, weil keine Zeile in Ordnung ist: {summe}."
        return (
            f"Nichts gespeichert, weil nicht alle Zeilen in Ordnung sind: {summe}. "
            "Mit --nur-lesbare werden die übrigen gespeichert."
        )


def _absatz(ergebnis: Ergebnis, breite: int) -> list[str]:
    stadtteil = (ergebnis.stadtteil or "?").ljust(breite)
    kopf = f"Zeile {ergebnis.zeile.nummer:>3}  {stadtteil}  {WOERTER[ergebnis.befund]:<11}"
    meldungen = [f"{'Fehler: ' if m.fehler else ''}{m.text}" for m in ergebnis.meldungen]
    return [f"{kopf}  {ergebnis.wann_und_wo}".rstrip(), *(f"           {m}" for m in meldungen)]


def als_json(bericht: Bericht) -> list[dict[str, object]]:
    """The rows in the form that other programs read, ready for ``json.dumps``.

    ``strasse`` is street and number; times are ISO 8601 with the local offset.
    """
    return [
        {
            "stadtteil": ergebnis.stadtteil,
            "kuerzel": ergebnis.kuerzel,
            "beginn": _iso(ergebnis.beginn),
            "ende": _iso(ergebnis.ende),
            "ort": _ort_als_json(ergebnis.ort),
            "befund": str(ergebnis.befund),
            "meldungen": [meldung.text for meldung in ergebnis.meldungen],
        }
        for ergebnis in bericht.ergebnisse
    ]


def _iso(zeit: datetime | None) -> str | None:
    return zeit.isoformat(timespec="minutes") if zeit else None


def _ort_als_json(ort: Veranstaltungsort | None) -> dict[str, str] | None:
    if ort is None:
        return None
    return {
        "name": ort.name,
        "raum": ort.raum,
        "strasse": ort.strasse_nr,
        "plz": ort.plz,
        "stadt": ort.stadt,
    }


def termin_in_worten(
    beginn: datetime | None, ende: datetime | None, *, ende_geschaetzt: bool
) -> str:
    """Day and time as pages print them, or that there are none yet; both aware."""
    if beginn is None or ende is None:
        return "noch kein Termin"
    return f"{datum(beginn)}, {uhrzeit(beginn, ende, ende_geschaetzt=ende_geschaetzt)}"


def ort_in_worten(ort: Veranstaltungsort | None) -> str:
    """The venue in one line, or that there is none yet."""
    return ort.anschrift if ort else "noch kein Ort"
