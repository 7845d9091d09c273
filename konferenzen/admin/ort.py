"""The admin of the venues."""

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html_join

from hattingen_portal.grundlage.verwaltung.admin import hinweisen
from hattingen_portal.grundlage.verwaltung.filterwege import WerteFilter
from hattingen_portal.grundlage.verwaltung.formulare import VersionsFormular
from konferenzen.admin.berichtigung import BerichtigungsAdmin
from konferenzen.admin.spalten import VERANSTALTUNGSORT
from konferenzen.admin.vorgaenge import MitUebergabe
from konferenzen.berichtigung import GEZEIGT
from konferenzen.lage import ortlage
from konferenzen.models import Konferenz, Veranstaltungsort
from konferenzen.zeitangaben import zeitangabe

NUR_ANSEHEN = (
    "Orte gelten für die ganze Stadt. Fehlt einer, oder stimmt etwas nicht, sagen Sie es bitte der "
    "Quartiersentwicklung."
)


class OrtFormular(VersionsFormular):
    """A venue."""

    REGEL_AM_FELD = {"ort_einmalig": "name", "ort_position_ganz": "laenge"}


@admin.register(Veranstaltungsort)
class VeranstaltungsortAdmin(MitUebergabe, BerichtigungsAdmin):
    """A venue; what is changed here is corrected wherever it is shown."""

    lage = staticmethod(ortlage)
    form = OrtFormular
    fieldsets = (
        (
            "Anschrift",
            {
                "fields": (
                    "name",
                    "raum",
                    ("strasse", "hausnummer"),
                    ("plz", "stadt"),
                    "kommende",
                ),
                "description": "Eine Änderung berichtigt diesen Ort überall, auch in abonnierten "
                "Kalendern. Zieht der Treffpunkt um, legen Sie bitte einen neuen "
                "Veranstaltungsort an und übergeben ihm die kommenden Konferenzen.",
            },
        ),
        (
            "Zugang",
            {
                "fields": (
                    ("stufenlos", "aufzug"),
                    ("rollstuhl_wc", "induktionsschleife"),
                    "zugang_hinweis",
                    "oepnv",
                )
            },
        ),
        (
            "Position auf der Karte",
            {"fields": (("breite", "laenge"),), "classes": ("collapse",)},
        ),
    )
    readonly_fields = ("kommende",)
    spalten = VERANSTALTUNGSORT
    list_display = ("name", "raum", "strasse_nr", "plz_stadt", "stufenlos")
    list_filter = ("stufenlos", "rollstuhl_wc", ("stadt", WerteFilter))
    search_fields = ("name", "raum", "strasse", "plz", "stadt")

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Tell those who may only look whom to tell what is wrong."""
        gruppen = super().get_fieldsets(request, obj)
        if self.has_change_permission(request):
            return gruppen
        (titel, anschrift), *weitere = gruppen
        return ((titel, {**anschrift, "description": NUR_ANSEHEN}), *weitere)

    @admin.display(description="Straße", ordering="strasse")
    def strasse_nr(self, obj: Veranstaltungsort) -> str:
        return obj.strasse_nr

    @admin.display(description="Postleitzahl und Stadt", ordering="plz")
    def plz_stadt(self, obj: Veranstaltungsort) -> str:
        return obj.plz_stadt

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        ort = super().get_object(request, *args, **kwargs)
        if ort is not None:
            ort.eigene = Konferenz.objects.betreut_von(request.user).filter(ort=ort.pk)
        return ort

    @admin.display(description="Kommende Konferenzen hier")
    def kommende(self, obj: Any) -> str:
        """List what a correction will change, as far as the person may see it."""
        if obj.pk is None:
            return "keine"
        jetzt = timezone.now()
        konferenzen = obj.eigene.kommende(jetzt).mit_umfeld()
        zeilen = [
            (
                reverse("admin:konferenzen_konferenz_change", args=[konferenz.pk]),
                konferenz.bezeichnung,
                zeitangabe(konferenz, jetzt).ganz,
            )
            for konferenz in konferenzen.chronologisch()
        ]
        return format_html_join("", '<div><a href="{}">{}</a>, {}</div>', zeilen) or "keine"

    def save_model(
        self, request: HttpRequest, obj: Veranstaltungsort, form: Any, change: bool
    ) -> None:
        super().save_model(request, obj, form, change)
        if not change or not set(GEZEIGT[Veranstaltungsort].im_kalender) & set(form.changed_data):
            return
        jetzt = timezone.now()
        anzahl = Konferenz.objects.filter(ort=obj).oeffentlich(jetzt).kommende(jetzt).count()
        if anzahl:
            wort = "einer kommenden Konferenz" if anzahl == 1 else f"{anzahl} kommenden Konferenzen"
            text = f"Der Ort ist auch bei {wort} berichtigt; abonnierte Kalender erfahren es."
            hinweisen(request, text, messages.WARNING)
