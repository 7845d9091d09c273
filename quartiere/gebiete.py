"""What belongs to areas: rows that name Stadtteile and Ortsteile, several or none."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet

from quartiere.models import Ortsteil, Stadtteil


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
