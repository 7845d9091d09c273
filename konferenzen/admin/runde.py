"""The admin of the rounds."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html

from hattingen_portal.grundlage.zahlworte import gezaehlt
from konferenzen.admin.berichtigung import BerichtigungsAdmin
from konferenzen.admin.einlesen import MitEinlesen
from konferenzen.admin.planung import MitPlanung
from konferenzen.admin.presse import RundePresse
from konferenzen.admin.rundenformular import RundeFormular
from konferenzen.admin.rundenkopie import MitRundenkopie
from konferenzen.admin.rundenliste import rundenliste
from konferenzen.admin.spalten import RUNDE
from konferenzen.lage import rundenlage
from konferenzen.models import Konferenz, Runde


@admin.register(Runde)
class RundeAdmin(MitPlanung, MitEinlesen, MitRundenkopie, RundePresse, BerichtigungsAdmin):
    """A round and the way to its conferences."""

    lage = staticmethod(rundenlage)
    form = RundeFormular
    fieldsets = (
        (None, {"fields": ("name", "konferenzen", "beispiel")}),
        (
            "Saison",
            {
                "fields": ("beginn", "ende"),
                "description": "Bleibt leer, was sich aus dem Namen ergibt: „Frühjahr 2026“ "
                "reicht von Januar bis Juli 2026.",
            },
        ),
        ("Adresse im Internet", {"fields": ("slug",), "classes": ("collapse",)}),
    )
    readonly_fields = ("konferenzen",)
    spalten = RUNDE
    list_display = ("name", "konferenzen", "beginn", "ende", "beispiel")
    search_fields = ("name",)
    ordering = ("-beginn", "pk")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Count the conferences that the list behind the link will show to this person."""
        gezeigte = Q(konferenzen__in=Konferenz.objects.betreut_von(request.user))
        anzahl = Count("konferenzen", filter=gezeigte)
        runden: QuerySet[Any] = super().get_queryset(request).annotate(anzahl=anzahl)
        return runden

    def view_on_site(self, obj: Runde) -> str | None:
        """Give the page of a round; it has one as soon as one of its conferences is public."""
        gezeigte = Konferenz.objects.oeffentlich().runden()
        return obj.get_absolute_url() if gezeigte.filter(pk=obj.pk).exists() else None

    @admin.display(description="Konferenzen")
    def konferenzen(self, obj: Any) -> str:
        """Link to the round's editable list."""
        if obj.pk is None:
            return "Sichern Sie zuerst die Runde."
        wort = gezaehlt(obj.anzahl, "Konferenz", "Konferenzen")
        return format_html('<a href="{}">{} bearbeiten</a>', rundenliste(obj), wort)
