"""The admin of the Stadtteile and of those who are there for them."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import flatten_fieldsets
from django.contrib.postgres.forms import SimpleArrayField
from django.http import HttpRequest

from hattingen_portal.grundlage.betreuung import stadtteile_von
from hattingen_portal.grundlage.verwaltung.admin import GanzGeprueftesInline, GrundAdmin
from hattingen_portal.grundlage.verwaltung.formulare import VersionsFormular
from quartiere.lage import ansprechpersonlage, ortsteillage, stadtteillage
from quartiere.models import Ansprechperson, Ortsteil, Stadtteil
from quartiere.spalten import ANSPRECHPERSON, ORTSTEIL, STADTTEIL


class StadtteilFormular(VersionsFormular):
    """A Stadtteil; its other names stand one a line, since some hold a comma themselves."""

    REGEL_AM_FELD = {"stadtteil_bild_mit_alt": "bild_alt"}

    andere_namen = SimpleArrayField(
        forms.CharField(required=False),
        delimiter="\n",
        widget=forms.Textarea(attrs={"rows": 4, "cols": 60}),
        required=False,
        label="andere Namen",
        help_text="Weitere Schreibweisen aus Terminlisten, jede in einer eigenen Zeile.",
    )

    def clean_andere_namen(self) -> list[str]:
        """Leave out empty lines and doubles."""
        namen: list[Any] = self.cleaned_data["andere_namen"]
        return list(dict.fromkeys(name for name in namen if name))


# What somebody who is there for a Stadtteil writes about it; the rest is also told elsewhere.
EIGENER_TEXT = frozenset({"beschreibung", "bild", "bild_alt", "bild_nachweis"})


class OrtsteilInline(GanzGeprueftesInline):
    model = Ortsteil
    fields = ("name",)
    # Taken out by giving it another Stadtteil; deleting it would take it from the whole city.
    can_delete = False
    show_change_link = True


@admin.register(Stadtteil)
class StadtteilAdmin(GrundAdmin):
    """A conference area and its Ortsteile; `konferenzen.admin.stadtteil` adds to it."""

    lage = staticmethod(stadtteillage)
    form = StadtteilFormular
    fieldsets = (
        (None, {"fields": ("name", "kuerzel", "zusatz", "beschreibung", "andere_namen")}),
        ("Bild", {"fields": ("bild", "bild_alt", "bild_nachweis")}),
        ("Darstellung", {"fields": (("figur", "ton"), "reihenfolge")}),
        ("Adresse im Internet", {"fields": ("slug",), "classes": ("collapse",)}),
    )
    inlines = (OrtsteilInline,)
    spalten = STADTTEIL
    list_display = ("name", "kuerzel", "zusatz", "reihenfolge")
    search_fields = ("name", "kuerzel", "zusatz")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Leave text and picture to those who are there for the Stadtteil, the rest to the office.

        Names and address stand in calendars, lists and on posters of the whole city.
        """
        if stadtteile_von(request.user) is None:
            return super().get_readonly_fields(request, obj)
        felder = flatten_fieldsets(self.get_fieldsets(request, obj))
        return [feld for feld in felder if feld not in EIGENER_TEXT]


@admin.register(Ortsteil)
class OrtsteilAdmin(GrundAdmin):
    """A part of the city, also where there is no conference area yet."""

    lage = staticmethod(ortsteillage)
    fields = ("name", "stadtteil")
    autocomplete_fields = ("stadtteil",)
    spalten = ORTSTEIL
    list_display = ("name", "stadtteil")
    list_filter = ("stadtteil",)
    list_select_related = ("stadtteil",)
    search_fields = ("name", "stadtteil__name")


@admin.register(Ansprechperson)
class AnsprechpersonAdmin(GrundAdmin):
    """A person or function in the office."""

    lage = staticmethod(ansprechpersonlage)
    fieldsets = (
        (None, {"fields": ("funktion", "name", "stelle")}),
        ("So erreichbar", {"fields": ("telefon", "email", "anschrift")}),
        ("Zuständig und sichtbar", {"fields": ("stadtteile", "oeffentlich", "reihenfolge")}),
    )
    autocomplete_fields = ("stadtteile",)
    spalten = ANSPRECHPERSON
    list_display = ("funktion", "name", "stelle", "telefon", "oeffentlich")
    list_filter = ("oeffentlich", "stadtteile")
    search_fields = ("funktion", "name", "stelle")
