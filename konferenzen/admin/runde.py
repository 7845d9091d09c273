"""The admin of the rounds."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from hattingen_portal.grundlage.formulare import VersionsFormular
from konferenzen.admin.berichtigung import BerichtigungsAdmin
from konferenzen.lage import rundenlage
from konferenzen.models import Konferenz, Runde
from konferenzen.models.runde import saison


class RundeFormular(VersionsFormular):
    """A round; its season is read from its name where nobody fills it in."""

    REGEL_AM_FELD = {"runde_ende_nach_beginn": "ende"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for feld in ("beginn", "ende"):
            if feld in self.fields:
                self.fields[feld].required = False

    def clean(self) -> dict[str, Any] | None:
        daten = super().clean()
        tage = saison(self.cleaned_data.get("name", ""))
        for stelle, feld in enumerate(("beginn", "ende")):
            if feld in self.fields and not self.cleaned_data.get(feld) and feld not in self.errors:
                if tage is None:
                    self.add_error(
                        feld,
                        forms.ValidationError(
                            "Aus dem Namen lässt sich keine Jahreszeit ablesen. Bitte tragen Sie "
                            "den Tag ein."
                        ),
                    )
                else:
                    self.cleaned_data[feld] = tage[stelle]
        return daten


@admin.register(Runde)
class RundeAdmin(BerichtigungsAdmin):
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
    list_display = ("name", "konferenzen", "beginn", "ende", "beispiel")
    search_fields = ("name",)
    ordering = ("-beginn", "pk")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        runden: QuerySet[Any] = super().get_queryset(request).annotate(anzahl=Count("konferenzen"))
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
        adresse = reverse("admin:konferenzen_konferenz_changelist")
        anzahl = obj.anzahl
        wort = "1 Konferenz" if anzahl == 1 else f"{anzahl} Konferenzen"
        return format_html(
            '<a href="{}?runde__id__exact={}">{} bearbeiten</a>', adresse, obj.pk, wort
        )
