"""What goes with a row that is deleted, as a person reads it."""

from typing import Any

from django.apps import apps
from django.utils.text import capfirst


def ohne_verknuepfungen(
    zu_loeschen: list[Any], anzahlen: dict[str, int]
) -> tuple[list[Any], dict[str, int]]:
    """Leave out the rows that only tie two others together: they have no name of their own.

    Takes and gives the nested list and the counts of Django's `get_deleted_objects`, which shows
    "Akteur_kategorien object (1)" for such a row.
    """
    knoten = [
        modell._meta
        for modell in apps.get_models(include_auto_created=True)
        if modell._meta.auto_created
    ]
    anfaenge = tuple(f"{capfirst(opts.verbose_name)}: " for opts in knoten)
    namen = {str(opts.verbose_name_plural) for opts in knoten}
    return _gefiltert(zu_loeschen, anfaenge), {
        name: anzahl for name, anzahl in anzahlen.items() if str(name) not in namen
    }


def _gefiltert(zeilen: list[Any], anfaenge: tuple[str, ...]) -> list[Any]:
    gefiltert = [
        _gefiltert(zeile, anfaenge) if isinstance(zeile, list) else zeile
        for zeile in zeilen
        if not str(zeile).startswith(anfaenge)
    ]
    return [zeile for zeile in gefiltert if zeile != []]
