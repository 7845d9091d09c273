"""Which Stadtteil a cell names: long or short, with "STK" or without."""

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from .woerter import aufzaehlung, einfach, woerter
from .zeilen import BekannterStadtteil, Meldung

_VORSATZ = re.compile(
    r"^\W*(?:stk|stadtteil-?konferenz|stadtteil)\b[\s.:–-]*(?:(?:in|für|im)\s+)?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Eintrag:
    """A Stadtteil as sets of words: each of its names, and all words that may stand with them."""

    name: str
    namen: tuple[frozenset[str], ...]
    alle_woerter: frozenset[str]


class Stadtteilverzeichnis:
    """The names of the known Stadtteile, of their Ortsteile and of those without a Stadtteil.

    ``stadt`` may stand before any name ("Hattingen-Welper").
    """

    def __init__(
        self,
        stadtteile: Sequence[BekannterStadtteil],
        ortsteile_ohne_stadtteil: Sequence[str] = (),
        stadt: str = "",
    ) -> None:
        stadtwoerter = frozenset(woerter(stadt))
        self._eintraege = [_eintrag(stadtteil, stadtwoerter) for stadtteil in stadtteile]
        self._ortsteile = {
            frozenset(woerter(ortsteil)): (ortsteil, stadtteil.name)
            for stadtteil in stadtteile
            for ortsteil in stadtteil.ortsteile
        }
        self._ohne = {frozenset(woerter(name)): name for name in ortsteile_ohne_stadtteil}
        self._namen = [stadtteil.name for stadtteil in stadtteile]
        self._schreibweisen = {
            schreibweise.lower(): stadtteil.name
            for stadtteil in stadtteile
            for schreibweise in (stadtteil.name, stadtteil.kuerzel, *stadtteil.andere_namen)
        }

    def kennt(self, text: str) -> bool:
        """Whether a text can be the Stadtteil cell of a row: "STK …" or a name known here."""
        if _VORSATZ.match(text):
            return True
        gefragt = frozenset(woerter(text))
        bekannt = gefragt in self._ohne or gefragt in self._ortsteile
        return bekannt or self._name(gefragt) is not None

    def lesen(self, text: str) -> tuple[str | None, tuple[Meldung, ...]]:
        """The name of the Stadtteil in a cell, or None and the reason."""
        genannt = einfach(_VORSATZ.sub("", text)).strip(" :.,;–-")
        gefragt = frozenset(woerter(genannt))
        if not gefragt:
            return None, (Meldung("Der Stadtteil fehlt."),)
        name = self._name(gefragt)
        if name is not None:
            return name, ()
        return None, (Meldung(self._unbekannt(genannt, gefragt)),)

    def _name(self, gefragt: frozenset[str]) -> str | None:
        genau = [e.name for e in self._eintraege if gefragt in e.namen]
        if len(genau) == 1:
            return genau[0]
        weiter = [
            e.name
            for e in self._eintraege
            if gefragt <= e.alle_woerter and any(name <= gefragt for name in e.namen)
        ]
        return weiter[0] if len(weiter) == 1 else None

    def _unbekannt(self, genannt: str, gefragt: frozenset[str]) -> str:
        if gefragt in self._ohne:
            return (
                f"{self._ohne[gefragt]} ist ein Ortsteil, der zu keinem Stadtteil mit eigener "
                "Konferenz gehört. Bitte den Stadtteil nennen oder den Ortsteil zuordnen."
            )
        if gefragt in self._ortsteile:
            ortsteil, stadtteil = self._ortsteile[gefragt]
            return (
                f"{ortsteil} ist kein Stadtteil mit eigener Konferenz, sondern ein Ortsteil von "
                f"{stadtteil}. Bitte „{stadtteil}“ eintragen, wenn das gemeint ist."
            )
        aehnlich = difflib.get_close_matches(
            genannt[:80].lower(), self._schreibweisen, n=1, cutoff=0.7
        )
        vorschlag = (
            f"Gemeint ist vielleicht {self._schreibweisen[aehnlich[0]]}."
            if aehnlich
            else f"Bekannt sind {aufzaehlung(self._namen)}."
        )
        return f"{genannt} ist kein bekannter Stadtteil. {vorschlag}"


def _eintrag(stadtteil: BekannterStadtteil, stadtwoerter: frozenset[str]) -> _Eintrag:
    geschrieben = (stadtteil.name, stadtteil.kuerzel, *stadtteil.andere_namen)
    namen = [frozenset(woerter(name)) for name in geschrieben if woerter(name)]
    ortsteile = frozenset(wort for name in stadtteil.ortsteile for wort in woerter(name))
    if len(stadtteil.ortsteile) > 1:
        namen.append(ortsteile)
    return _Eintrag(
        name=stadtteil.name,
        namen=tuple(namen),
        alle_woerter=frozenset().union(ortsteile, stadtwoerter, *namen),
    )
