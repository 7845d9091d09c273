"""A day for each Stadtteil: the usual one where it is free, the nearest free one otherwise.

The Stadtteile come in the order of the last round and are spread over the days that are left. What
is given to one is taken for the next, so the same input always gives the same plan.
"""

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from konferenzen.planung.gewohnheit import LETZTE_WOCHE
from konferenzen.planung.umstaende import Umstaende
from konferenzen.planung.werte import Bedarf, Gewohnheit, Vorschlag, Wahl
from konferenzen.planung.worte import begruendung, nichts_frei, rang
from konferenzen.zeitrechnung import ANGENOMMENE_DAUER, WOCHENENDE, WOCHENTAGE, tagesdatum

HOECHSTER_ABSTAND = 7
WAHLEN = 5
WAHLEN_GLEICHER_TAG = 3
NEU = "Noch keine frühere Konferenz: Bitte tragen Sie Tag, Uhrzeit und Ort selbst ein."


def planen(bedarfe: Sequence[Bedarf], umstaende: Umstaende) -> dict[int, Vorschlag]:
    """Give a proposal for each Stadtteil of `bedarfe`, by its key.

    No two on one day; one that has no habit gets no day, for there is nothing to go by.
    """
    reihe = sorted(bedarfe, key=lambda b: (b.zuletzt is None, b.zuletzt or date.min))
    plan = _Plan.von([b for b in reihe if b.gewohnheit], umstaende)
    for bedarf in plan.reihe:
        plan.vergeben(bedarf)
    return {bedarf.stadtteil: plan.vorschlag(bedarf) for bedarf in bedarfe}


