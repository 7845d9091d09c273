"""The admin of the lead times: the steps are there, only their numbers change."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from hattingen_portal.cockpit.lage import vorlauflage
from hattingen_portal.cockpit.models import Vorlauf
from hattingen_portal.grundlage.schritte import angemeldete
from hattingen_portal.grundlage.verwaltung.admin import GrundAdmin
from hattingen_portal.grundlage.verwaltung.formulare import VersionsFormular, ZeilenFormular
from hattingen_portal.grundlage.verwaltung.spalten import Spalte, felder

VORLAUF = (Spalte("Schritt", str), *felder(Vorlauf, "tage", "zeigen"))
REGEL_AM_FELD = {"vorlauf_in_grenzen": "tage"}


class VorlaufFormular(VersionsFormular):
    """The lead time of one step."""

    REGEL_AM_FELD = REGEL_AM_FELD


class VorlaufZeile(ZeilenFormular):
    """The same as a row of the list, named for those who do not see the column."""

    REGEL_AM_FELD = REGEL_AM_FELD

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, wort in (("tage", "Tage vorher"), ("zeigen", "auf der Startseite zeigen")):
            self.fields[name].widget.attrs["aria-label"] = f"{self.instance}: {wort}"


@admin.register(Vorlauf)
class VorlaufAdmin(GrundAdmin):
    """All lead times on one page."""

    lage = staticmethod(vorlauflage)
    form = VorlaufFormular
    fields = ("tage", "zeigen")
    spalten = VORLAUF
    list_display = ("__str__", "tage", "zeigen")
    list_editable = ("tage", "zeigen")
    actions = None

    def get_queryset(self, request: HttpRequest) -> QuerySet[Vorlauf]:
        """Leave out the rows of steps whose module is gone."""
        vorhandene = [schritt.kennung for schritt in angemeldete()]
        zeilen: QuerySet[Vorlauf] = super().get_queryset(request).filter(schritt__in=vorhandene)
        return zeilen

    def get_changelist_form(self, request: HttpRequest, **kwargs: Any) -> Any:
        return super().get_changelist_form(request, **kwargs | {"form": VorlaufZeile})

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        """Say above the list what its numbers are for."""
        titel = {"title": "Wie viele Tage vor einer Konferenz soll was erledigt sein?"}
        return super().changelist_view(request, extra_context=titel | (extra_context or {}))

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Steps come from the portal itself."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Vorlauf | None = None) -> bool:
        """A step that nobody wants is not shown; its number stays."""
        return False
