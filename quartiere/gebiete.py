"""What belongs to areas: rows that name Stadtteile and Ortsteile, several or none."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from quartiere.models import Ortsteil, Stadtteil


def in_dem(zeilen: QuerySet[Any], name: str, stadtteil: Stadtteil | OuterRef) -> Q:
    """Give the condition that a row of `zeilen` names `stadtteil` or one of its Ortsteile.

    `name` is what the tables between them call the row. Looked up row by row, so that of a long
    list in its order only as many are read as the page shows. An OuterRef means that of the query
    around `zeilen`.
    """
    if isinstance(stadtteil, OuterRef):
        stadtteil = OuterRef(stadtteil)
    hier = {name: OuterRef("pk")}
    genannt = zeilen.model.stadtteile.through.objects.filter(**hier, stadtteil=stadtteil)
    teil_genannt = zeilen.model.ortsteile.through.objects.filter(
        **hier, ortsteil__stadtteil=stadtteil
    )
    return Q(Exists(genannt) | Exists(teil_genannt))


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
