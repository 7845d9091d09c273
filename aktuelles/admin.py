"""The admin of the news."""

from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from aktuelles.lage import beitragslage
from aktuelles.models import Anhang, Beitrag
from aktuelles.spalten import BEITRAG
from hattingen_portal.grundlage.pdf.verwaltung import MitPdf, PdfInline
from hattingen_portal.grundlage.richtext.verwaltung import TextAdmin
from hattingen_portal.grundlage.verwaltung.formulare import VersionsFormular
from hattingen_portal.grundlage.verwaltung.vorschaulink import MitVorschaulink


class BeitragFormular(VersionsFormular):
    """A news post."""

    REGEL_AM_FELD = {
        "beitrag_bild_mit_alt": "bild_alt",
        "beitrag_bis_nach_ab": "veroeffentlichen_bis",
    }


class ZustandFilter(admin.SimpleListFilter):
    """Draft, planned, public or expired."""

    title = "Zustand"
    parameter_name = "zustand"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [
            ("entwurf", "Entwurf"),
            ("geplant", "geplant"),
            ("oeffentlich", "öffentlich"),
            ("abgelaufen", "abgelaufen"),
        ]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        jetzt = timezone.now()
        match self.value():
            case "entwurf":
                return queryset.filter(veroeffentlichen_ab__isnull=True)
            case "geplant":
                return queryset.filter(veroeffentlichen_ab__gt=jetzt)
            case "oeffentlich":
                return queryset.oeffentlich(jetzt)
            case "abgelaufen":
                return queryset.filter(
                    Q(veroeffentlichen_ab__isnull=False), veroeffentlichen_bis__lte=jetzt
                )
        return queryset


class AnhangInline(PdfInline):
    model = Anhang
    fk_name = "beitrag"
    fields = ("titel", "datei", "zustand")


@admin.register(Beitrag)
class BeitragAdmin(MitVorschaulink, MitPdf, TextAdmin):
    """A news post with its text editor."""

    lage = staticmethod(beitragslage)
    form = BeitragFormular
    fieldsets = (
        (None, {"fields": ("titel", "teaser", "text")}),
        ("Bild", {"fields": ("bild", "bild_alt", "bild_nachweis")}),
        ("Gehört zu", {"fields": ("stadtteile", "ortsteile", "konferenz")}),
        (
            "Veröffentlichung",
            {"fields": ("veroeffentlichen_ab", "veroeffentlichen_bis", "angeheftet")},
        ),
        ("Adresse im Internet", {"fields": ("slug",), "classes": ("collapse",)}),
    )
    autocomplete_fields = ("stadtteile", "ortsteile", "konferenz")
    inlines = (AnhangInline,)
    spalten = BEITRAG
    list_display = ("titel", "zustand", "veroeffentlichen_ab", "veroeffentlichen_bis", "angeheftet")
    list_filter = (ZustandFilter, "angeheftet", "stadtteile")
    search_fields = ("titel", "teaser", "text")
    date_hierarchy = "veroeffentlichen_ab"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Beitrag]:
        return super().get_queryset(request).select_related("konferenz__stadtteil")

    @admin.display(description="Zustand", ordering="veroeffentlichen_ab")
    def zustand(self, obj: Beitrag) -> str:
        return obj.zustand()
