"""The choice of a row among many, as the admin's forms offer it."""

from collections.abc import Sequence
from typing import Any

from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.widgets import (
    AutocompleteSelect,
    AutocompleteSelectMultiple,
    RelatedFieldWidgetWrapper,
)
from django.db import models
from django.http import HttpRequest

from hattingen_portal.grundlage.betreuung import sichtbare
from hattingen_portal.grundlage.verwaltung.eigene_auswahl import begrenzen


class Auswahl(AutocompleteSelect):
    """Shows what is chosen; `bekannt` gives the names of rows that are at hand, by their keys.

    Django asks the database for each name, once for each field, and also for what cannot be the
    key of a row: a form that came back with nonsense would end in an error page.
    """

    bekannt: dict[str, str] = {}

    def optgroups(self, name: str, value: Sequence[str], attr: Any = None) -> list[Any]:
        schluessel = [wert for wert in value if str(wert).isdecimal()]
        if not schluessel or not set(schluessel) <= self.bekannt.keys():
            return list(super().optgroups(name, schluessel, attr))
        gruppen = list(super().optgroups(name, [], attr))
        for wert in schluessel:
            gruppen[0][1].append(self.create_option(name, wert, self.bekannt[wert], True, 0))
        return gruppen


class Mehrfachauswahl(Auswahl, AutocompleteSelectMultiple):
    """The same for several rows."""


class MitAuswahl(BaseModelAdmin):
    """For an admin or its inlines: `autocomplete_fields` with these widgets.

    Whatever is chosen among is limited to what the person may see.
    """

    def formfield_for_dbfield(
        self, db_field: models.Field, request: HttpRequest, **kwargs: Any
    ) -> Any:
        """Offer a new entry beside a choice, but not to delete what others have chosen, too."""
        feld = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(widget := getattr(feld, "widget", None), RelatedFieldWidgetWrapper):
            widget.can_delete_related = widget.can_view_related = False
        return feld

    def get_field_queryset(self, db: str | None, db_field: Any, request: HttpRequest) -> Any:
        zeilen = super().get_field_queryset(db, db_field, request)
        if zeilen is None:
            zeilen = db_field.remote_field.model._default_manager.all()
        return sichtbare(zeilen, request.user)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = Auswahl(db_field, self.admin_site)
        feld = super().formfield_for_foreignkey(db_field, request, **kwargs)
        return begrenzen(feld, request.user)

    def formfield_for_manytomany(
        self, db_field: models.ManyToManyField, request: HttpRequest, **kwargs: Any
    ) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = Mehrfachauswahl(db_field, self.admin_site)
        feld = super().formfield_for_manytomany(db_field, request, **kwargs)
        return begrenzen(feld, request.user)
