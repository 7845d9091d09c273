"""What one can choose among in a list of the admin: the names of related rows, read all at once.

Each filter by related rows would ask the database by itself, and each choice in a row, too.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from django.apps import apps
from django.contrib import admin
from django.contrib.admin.utils import get_fields_from_path
from django.db.models import F, Model, QuerySet, Value, Window
from django.db.models.functions import RowNumber
from django.http import HttpRequest

from hattingen_portal.grundlage.betreuung import sichtbare, stadtteile_von
from hattingen_portal.grundlage.verwaltung.wortlaut import gefragt

Wahl = tuple[Any, str]
Mengen = dict[type[Model], QuerySet[Any]]
# What is known of one request only, kept where its parts can reach it.
WAHLEN = "portal.wahlen"
SPALTEN = 2  # that a name is made of at most


class MitWahlen(admin.ModelAdmin):
    """For an admin whose list offers rows of other models.

    These name in NAMENSFELDER the columns of which `str` makes the name of a row.
    """

    def wahlmengen(self, request: HttpRequest) -> Mengen:
        """Give by model the rows that the list offers, in order: those of its filters.

        Only what the person may see is among them.
        """
        mengen: Mengen = {}
        for modell in self._gefilterte(request):
            alle = sichtbare(modell._default_manager.all(), request.user)
            ihr_admin = self.admin_site._registry.get(modell)
            reihenfolge = ihr_admin.get_ordering(request) if ihr_admin else ()
            mengen[modell] = alle.order_by(*(reihenfolge or modell._meta.ordering))
        return mengen

    def wahlen(self, request: HttpRequest, modell: type[Model]) -> list[Wahl]:
        """Give keys and names of the rows of `modell` that the list offers; one query for all."""
        if WAHLEN not in request.META:
            gefilterte = tuple(self.get_list_filter(request))
            frage = (self.opts.label, gefilterte, stadtteile_von(request.user))
            request.META[WAHLEN] = bezeichnungen(frage, lambda: self.wahlmengen(request))
        gelesen: list[Wahl] = request.META[WAHLEN][modell]
        return gelesen

    def _gefilterte(self, request: HttpRequest) -> Iterator[Any]:
        for eintrag in self.get_list_filter(request):
            if isinstance(eintrag, str):
                modell = get_fields_from_path(self.model, eintrag)[-1].related_model
                if modell is not None:
                    yield modell


def bezeichnungen(
    frage: Hashable, mengen: Callable[[], Mengen]
) -> defaultdict[type[Model], list[Wahl]]:
    """Give by model keys and names of the rows of each set, in its order; one query, or none.

    `frage` names all on which the sets depend, but for what is stored.
    """

    def bauen() -> QuerySet[Any] | None:
        abfragen = list(map(_abfrage, mengen().values()))
        return abfragen[0].union(*abfragen[1:], all=True) if abfragen else None

    gefunden: defaultdict[type[Model], list[Wahl]] = defaultdict(list)
    for name, _platz, schluessel, *namen in sorted(gefragt((bezeichnungen, frage), bauen)):
        modell: Any = apps.get_model(name)
        gefunden[modell].append((schluessel, _name(modell, *namen)))
    return gefunden


@lru_cache(maxsize=1000)
def _name(modell: type[Model], *namen: str) -> str:
    """Give what a row is called in whose columns stand `namen`."""
    felder: Sequence[str] = modell.NAMENSFELDER  # type: ignore[attr-defined]  # which those have
    return str(modell(**dict(zip(felder, namen, strict=False))))


def _abfrage(zeilen: QuerySet[Any]) -> QuerySet[Any]:
    """Give each row as its model, its place, its key and what it is called by, in equal columns."""
    felder: Sequence[str] = zeilen.model.NAMENSFELDER
    namen = [F(name) for name in felder] + [Value("")] * (SPALTEN - len(felder))
    reihenfolge: Any = zeilen.query.order_by
    platz = Window(RowNumber(), order_by=reihenfolge)
    return zeilen.order_by().values_list(Value(zeilen.model._meta.label), platz, "pk", *namen)
