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

    def to_python(self, value: Any) -> str:
        """Take a former slug for the present one: addresses with it may be kept somewhere."""
        return _heutiger_slug(super().to_python(value))

    def bound_data(self, data: Any, initial: Any) -> Any:
        """Show the present Stadtteil as chosen, too."""
        return _heutiger_slug(super().bound_data(data, initial) or "")


def _heutiger_slug(wort: str) -> str:
    if not wort:
        return wort
    stadtteile = Stadtteil.objects.values_list("slug", "fruehere_slugs")
    return next((slug for slug, fruehere in stadtteile if wort in fruehere), wort)
