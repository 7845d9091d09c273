"""Conferences under the headings of their rounds."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.utils import timezone

from konferenzen.eintraege import Eintrag
from konferenzen.models import Runde


@dataclass(frozen=True)
class Gruppe:
    """Conferences of one round, or without a round those of one year."""

    titel: str
    runde: Runde | None
    eintraege: list[Eintrag]


def nach_runden(eintraege: Iterable[Eintrag]) -> list[Gruppe]:
    """Group `eintraege`, which stand in the order of their rounds, under one heading each."""
    return [
        Gruppe(titel, runde, list(gruppe))
        for (titel, runde), gruppe in groupby(eintraege, key=_ueberschrift)
    ]


def _ueberschrift(eintrag: Eintrag) -> tuple[str, Runde | None]:
    konferenz = eintrag.konferenz
    if konferenz.runde is not None:
        return konferenz.runde.name, konferenz.runde
    if konferenz.beginn is not None:
        return f"Weitere Termine {timezone.localtime(konferenz.beginn).year}", None
    return "Weitere Termine", None
