"""What stands in the way of a day: holidays, clashes, other conferences, taken rooms."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

EIN_TAG = timedelta(days=1)
# Between two holidays lie about 100 days at most: from Christmas to a late Easter.
FERIEN_ABSTAND = timedelta(days=130)


@dataclass(frozen=True)
class Zeitraum:
    """Days on which something else is on, both ends included; for all where `stadtteile` is empty.

    `stadtteile` holds keys.
    """

    was: str
    beginn: date
    ende: date
    stadtteile: Collection[int] = ()

    def trifft(self, tag: date, stadtteil: int | None = None) -> bool:
        """Tell whether it stands in the way of the Stadtteil; of all of them when None."""
        fuer_ihn = not self.stadtteile or stadtteil in self.stadtteile
        return fuer_ihn and self.beginn <= tag <= self.ende


@dataclass(frozen=True)
class Anderes:
    """A conference that is there already; one with `ganzer_tag` leaves the day to no other."""

    wer: str
    beginn: datetime
    ende: datetime
    ort: int | None = None
    ganzer_tag: bool = True
    raum_geteilt: bool = False


@dataclass(frozen=True)
class Umstaende:
    """The span to plan, both ends included, and all that is known about it.

    `ab` is the first day that is not over yet.
    """

    von: date
    bis: date
    ab: date
    feiertage: Mapping[date, str] = field(default_factory=dict)
    ferien: Sequence[Zeitraum] = ()
    sperrtage: Sequence[Zeitraum] = ()
    anderes: Sequence[Anderes] = ()

    def tage(self) -> Iterator[date]:
        """Give the days that can still be chosen, in order."""
        tag = max(self.von, self.ab)
        while tag <= self.bis:
            yield tag
            tag += EIN_TAG

    def am_tag(self, tag: date, stadtteil: int | None = None) -> list[str]:
        """Say what is on at `tag`, each in a few words; for one Stadtteil, or for all when None."""
        gruende = [f"{self.feiertage[tag]}, ein Feiertag"] if tag in self.feiertage else []
        gruende += [ferien.was for ferien in self.ferien if ferien.trifft(tag)]
        gruende += [sperre.was for sperre in self.sperrtage if sperre.trifft(tag, stadtteil)]
        gruende += [
            konferenz.wer
            for konferenz in self.anderes
            if konferenz.ganzer_tag and konferenz.beginn.date() <= tag <= konferenz.ende.date()
        ]
        return gruende

    def im_raum(self, ort: int | None, beginn: datetime, ende: datetime) -> list[str]:
        """Say who has the room at `ort` between `beginn` and `ende`."""
        return [
            konferenz.wer
            for konferenz in self.anderes
            if ort is not None
            and konferenz.ort == ort
            and not konferenz.raum_geteilt
            and konferenz.beginn < ende
            and beginn < konferenz.ende
        ]


def ferienluecke(ferien: Sequence[Zeitraum], von: date, bis: date) -> date | None:
    """Give the first day from `von` to `bis` for which the school holidays are not known.

    None where they are. A day is covered when holidays are known before and after it, no further
    apart than two holidays of the state are.
    """
    gedeckt_bis: date | None = None
    for zeit in sorted(ferien, key=lambda zeit: zeit.beginn):
        if gedeckt_bis is None or zeit.beginn - gedeckt_bis > FERIEN_ABSTAND:
            if gedeckt_bis is not None and gedeckt_bis >= von:
                break
            if zeit.beginn > von:
                return von
        gedeckt_bis = max(gedeckt_bis or zeit.ende, zeit.ende)
    if gedeckt_bis is None or gedeckt_bis < von:
        return von
    return None if gedeckt_bis >= bis else gedeckt_bis + EIN_TAG
