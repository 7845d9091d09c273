"""Conferences under the headings of their rounds."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.utils import timezone

from konferenzen.models import Konferenz, Runde


@dataclass(frozen=True)
class Gruppe:
    """Conferences of one round, or without a round those of one year."""

    titel: str
    runde: Runde | None
    konferenzen: list[Konferenz]


def nach_runden(konferenzen: Iterable[Konferenz]) -> list[Gruppe]:
    """Group `konferenzen`, which stand in the order of their rounds, under one heading each."""
    return [
        Gruppe(titel, runde, list(gruppe))
        for (titel, runde), gruppe in groupby(konferenzen, key=_ueberschrift)
    ]


def _ueberschrift(konferenz: Konferenz) -> tuple[str, Runde | None]:
    if konferenz.runde is not None:
        return konferenz.runde.name, konferenz.runde
    if konferenz.beginn is not None:
        return f"Weitere Termine {timezone.localtime(konferenz.beginn).year}", None
    return "Weitere Termine", None
