"""What changed lately about coming conferences, in a few words each: what the banner says.

It says what holds now, so it is told from the conference itself; the ledger only tells what of it
is new. Whoever moved a date and then cancelled it is told as cancelled, and nothing else.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.db.models import F, OuterRef, Subquery

from hattingen_portal.grundlage.zeilen import Frage, Listenzeilen, Zeilenstand
from konferenzen.bisheriges import FRIST, BisherigerTermin, bisherige
from konferenzen.models import Aenderung, Aenderungsart, Form, Konferenz, Status
from konferenzen.models.aenderung import WICHTIG, AenderungQuerySet
from konferenzen.models.konferenz_abfragen import am_selben_tag, tagesbeginn
from konferenzen.zeitangaben import (
    BERLIN,
    datum,
    nacheinander,
    spanne,
    uhrzeit_in_worten,
    zeitpunkt,
)

ZUM_TERMIN = {
    Aenderungsart.ABGESAGT,
    Aenderungsart.VERSCHOBEN,
    Aenderungsart.WIEDER_ANGESETZT,
    Aenderungsart.VERLEGT,
    Aenderungsart.TERMIN_STEHT_FEST,
}
ZUM_ORT = {
    Aenderungsart.ORT_GEAENDERT,
    Aenderungsart.FORM_GEAENDERT,
    Aenderungsart.ORT_BERICHTIGT,
}


@dataclass(frozen=True)
class Meldung:
    """What holds now, and what held before, which pages strike through; that may be empty.

    Named is every date that was public in the last 14 days, for somebody may have noted it then.
    """

    gilt: str
    bisher: str = ""
    # Nothing else tells which date is meant: a phone leaves it out only where a new one stands.
    ohne_neuen: bool = False


@dataclass(frozen=True)
class Neuigkeit:
    """A conference of which people have to know something new."""

    konferenz: Konferenz
    meldungen: list[Meldung]


_aenderungszeilen = Listenzeilen(
    Aenderung.objects.oeffentlich,
    Aenderung,
    AenderungQuerySet.mit_umfeld,
    hoechstens=2000,
    konferenz_pk=F("konferenz_id"),
    konferenzstand=Subquery(
        Konferenz.objects.filter(pk=OuterRef("konferenz")).values_list(Zeilenstand())
    ),
)


def neue_aenderungen(jetzt: datetime) -> Frage[Aenderung]:
    """Ask for what changed in the last 14 days about conferences that are to come at `jetzt`.

    `jetzt` is aware. They are few, and all banners share them.
    """
    return _aenderungszeilen.anfang(_neue, jetzt)


def neuigkeiten(
    aenderungen: Iterable[Aenderung],
    jetzt: datetime,
    *,
    stadtteil: int | None = None,
    runde: int | None = None,
) -> list[Neuigkeit]:
    """Give what `aenderungen`, as `neue_aenderungen` asks for them, say at the aware time `jetzt`.

    `stadtteil` and `runde` are keys: with one, of conferences for this Stadtteil or for the whole
    city, with the other of those of this Runde. One for each conference, in the order of the days
    on which somebody would stand at a closed door or miss it, those without a day last, examples
    behind all.
    """
    alle = (
        Neuigkeit(konferenz, list(_meldungen(konferenz, eintraege, jetzt)))
        for konferenz, eintraege in groupby(aenderungen, key=lambda a: a.konferenz)
        if stadtteil is None or konferenz.stadtteil_id in {stadtteil, None}
        if runde is None or konferenz.runde_id == runde
    )
    return sorted(
        (neuigkeit for neuigkeit in alle if neuigkeit.meldungen),
        key=lambda neuigkeit: _dringlichkeit(neuigkeit.konferenz, jetzt),
    )


def _neue(jetzt: datetime) -> AenderungQuerySet:
    return (
        Aenderung.objects.oeffentlich(jetzt)
        .filter(
            zeitpunkt__gte=tagesbeginn(jetzt) - FRIST,
            arten__overlap=WICHTIG,
            konferenz__in=Konferenz.objects.kommende(jetzt),
        )
        .order_by("konferenz")
    )


def _dringlichkeit(konferenz: Konferenz, jetzt: datetime) -> tuple[bool, float, int]:
    tage = (konferenz.beginn, *(termin.beginn for termin in bisherige(konferenz)))
    kommende = [tag.timestamp() for tag in tage if tag is not None and tag >= tagesbeginn(jetzt)]
    return (konferenz.ist_beispiel, min(kommende, default=float("inf")), konferenz.pk)


def _meldungen(
    konferenz: Konferenz, aenderungen: Iterable[Aenderung], jetzt: datetime
) -> Iterator[Meldung]:
    aenderungen = list(aenderungen)
    arten = {Aenderungsart(art) for aenderung in aenderungen for art in aenderung.arten}
    jahr = jetzt.astimezone(BERLIN).year
    alle, seit = bisherige(konferenz), tagesbeginn(jetzt) - FRIST
    bisher = [termin for termin in alle if termin.bis >= seit]
    if konferenz.status == Status.ABGESAGT:
        tage = [*(termin.beginn for termin in bisher), *filter(None, [konferenz.beginn])]
        yield Meldung("abgesagt", _wann(tage, jahr), ohne_neuen=True)
        return
    if neue := arten & ZUM_TERMIN:
        # Before a date that is new now, the last one held that anybody has in mind.
        frueher = alle[-1:] if any(map(_neuer_beginn, aenderungen)) else []
        yield _termin(konferenz, neue, bisher or frueher, jahr)
    if neue := arten & ZUM_ORT:
        yield from _ort(konferenz, neue)


def _termin(
    konferenz: Konferenz, arten: set[Aenderungsart], bisher: list[BisherigerTermin], jahr: int
) -> Meldung:
    """Say when it takes place now, and what of `bisher` holds no more.

    `bisher` is empty where the beginning is the old one: an earlier move is no news then.
    """
    beginn, ende, tage = konferenz.beginn, konferenz.ende, [termin.beginn for termin in bisher]
    if beginn is None or ende is None:
        verschoben = konferenz.neuer_termin_folgt
        folgt = "verschoben, neuer Termin folgt" if verschoben else "findet statt, Termin folgt"
        return Meldung(folgt, _wann(tage, jahr), ohne_neuen=True)
    neu = zeitpunkt(beginn, jahr=jahr)
    neue_uhrzeit = spanne(beginn, ende, ende_geschaetzt=konferenz.ende_geschaetzt, jahr=jahr)
    if Aenderungsart.WIEDER_ANGESETZT in arten:
        return Meldung(f"findet wieder statt, {neu}", _wann(tage, jahr))
    if not bisher and Aenderungsart.TERMIN_STEHT_FEST in arten:
        return Meldung(f"Termin steht fest: {neu}")
    if all(am_selben_tag(beginn, tag) for tag in tage):
        uhrzeiten = [uhrzeit_in_worten(termin) for termin in bisher]
        return Meldung(f"neue Uhrzeit: {neue_uhrzeit}", nacheinander(uhrzeiten))
    if all(_zur_selben_uhrzeit(beginn, tag) for tag in tage):
        bisherige_tage = [datum(tag, jahr=jahr) for tag in tage]
        return Meldung(f"verlegt auf {datum(beginn, jahr=jahr)}", nacheinander(bisherige_tage))
    return Meldung(f"verlegt auf {neu}", _wann(tage, jahr))


def _neuer_beginn(aenderung: Aenderung) -> bool:
    return bool(aenderung.vorher.get("beginn") != aenderung.nachher.get("beginn"))


def _wann(tage: Sequence[datetime], jahr: int) -> str:
    return nacheinander([zeitpunkt(tag, jahr=jahr) for tag in tage])


def _zur_selben_uhrzeit(eins: datetime, zwei: datetime) -> bool:
    return eins.astimezone(BERLIN).time() == zwei.astimezone(BERLIN).time()


def _ort(konferenz: Konferenz, arten: set[Aenderungsart]) -> Iterator[Meldung]:
    """Say where it takes place now; where it was to, its page says."""
    if konferenz.form == Form.ONLINE:
        yield Meldung("jetzt online")
        return
    if Aenderungsart.FORM_GEAENDERT in arten:
        yield Meldung("jetzt auch online" if konferenz.form == Form.HYBRID else "jetzt vor Ort")
    if konferenz.ort is None:
        if Aenderungsart.ORT_GEAENDERT in arten:
            yield Meldung("neuer Ort folgt")
        return
    wo = ", ".join(filter(None, (konferenz.ort.name, konferenz.ort.strasse_nr)))
    if Aenderungsart.ORT_GEAENDERT in arten:
        yield Meldung(f"anderer Ort: {wo}" if konferenz.bisheriger_ort else f"Ort steht fest: {wo}")
    elif Aenderungsart.ORT_BERICHTIGT in arten:
        yield Meldung(f"Ort berichtigt: {wo}")
