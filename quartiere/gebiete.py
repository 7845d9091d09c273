"""What belongs to areas: rows that name Stadtteile and Ortsteile, several or none."""

from collections.abc import Iterable
from typing import Any

from django.db.models import OuterRef, Q, QuerySet

from quartiere.models import Ortsteil, Stadtteil


def in_dem(zeilen: QuerySet[Any], name: str, stadtteil: Stadtteil | OuterRef) -> Q:
    """Give the condition that a row of `zeilen` names `stadtteil` or one of its Ortsteile.

    `name` is what the tables between them call the row. Those that are named are found once, and
    not looked up for each row. An OuterRef means that of the query around `zeilen`.
    """
    if isinstance(stadtteil, OuterRef):
        stadtteil = OuterRef(stadtteil)
    genannt = zeilen.model.stadtteile.through.objects.filter(stadtteil=stadtteil)
    teil_genannt = zeilen.model.ortsteile.through.objects.filter(ortsteil__stadtteil=stadtteil)
    return Q(pk__in=genannt.values(name)) | Q(pk__in=teil_genannt.values(name))


def in_einem_von(zeilen: QuerySet[Any], stadtteile: Iterable[int]) -> Q:
    """Give the condition that a row of `zeilen` names a Stadtteil with one of these keys.

    Or one of its Ortsteile. It joins nothing: no row comes twice.
    """
    genannt = Q(stadtteile__in=stadtteile) | Q(ortsteile__stadtteil__in=stadtteile)
    return Q(pk__in=zeilen.model._default_manager.filter(genannt).values("pk"))


def in_einem_anderen(zeilen: QuerySet[Any], stadtteile: Iterable[int]) -> Q:
    """Give the condition that a row of `zeilen` names an area outside these Stadtteile."""
    genannt = Q(stadtteile__in=Stadtteil.objects.exclude(pk__in=stadtteile)) | Q(
        ortsteile__in=Ortsteil.objects.exclude(stadtteil__in=stadtteile)
    )
    return Q(pk__in=zeilen.model._default_manager.filter(genannt).values("pk"))
