"""What a person may choose in the admin's forms and filters: rows that they may see.

What a row names already stays chosen, also if it belongs to others; see `betreuung`.
"""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.db.models import Model, Q
from django.http import HttpRequest

from hattingen_portal.grundlage.betreuung import Person, gehoert, stadtteile_von

NICHT_DABEI = (
    "Das gehört nicht zu Ihren Stadtteilen, oder es ist nicht mehr da. Bitte wählen Sie etwas "
    "anderes."
)


def begrenzen(feld: Any, person: Person) -> Any:
    """Note on the field of an admin's form, for those who are limited, what they may choose."""
    if feld is not None and stadtteile_von(person) is not None and gehoert(feld.queryset.model):
        feld.erlaubt = feld.queryset
        feld.error_messages["invalid_choice"] = NICHT_DABEI
    return feld


def bisheriges_behalten(formular: forms.ModelForm) -> None:
    """Let the limited choices of `formular` hold also what the stored row names already."""
    for name, feld in _begrenzte(formular):
        alle = feld.queryset.model._default_manager
        feld.queryset = alle.filter(
            Q(pk__in=feld.erlaubt.values("pk")) | Q(pk__in=_bisherige(formular.instance, name))
        )


def fremdes_fehlt(formular: forms.ModelForm) -> Iterator[tuple[str, str]]:
    """Give fields of the cleaned `formular` from which foreign rows were taken out, and the words.

    Who is limited neither adds nor removes what belongs to others.
    """
    for name, feld in _begrenzte(formular):
        mehrere = isinstance(feld, forms.ModelMultipleChoiceField)
        if mehrere and name in formular.cleaned_data:
            fremde = feld.queryset.exclude(pk__in=feld.erlaubt.values("pk"))
            fehlende = [z for z in fremde if z not in formular.cleaned_data[name]]
            if fehlende:
                namen = ", ".join(map(str, fehlende))
                yield name, f"Das gehört zu anderen Stadtteilen und bleibt stehen: {namen}."


def _begrenzte(formular: forms.ModelForm) -> Iterator[tuple[str, Any]]:
    return ((name, feld) for name, feld in formular.fields.items() if hasattr(feld, "erlaubt"))


def _bisherige(objekt: Model, name: str) -> Any:
    """Give the keys that the row of `objekt` holds in the relation `name`."""
    spalte = objekt._meta.get_field(name)
    if isinstance(spalte, models.ManyToManyField):
        return getattr(objekt, name).values("pk") if objekt.pk else []
    schluessel = getattr(objekt, spalte.attname)  # type: ignore[union-attr]  # a foreign key
    return [] if schluessel is None else [schluessel]


class BezugFilter(admin.RelatedFieldListFilter):
    """A filter by related rows: by those that the person may see, and by having none, in words."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.empty_value_display = f"ohne {self.title}"  # type: ignore[assignment]  # plain text, too

    def field_choices(self, field: Any, request: HttpRequest, model_admin: Any) -> Any:
        return model_admin.wahlen(request, field.related_model)


admin.FieldListFilter.register(
    lambda feld: bool(feld.remote_field), BezugFilter, take_priority=True
)