@dataclass
class _Plan:
    """A plan in the making; `tage` holds the day of each key, `verworfen` what lay nearer."""

    umstaende: Umstaende
    reihe: list[Bedarf]
    ziele: dict[int, date]
    abstand: int
    tage: dict[int, date] = field(default_factory=dict)
    verworfen: dict[int, list[tuple[date, str]]] = field(default_factory=dict)

    @classmethod
    def von(cls, reihe: list[Bedarf], umstaende: Umstaende) -> "_Plan":
        """Spread `reihe` over the working days that are free for everybody."""
        freie = [
            tag
            for tag in umstaende.tage()
            if tag.weekday() not in WOCHENENDE and not umstaende.am_tag(tag)
        ] or [umstaende.von]
        ziele = {
            bedarf.stadtteil: _ziel(bedarf.gewohnheit, freie[_stelle(nummer, reihe, freie)])
            for nummer, bedarf in enumerate(reihe)
            if bedarf.gewohnheit
        }
        abstand = max(1, min(HOECHSTER_ABSTAND, len(freie) // (2 * len(reihe) or 1)))
        return cls(umstaende, reihe, ziele, abstand)

    def vergeben(self, bedarf: Bedarf) -> None:
        """Take the nearest free day of the usual weekday; one close to others where all are."""
        for abstand in (self.abstand, 1):
            verworfene: list[tuple[date, str]] = []
            for tag in self._nach_naehe(bedarf):
                grund = self._im_weg(bedarf, tag) or self._zu_nah(tag, abstand)
                if not grund:
                    self.tage[bedarf.stadtteil] = tag
                    self.verworfen[bedarf.stadtteil] = verworfene
                    return
                verworfene.append((tag, grund))

    def vorschlag(self, bedarf: Bedarf) -> Vorschlag:
        """Put the day of `bedarf` into words, with others that would do."""
        gewohnheit, umstaende = bedarf.gewohnheit, self.umstaende
        if gewohnheit is None:
            return Vorschlag(None, NEU)
        tag = self.tage.get(bedarf.stadtteil)
        ziel = self.ziele[bedarf.stadtteil]
        if tag is None:
            grund = nichts_frei(gewohnheit, umstaende.von, umstaende.bis)
        else:
            grund = begruendung(gewohnheit, ziel, tag, self.verworfen[bedarf.stadtteil])
        return Vorschlag(tag, grund, self._andere(bedarf, gewohnheit, tag or ziel))

    def _andere(self, bedarf: Bedarf, gewohnheit: Gewohnheit, um: date) -> list[Wahl]:
        """Give other free days: of the usual weekday first, then others near `um`."""
        belegte = set(self.tage.values())
        freie = [
            tag
            for tag in _nach_abstand(self.umstaende.tage(), um)
            if tag not in belegte and not self._im_weg(bedarf, tag)
        ]
        gleiche = [tag for tag in freie if tag.weekday() == gewohnheit.wochentag]
        wahlen = [Wahl(tag, rang(tag)) for tag in gleiche[:WAHLEN_GLEICHER_TAG]]
        sonst = f"statt {WOCHENTAGE[gewohnheit.wochentag]}"
        unpassend = WOCHENENDE | {gewohnheit.wochentag}
        andere = [tag for tag in freie if tag.weekday() not in unpassend]
        wahlen += [Wahl(tag, sonst) for tag in andere[: WAHLEN - len(wahlen)]]
        return sorted(wahlen, key=lambda wahl: wahl.tag)

    def _nach_naehe(self, bedarf: Bedarf) -> Iterable[date]:
        ziel = self.ziele[bedarf.stadtteil]
        gleiche = [tag for tag in self.umstaende.tage() if tag.weekday() == ziel.weekday()]
        return _nach_abstand(gleiche, ziel)

    def _im_weg(self, bedarf: Bedarf, tag: date) -> str:
        """Say what stands in the way of `tag`; empty where nothing does."""
        gruende = self.umstaende.am_tag(tag, bedarf.stadtteil)
        if bedarf.gewohnheit is not None:
            beginn, ende = _zeiten(bedarf.gewohnheit, tag)
            belegt = self.umstaende.im_raum(bedarf.gewohnheit.ort, beginn, ende)
            gruende += [f"der Raum ist belegt: {wer}" for wer in belegt]
        return ", ".join(gruende)

    def _zu_nah(self, tag: date, abstand: int) -> str:
        for bedarf in self.reihe:
            anderer = self.tage.get(bedarf.stadtteil)
            if anderer is not None and abs((tag - anderer).days) < abstand:
                wann = "selben Tag" if tag == anderer else tagesdatum(anderer, jahr=tag.year)
                return f"{bedarf.name} ist am {wann}"
        return ""


def _zeiten(gewohnheit: Gewohnheit, tag: date) -> tuple[datetime, datetime]:
    """Give when it would begin and end at `tag`; a length that is not known is assumed."""
    beginn = datetime.combine(tag, gewohnheit.beginn)
    if gewohnheit.ende is None:
        return beginn, beginn + ANGENOMMENE_DAUER
    return beginn, datetime.combine(tag, gewohnheit.ende)


def _stelle(nummer: int, reihe: Sequence[Bedarf], freie: Sequence[date]) -> int:
    """Give the place of one of the row in the middle of its share of the free days."""
    return (2 * nummer + 1) * len(freie) // (2 * len(reihe))


def _ziel(gewohnheit: Gewohnheit, monat: date) -> date:
    """Give the usual day in the month of `monat`, such as its second Tuesday."""
    letzter = monthrange(monat.year, monat.month)[1]
    alle = [
        tag
        for nummer in range(1, letzter + 1)
        if (tag := monat.replace(day=nummer)).weekday() == gewohnheit.wochentag
    ]
    return alle[-1] if gewohnheit.woche >= LETZTE_WOCHE else alle[gewohnheit.woche - 1]


def _nach_abstand(tage: Iterable[date], ziel: date) -> list[date]:
    """Order by how far they are from `ziel`, of two the later one first."""
    return sorted(tage, key=lambda tag: (abs((tag - ziel) / timedelta(days=1)), tag < ziel))
