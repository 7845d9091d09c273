"""Dates on lines of their own above their Stadtteil: "Montag, 1. Februar" and then "Welper"."""

import re
from collections.abc import Mapping, Sequence

from .fundstellen import Fundstellen, ausgeblendet
from .zerlegen import fuellt

_DATUM = "D"
_STADTTEIL = "S"
_BEIDES = "B"
_ANDERES = "-"
# Each date directly above a Stadtteil, and this twice at least: one may be the letter's own date.
_STETS_OBEN = re.compile(r"-*(?:DS-*){2,}")


def daten_darueber(saetze: Sequence[Fundstellen]) -> Mapping[int, int]:
    """Which sentence with a Stadtteil has its date in the one before; both by their places.

    Empty unless all of them are written so, for a date between two Stadtteile may be either's.
    """
    folge = "".join(map(_art, saetze))
    if not _STETS_OBEN.fullmatch(folge):
        return {}
    return {stelle + 1: stelle for stelle, art in enumerate(folge) if art == _DATUM}


def vielleicht_oben(saetze: Sequence[Fundstellen]) -> bool:
    """Whether a date between two Stadtteile may belong to the lower one.

    So it is where the first has a date above it and the last none below it.
    """
    folge = "".join(map(_art, saetze)).replace(_ANDERES, "")
    return any(
        lauf.startswith(_DATUM) and lauf.endswith(_STADTTEIL) and lauf.count(_DATUM) > 1
        for lauf in folge.split(_BEIDES)
    )


def _art(satz: Fundstellen) -> str:
    if satz.sichere:
        return _BEIDES if satz.hat_termin else _STADTTEIL
    rest = ausgeblendet(satz.text, [*satz.daten, *satz.zeiten])
    return _DATUM if satz.daten and not satz.nennungen and fuellt(rest) else _ANDERES
