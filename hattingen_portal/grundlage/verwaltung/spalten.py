"""What a list gives out: its columns, with a German head each, decided once for each model."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.text import capfirst

from hattingen_portal.grundlage.tabelle import Wert


@dataclass(frozen=True)
class Spalte:
    """A column: its head, and what stands in it for a row.

    `dazu` is what prefetch_related has to fetch for it, so that the rows cost a fixed number of
    queries. `recht` is the permission without which nobody gets the column ("app.codename").
    """

    kopf: str
    wert: Callable[[Any], Wert]
    dazu: tuple[str, ...] = ()
    recht: str = ""


def felder(modell: type[models.Model], *namen: str) -> Iterator[Spalte]:
    """Give a column for each field of `modell` called in `namen`, under its verbose name.

    Choices stand there in words, related rows by their names.
    """
    for name in namen:
        feld = modell._meta.get_field(name)
        if not isinstance(feld, models.Field):
            raise TypeError(f"{modell.__name__}.{name} ist kein Feld.")
        yield Spalte(
            kopf=str(capfirst(feld.verbose_name)),
            wert=_leser(feld),
            dazu=(name,) if feld.is_relation else (),
        )


def _leser(feld: models.Field) -> Callable[[Any], Wert]:
    if feld.many_to_many:
        return lambda zeile: ", ".join(map(str, getattr(zeile, feld.name).all()))
    if feld.many_to_one:
        return lambda zeile: str(getattr(zeile, feld.name) or "")
    if feld.choices:
        return lambda zeile: str(getattr(zeile, f"get_{feld.name}_display")())
    return lambda zeile: getattr(zeile, feld.name)
