"""Choosing a Stadtteil in a form that narrows a list."""

from collections.abc import Callable
from functools import cache
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from hattingen_portal.grundlage.weiterleitung import heutiger_slug
from quartiere.models import Stadtteil


class StadtteilFeld(forms.ChoiceField):
    """A Stadtteil by its slug; may stay empty.

    The word is compared with the choices and not asked of the database: none can upset it.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(label="Stadtteil", required=False, **kwargs)
        self._stadtteile = _gemerkt()

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> BoundField:
        """Let each form ask the database once, however often it is checked and printed."""
        self._stadtteile = _gemerkt()
        self.choices = self._auswahl
        return super().get_bound_field(form, field_name)

    def _auswahl(self) -> list[tuple[str, str]]:
        return [("", "Alle Stadtteile"), *((s.slug, s.name) for s in self._stadtteile())]

    def to_python(self, value: Any) -> str:
        """Take a former slug for the present one: addresses with it may be kept somewhere."""
        return self._heutiger(super().to_python(value))

    def bound_data(self, data: Any, initial: Any) -> Any:
        """Show the present Stadtteil as chosen, too."""
        return self._heutiger(super().bound_data(data, initial) or "")

    def _heutiger(self, wort: str) -> str:
        return heutiger_slug(self._stadtteile(), wort) if wort else wort


def _gemerkt() -> Callable[[], list[Stadtteil]]:
    """Give a function that asks for the Stadtteile when first called, and then remembers them."""
    zeilen = Stadtteil.objects.geordnet().only("slug", "name", "fruehere_slugs")
    return cache(lambda: list(zeilen))
