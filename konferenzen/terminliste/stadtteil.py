"""Which Stadtteil a cell names: long or short, with "STK" or without."""

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from .woerter import aufzaehlung, einfach, umschrift, woerter
from .zeilen import BekannterStadtteil, Meldung

_VORSATZ = re.compile(
    r"^\W*(?:stk|stadtteil-?konferenz|stadtteil)\b[\s.:–-]*(?:(?:in|für|im)\s+)?", re.IGNORECASE
)
# "A, B und C" names the same Stadtteil as "A, B, C".
_BINDEWOERTER = frozenset({"und", "u", "sowie"})
_WORT = re.compile(r"[^\W_]+")
_ZWISCHEN = re.compile(r"[\s,/()&+–-]{1,4}")
_HOECHSTENS_WOERTER = 12
# A shorter name counts in running text only as it is written here, for "in" is a word.
_KURZ = 3


@dataclass(frozen=True, slots=True)
class Erwaehnung:
    """Where in a text a Stadtteil or an Ortsteil is named; ``wer`` is the same for the same."""

    von: int
    bis: int
    wer: str


@dataclass(frozen=True, slots=True)
class _Wort:
    von: int
    bis: int
    klein: str


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
        self._wortschatz = (
            frozenset()
            .union(
                *(eintrag.alle_woerter for eintrag in self._eintraege),
                *self._ortsteile,
                *self._ohne,
            )
            .union(_BINDEWOERTER)
        )
        self._kuerzel = {stadtteil.kuerzel for stadtteil in stadtteile}
        self._schreibweisen = {
            schreibweise.lower(): stadtteil.name
            for stadtteil in stadtteile
            for schreibweise in (stadtteil.name, stadtteil.kuerzel, *stadtteil.andere_namen)
        }

    def kennt(self, text: str) -> bool:
        """Whether a text can be the Stadtteil cell of a row: "STK …" or a name known here."""
        if _VORSATZ.match(text):
            return True
        return self._bekannt(frozenset(woerter(text)))

    def nennt(self, text: str) -> bool:
        """Whether a text is the name of a Stadtteil or Ortsteil and nothing else."""
        return self._bekannt(frozenset(woerter(_VORSATZ.sub("", text))))

    def erwaehnungen(self, text: str) -> list[Erwaehnung]:
        """Every place in running text that has a known name, the longest one each time."""
        worte = [_Wort(m.start(), m.end(), umschrift(m.group())) for m in _WORT.finditer(text)]
        gefunden: list[Erwaehnung] = []
        stelle = 0
        while stelle < len(worte):
            name = self._name_ab(text, worte, stelle)
            if name:
                wer = self._name(frozenset(wort.klein for wort in name))
                von, bis = name[0].von, name[-1].bis
                gefunden.append(Erwaehnung(von, bis, wer or umschrift(text[von:bis])))
            stelle += len(name) or 1
        return gefunden

    def _name_ab(self, text: str, worte: Sequence[_Wort], stelle: int) -> Sequence[_Wort]:
        """The words of the longest name that begins here; none if no name does."""
        ende = stelle
        if worte[stelle].klein in _BINDEWOERTER:
            return ()
        for wort in worte[stelle : stelle + _HOECHSTENS_WOERTER]:
            getrennt = ende > stelle and not _ZWISCHEN.fullmatch(
                text, worte[ende - 1].bis, wort.von
            )
            if getrennt or wort.klein not in self._wortschatz:
                break
            ende += 1
        for bis in range(ende, stelle, -1):
            name = worte[stelle:bis]
            genannt = text[name[0].von : name[-1].bis]
            if len(genannt) <= _KURZ and genannt not in self._kuerzel:
                continue
            if name[-1].klein not in _BINDEWOERTER and self._bekannt(
                frozenset(wort.klein for wort in name)
            ):
                return name
        return ()

    def _bekannt(self, gefragt: frozenset[str]) -> bool:
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
        return self._name_aus(gefragt) or self._name_aus(gefragt - _BINDEWOERTER)

    def _name_aus(self, gefragt: frozenset[str]) -> str | None:
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
