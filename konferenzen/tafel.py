"""The board of the Startseite: one answer for each Stadtteil."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from konferenzen.models import Art, Konferenz, Status
from quartiere.models import Stadtteil


@dataclass(frozen=True)
class Zeile:
    """A Stadtteil and when it meets next; `konferenz` is None while nothing is planned."""

    stadtteil: Stadtteil
    konferenz: Konferenz | None


@dataclass(frozen=True)
class Tafel:
    """The board's rows, and what else is coming."""

    zeilen: list[Zeile]
    weitere: list[Konferenz]


def tafel(stadtteile: Iterable[Stadtteil], kommende: Iterable[Konferenz]) -> Tafel:
    """Give the board of `kommende`, which are coming conferences in the order of their dates.

    A Stadtteil's row is its next Stadtteilkonferenz; a cancelled one only while there is no other.
    Rows with a date come first, undated ones next, Stadtteile without any last.
    """
    kommende = list(kommende)
    naechste: dict[int, Konferenz] = {}
    for konferenz in sorted(kommende, key=lambda k: k.status == Status.ABGESAGT):
        if konferenz.art == Art.STADTTEILKONFERENZ and konferenz.stadtteil_id is not None:
            naechste.setdefault(konferenz.stadtteil_id, konferenz)
    zeilen = [Zeile(stadtteil, naechste.get(stadtteil.pk)) for stadtteil in stadtteile]
    gezeigt = {zeile.konferenz.pk for zeile in zeilen if zeile.konferenz}
    return Tafel(
        zeilen=sorted(zeilen, key=_nach_termin),
        weitere=[konferenz for konferenz in kommende if konferenz.pk not in gezeigt],
    )


def _nach_termin(zeile: Zeile) -> tuple[int, float]:
    if zeile.konferenz is None:
        return (2, 0)
    beginn: datetime | None = zeile.konferenz.beginn
    return (0, beginn.timestamp()) if beginn else (1, 0)
