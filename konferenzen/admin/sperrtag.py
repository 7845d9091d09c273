"""The admin of the days on which no conference should be planned."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from hattingen_portal.grundlage.verwaltung.admin import GrundAdmin
from hattingen_portal.grundlage.verwaltung.formulare import VersionsFormular
from konferenzen.admin.spalten import SPERRTAG
from konferenzen.lage import sperrtaglage
from konferenzen.models import Sperrtag


class SperrtagFormular(VersionsFormular):
    """A day, or several in a row."""

    REGEL_AM_FELD = {"sperrtag_ende_nach_beginn": "ende"}


@admin.register(Sperrtag)
class SperrtagAdmin(GrundAdmin):
    """Clashes that the office knows of; the planner keeps clear of them."""

    lage = staticmethod(sperrtaglage)
    form = SperrtagFormular
    fields = ("was", ("beginn", "ende"), "stadtteile")
    autocomplete_fields = ("stadtteile",)
    spalten = SPERRTAG
    list_display = ("was", "beginn", "ende", "wo")
    search_fields = ("was",)
    date_hierarchy = "beginn"
    ordering = ("-beginn", "pk")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Sperrtag]:
        return super().get_queryset(request).prefetch_related("stadtteile")

    @admin.display(description="wo")
    def wo(self, obj: Sperrtag) -> str:
        return ", ".join(s.kuerzel for s in obj.stadtteile.all()) or "überall"
