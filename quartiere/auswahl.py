"""Choosing a Stadtteil in a form that narrows a list."""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from hattingen_portal.grundlage.weiterleitung import heutiger_slug
from quartiere.models import Stadtteil
from quartiere.stammdaten import stadtteile


class StadtteilFeld(forms.ChoiceField):
    """A Stadtteil by its slug; may stay empty.

    The word is compared with the choices and not asked of the database: none can upset it.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(label="Stadtteil", required=False, **kwargs)
        self._gelesen: list[Stadtteil] | None = None

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> BoundField:
        """Let each form ask for them once, however often it is checked and printed."""
        self._gelesen = None
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

    def _stadtteile(self) -> list[Stadtteil]:
        if self._gelesen is None:
            self._gelesen = list(stadtteile().values())
        return self._gelesen


def schluessel(slug: str) -> int | None:
    """Give the key of the Stadtteil with this present slug; None without one."""
    if not slug:
        return None
    return next((pk for pk, zeile in stadtteile().items() if zeile.slug == slug), None)
