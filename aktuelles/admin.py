"""The admin of the news."""

from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from aktuelles.lage import beitragslage
from aktuelles.models import Anhang, Beitrag
from hattingen_portal.grundlage.admin import GanzGeprueftesInline, MitTexteditor
from hattingen_portal.grundlage.formulare import VersionsFormular
from hattingen_portal.grundlage.vorschaulink import MitVorschaulink


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


class AnhangInline(GanzGeprueftesInline):
    model = Anhang
    fields = ("titel", "datei")


@admin.register(Beitrag)
class BeitragAdmin(MitVorschaulink, MitTexteditor):
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
    list_display = ("titel", "zustand", "veroeffentlichen_ab", "veroeffentlichen_bis", "angeheftet")
    list_filter = (ZustandFilter, "angeheftet", "stadtteile")
    search_fields = ("titel", "teaser", "text")
    date_hierarchy = "veroeffentlichen_ab"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Beitrag]:
        return super().get_queryset(request).select_related("konferenz__stadtteil")

    @admin.display(description="Zustand", ordering="veroeffentlichen_ab")
    def zustand(self, obj: Beitrag) -> str:
        """Say whether the post is a draft, planned, public or expired."""
        jetzt = timezone.now()
        if obj.veroeffentlichen_ab is None:
            return "Entwurf"
        if obj.veroeffentlichen_bis is not None and obj.veroeffentlichen_bis <= jetzt:
            return "abgelaufen"
        return "geplant" if obj.veroeffentlichen_ab > jetzt else "öffentlich"
