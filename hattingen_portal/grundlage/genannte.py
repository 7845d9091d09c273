"""What a row names of another table: read as keys, and known from what all rows share."""

from collections.abc import Iterable
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Model, OuterRef


def nummern(modell: type[Model], name: str, von: str = "pk") -> ArraySubquery:
    """Give the keys that a row of `modell`, whose own key is `von`, names by its field `name`."""
    feld: Any = modell._meta.get_field(name)
    ziel = feld.m2m_reverse_field_name()
    genannte = feld.remote_field.through.objects.filter(**{feld.m2m_field_name(): OuterRef(von)})
    return ArraySubquery(genannte.order_by(ziel).values(ziel))


def vorab(zeile: Model, name: str, genannte: Iterable[int], alle: dict[int, Any]) -> None:
    """Let `zeile` know those of `alle` that its field `name` names, as `prefetch_related` does.

    In the order of `alle`. Where one was added since these were read, Django asks for them.
    """
    if (gesucht := set(genannte)) <= alle.keys():
        bekannte = getattr(zeile, name).get_queryset()
        bekannte._result_cache = [alle[pk] for pk in alle if pk in gesucht]
        bekannte._prefetch_done = True
        vars(zeile).setdefault("_prefetched_objects_cache", {})[name] = bekannte
