"""Questions that the pages of the admin ask again and again: each time, but in the same words.

To put one into SQL takes Django longer than PostgreSQL to answer it.
"""

from collections.abc import Callable, Hashable
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from hattingen_portal.grundlage.gedaechtnis import Vorrat

# SQL and its values; None where Django knows that there is nothing to find.
_wortlaute: Vorrat[tuple[str, tuple[Any, ...]] | None] = Vorrat(100)


def gefragt(frage: Hashable, bauen: Callable[[], QuerySet[Any] | None]) -> list[tuple[Any, ...]]:
    """Give the rows of what `bauen` builds: a `values_list` of texts and numbers, None for no rows.

    `frage` names all on which its SQL depends, for that is built once; hashable, else TypeError.
    """
    bekannte = _wortlaute.holen([frage])
    if frage not in bekannte:
        bekannte[frage] = _wortlaut(bauen())
        _wortlaute.legen(bekannte)
    if (wortlaut := bekannte[frage]) is None:
        return []
    with connection.cursor() as zeiger:
        zeiger.execute(*wortlaut)
        zeilen: list[tuple[Any, ...]] = zeiger.fetchall()
        return zeilen


def _wortlaut(abfrage: QuerySet[Any] | None) -> tuple[str, tuple[Any, ...]] | None:
    if abfrage is None:
        return None
    try:
        sql, werte = abfrage.query.sql_with_params()
    except EmptyResultSet:
        return None
    return sql, werte
