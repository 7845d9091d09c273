"""The order of a list that goes on over several pages: read once for a version, as bare keys."""

from array import array
from collections.abc import Callable, Hashable, Sequence
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from hattingen_portal.grundlage.gedaechtnis import Vorrat, jetziger


def reihenfolge(
    bauen: Callable[..., QuerySet[Any]], jetzt: datetime, *werte: Hashable
) -> Sequence[int]:
    """Give the keys of all rows that `bauen` builds a query for (`Zeilen.frage`), in their order.

    Several pages share such a list: each shows a part of it. So it is read once for a version;
    what has gone since, `Zeilen.nur` leaves out.
    """

    def lesen() -> Sequence[int]:
        return array("q", bauen(jetzt, *werte).values_list("pk", flat=True))

    if (augenblick := jetziger.get()) is None:
        return lesen()
    name = (augenblick.fassung, augenblick.seit, bauen, werte)
    bekannte = _listen.holen([name])
    if not bekannte:
        bekannte = {name: lesen()}
        _listen.legen(bekannte)
    return bekannte[name]


def geteilt(
    bauen: Callable[..., QuerySet[Any]], jetzt: datetime, *werte: Hashable
) -> tuple[int, ...] | None:
    """Give what `reihenfolge` gives; None with the memory closed, where each page asks for all."""
    return None if jetziger.get() is None else tuple(reihenfolge(bauen, jetzt, *werte))


_listen: Vorrat[Sequence[int]] = Vorrat(150)
