"""The rows of a list are made once of what is read of them, and known again by it.

The database is asked for each list anew, so that none shows what has changed since. But a list of
a hundred rows is a hundred objects with as many beside them, and seldom do more than a few differ
from those of before.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterator
from itertools import islice
from typing import Any

from django.db.models import Model, QuerySet
from django.db.models.query import ModelIterable

from hattingen_portal.grundlage.gedaechtnis import Vorrat

_zeilen: Vorrat[Any] = Vorrat(200)  # two pages of a list


def bekannt(zeilen: QuerySet[Any], *spalten: str) -> QuerySet[Any]:
    """Give `zeilen` with no more than `spalten`, as `only` takes them, also of rows beside them.

    Once they are read, they are shared: nobody may change them. Each has in `merkmal` all that it
    is made of, and nothing else: what `zeilen` was annotated with is left out. All of `spalten`
    must be hashable, else TypeError.
    """
    diese: Any = zeilen.select_related(None).only(*spalten)
    diese._iterable_class = _Bekannte
    gelesene: QuerySet[Any] = diese
    return gelesene


class _Bekannte(ModelIterable):
    """Gives the rows of a QuerySet; Django's own makes all of them each time."""

    def __iter__(self) -> Iterator[Any]:
        abfrage: Any = self.queryset
        modell, teile = abfrage.model, list(_teile(abfrage))
        wege = tuple(f"{weg}__{name}" if weg else name for weg, _, ns in teile for name in ns)
        gefragt = abfrage.values_list(*wege)
        merkmale: list[Hashable] = [(modell, wege, werte) for werte in gefragt]
        alle = _zeilen.holen(merkmale)
        neue = {m: _zeile(teile, m, abfrage.db) for m in merkmale if m not in alle}
        _zeilen.legen(neue)
        alle |= neue
        return iter([alle[merkmal] for merkmal in merkmale])


def _teile(abfrage: Any) -> Iterator[tuple[str, type[Model], list[str]]]:
    """Give for the rows and for those beside them the way there, the model, and the columns.

    The key is always among these, and they are in the order of the model's fields.
    """
    namen = defaultdict(set)
    for spalte in abfrage.query.deferred_loading[0]:
        hier, _, dort = spalte.partition("__")
        namen[""].add(hier)
        if dort:
            namen[hier].add(dort)
    for weg in sorted(namen):  # the rows come first, whose way is none
        modell = abfrage.model._meta.get_field(weg).related_model if weg else abfrage.model
        felder = modell._meta.concrete_fields
        gelesen = [f.attname for f in felder if f.primary_key or f.name in namen[weg]]
        yield weg, modell, gelesen


def _zeile(teile: list[tuple[str, Any, list[str]]], merkmal: Any, db: str) -> Any:
    """Make the row of its values, and those beside it, where there are some."""
    werte, zeile = iter(merkmal[-1]), None
    for weg, modell, namen in teile:
        eigene = list(islice(werte, len(namen)))
        hat_eine = eigene[namen.index(modell._meta.pk.attname)] is not None
        objekt = modell.from_db(db, namen, eigene) if hat_eine else None
        if zeile is None:
            zeile = objekt
        else:
            setattr(zeile, weg, objekt)
    vars(zeile)["merkmal"] = merkmal
    return zeile
