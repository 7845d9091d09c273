"""Conferences under the headings of their rounds."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby

from django.utils import timezone

from hattingen_portal.grundlage.gedaechtnis import Ableitungen, Merkbar, Vorrat, gemeinsam
from konferenzen.eintraege import Eintrag, eintraege
from konferenzen.models import Konferenz, Runde
from konferenzen.strukturdaten import ereignisliste
from konferenzen.zeitangaben import lagen


@dataclass(frozen=True)
class Gruppe:
    """Conferences of one round, or without a round those of one year."""

    titel: str
    runde: Runde | None
    eintraege: list[Eintrag]


@dataclass(frozen=True)
class Tabellen:
    """Conferences as a page shows them, and what search engines read of them."""

    gruppen: list[Gruppe]
    strukturdaten: Merkbar
    ableitungen: Ableitungen = field(default_factory=Ableitungen, compare=False, repr=False)


# The current pages and some of the archive; up to 200 kB each.
_tabellen: Vorrat[Tabellen] = Vorrat(20)


def tabellen(konferenzen: Sequence[Konferenz], jetzt: datetime) -> Tabellen:
    """Group `konferenzen`, which stand in the order of their rounds, under one heading each.

    As they are at the aware time `jetzt`. Of remembered ones it is made once.
    """

    def machen() -> Tabellen:
        gruppen = _nach_runden(eintraege(konferenzen, jetzt))
        return Tabellen(gruppen, Merkbar(ereignisliste(konferenzen) or {}))

    return gemeinsam(_tabellen, [konferenzen], lagen(konferenzen, jetzt), machen)


def _nach_runden(eintraege: Iterable[Eintrag]) -> list[Gruppe]:
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
