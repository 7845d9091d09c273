"""Choosing a Stadtteil in a form that narrows a list."""

from typing import Any

from django import forms

from hattingen_portal.grundlage.weiterleitung import heutiger_slug
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

    def to_python(self, value: Any) -> str:
        """Take a former slug for the present one: addresses with it may be kept somewhere."""
        return heutiger_slug(Stadtteil.objects.all(), super().to_python(value))

    def bound_data(self, data: Any, initial: Any) -> Any:
        """Show the present Stadtteil as chosen, too."""
        return heutiger_slug(Stadtteil.objects.all(), super().bound_data(data, initial) or "")
