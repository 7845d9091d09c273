"""The board of the Startseite: one answer for each Stadtteil."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from konferenzen.eintraege import Eintrag
from konferenzen.models import Art, Konferenz, Status
from quartiere.models import Stadtteil


@dataclass(frozen=True)
class Zeile:
    """A Stadtteil and when it meets next; `eintrag` is None while nothing is planned."""

    stadtteil: Stadtteil
    eintrag: Eintrag | None


@dataclass(frozen=True)
class Tafel:
    """The board's rows, and what else is coming."""

    zeilen: list[Zeile]
    weitere: list[Eintrag]


def chronologisch(*gruppen: Iterable[Konferenz]) -> list[Konferenz]:
    """Give all of `gruppen` once, in the order of `KonferenzQuerySet.chronologisch`."""
    alle = {konferenz.pk: konferenz for gruppe in gruppen for konferenz in gruppe}
    return sorted(alle.values(), key=_zeitlich)


def _zeitlich(konferenz: Konferenz) -> tuple[bool, datetime | None, bool, int, int]:
    # Of two, both or none have a date and a Stadtteil where these are compared.
    stadtteil = konferenz.stadtteil
    rang = stadtteil.reihenfolge if stadtteil else 0
    return (konferenz.beginn is None, konferenz.beginn, stadtteil is None, rang, konferenz.pk)


def tafel(stadtteile: Iterable[Stadtteil], kommende: Iterable[Eintrag]) -> Tafel:
    """Give the board of `kommende`, which are coming conferences in the order of their dates.

    A Stadtteil's row is its next Stadtteilkonferenz; a cancelled one only while there is no other,
    and an example only while there is nothing real. Rows with a date come first, undated ones next,
    examples then, Stadtteile without any last.
    """
    kommende = list(kommende)
    zeilen = je_stadtteil(stadtteile, kommende)
    gezeigt = {zeile.eintrag.konferenz.pk for zeile in zeilen if zeile.eintrag}
    return Tafel(
        zeilen=sorted(zeilen, key=_nach_termin),
        weitere=sorted(
            (eintrag for eintrag in kommende if eintrag.konferenz.pk not in gezeigt),
            key=lambda eintrag: eintrag.konferenz.ist_beispiel,
        ),
    )


def je_stadtteil(stadtteile: Iterable[Stadtteil], kommende: Iterable[Eintrag]) -> list[Zeile]:
    """Give for each of `stadtteile`, in their order, its next Stadtteilkonferenz of `kommende`.

    A cancelled one answers only while there is no other, an example only while there is nothing
    real: it does not take place at all.
    """
    naechste: dict[int, Eintrag] = {}
    for eintrag in sorted(kommende, key=_nachrang):
        konferenz = eintrag.konferenz
        if konferenz.art == Art.STADTTEILKONFERENZ and konferenz.stadtteil_id is not None:
            naechste.setdefault(konferenz.stadtteil_id, eintrag)
    return [Zeile(stadtteil, naechste.get(stadtteil.pk)) for stadtteil in stadtteile]


def _nachrang(eintrag: Eintrag) -> tuple[bool, bool]:
    return (eintrag.konferenz.ist_beispiel, eintrag.konferenz.status == Status.ABGESAGT)


def _nach_termin(zeile: Zeile) -> tuple[int, int, float]:
    if zeile.eintrag is None:
        return (2, 0, 0)
    beginn, beispiel = zeile.eintrag.termin.beginn, int(zeile.eintrag.konferenz.ist_beispiel)
    return (beispiel, 0, beginn.timestamp()) if beginn else (beispiel, 1, 0)
