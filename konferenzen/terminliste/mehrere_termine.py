"""Several conferences in one sentence: "am 1. Februar in Welper, am 3. Februar in Winz-Baak"."""

import re
from collections.abc import Sequence
from itertools import pairwise

from .fundstellen import Fundstellen, Rang
from .zerlegen import fuellt

_HOECHSTENS_DAVOR = 40
_VORSPANN = re.compile(
    r"(?:[\s,;(–-]|\b(?:und|sowie|dann|am|an|im|in|für|den|dem|die|der|stk|stadtteil|zuletzt)\b)+\Z",
    re.IGNORECASE,
)
_JEWEILS = re.compile(r"\bjeweils\b", re.IGNORECASE)


def einzelne(satz: Fundstellen) -> Sequence[str]:
    """The parts of a sentence with one conference each, or nothing where that is not certain.

    Dates and Stadtteile have to take turns, each of them once. A time behind "jeweils" is for all
    parts; with a venue behind it, too, a person has to say whose it is.
    """
    nennungen = [n for n in satz.nennungen if n.rang > Rang.BEILAEUFIG]
    if len(satz.daten) < 2 or len(nennungen) != len(satz.daten):
        return ()
    if len({nennung.wer for nennung in nennungen}) != len(nennungen):
        return ()
    stellen = sorted(
        [(von, bis, "datum") for von, bis in satz.daten] + [(n.von, n.bis, "") for n in nennungen]
    )
    arten = [art for _, _, art in stellen]
    if len(set(arten[::2])) != 1 or len(set(arten[1::2])) != 1 or arten[0] == arten[1]:
        return ()
    schnitte = [
        _schnitt(satz.text, stellen[i - 1][1], stellen[i][0]) for i in range(2, len(arten), 2)
    ]
    return _fuer_alle(satz, [0, *schnitte, len(satz.text)])


def _schnitt(text: str, ab: int, bis: int) -> int:
    """Where a part begins: before the small words that lead to its date or Stadtteil."""
    anfang = max(ab, bis - _HOECHSTENS_DAVOR)
    davor = _VORSPANN.search(text[anfang:bis])
    return anfang + davor.start() if davor else bis


def _fuer_alle(satz: Fundstellen, schnitte: Sequence[int]) -> Sequence[str]:
    paare = list(pairwise(schnitte))
    teile = [satz.text[von:bis].strip(" ,;") for von, bis in paare]
    jeweils = _JEWEILS.search(satz.text)
    if len(satz.zeiten) != 1 or jeweils is None:
        return teile
    von, bis = satz.zeiten[0]
    if jeweils.start() < von and not fuellt(satz.text[bis:]):
        return ()
    return [
        teil if anfang <= von < ende else f"{teil}, {satz.text[von:bis]}"
        for teil, (anfang, ende) in zip(teile, paare, strict=True)
    ]
