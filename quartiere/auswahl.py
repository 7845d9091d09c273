"""Choosing a Stadtteil in a form that narrows a list."""

from typing import Any

from django import forms

from quartiere.models import Stadtteil


def _stadtteile() -> list[tuple[str, str]]:
    stadtteile = Stadtteil.objects.geordnet().values_list("slug", "name")
    return [("", "Alle Stadtteile"), *stadtteile]


class StadtteilFeld(forms.ChoiceField):
    """A Stadtteil by its slug; may stay empty.

    The word is compared with the choices and not asked of the database: none can upset it.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label="Stadtteil",
            required=False,
            choices=_stadtteile,
            **kwargs,
        )
