"""The admin of the school holidays, and the page that reads them from calendar files."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from hattingen_portal.grundlage.formular.eingabe import einzeilig
from hattingen_portal.grundlage.verwaltung.admin import GrundAdmin
from hattingen_portal.grundlage.verwaltung.formulare import VersionsFormular
from konferenzen.admin.spalten import FERIEN
from konferenzen.ferien_einlesen import Einlesebilanz, ferien_einlesen
from konferenzen.ferienliste import HOECHSTENS_BYTES, Ferienliste, FerienlisteError, lesen
from konferenzen.lage import ferienlage
from konferenzen.models import Ferien

HOECHSTENS_DATEIEN = 10
QUELLE_ZEICHEN = 200
GLEICHZEITIG = (
    "Im selben Augenblick hat jemand anderes diese Ferien eingelesen. Bitte wählen Sie die Dateien "
    "noch einmal aus."
)


class FerienFormular(VersionsFormular):
    """Holidays, typed in by hand."""

    REGEL_AM_FELD = {"ferien_ende_nach_beginn": "ende", "ferien_einmalig": "beginn"}


class DateienWidget(forms.ClearableFileInput):
    """An input for several files."""

    allow_multiple_selected = True


class DateienFeld(forms.FileField):
    """Calendar files; gives for each its name and what was read from it."""

    widget = DateienWidget

    def clean(self, data: Any, initial: Any = None) -> list[tuple[str, Ferienliste]]:
        """Read every file; raises ValidationError that names the broken ones."""
        dateien = data if isinstance(data, list | tuple) else [data]
        dateien = [super(DateienFeld, self).clean(datei, initial) for datei in dateien or [None]]
        if len(dateien) > HOECHSTENS_DATEIEN:
            raise ValidationError(f"Bitte wählen Sie höchstens {HOECHSTENS_DATEIEN} Dateien aus.")
        gelesen, fehler = [], []
        for datei in dateien:
            name = einzeilig(datei.name)[:QUELLE_ZEICHEN]
            try:
                gelesen.append((name, lesen(datei.read(HOECHSTENS_BYTES + 1))))
            except FerienlisteError as grund:
                fehler.append(f"{name}: {grund}")
        if fehler:
            raise ValidationError(fehler)
        return gelesen


class EinleseFormular(forms.Form):
    """Which files to read."""

    dateien = DateienFeld(
        label="Kalenderdateien",
        widget=DateienWidget(attrs={"accept": ".ics,text/calendar"}),
        max_length=None,
        error_messages={
            "required": "Bitte wählen Sie mindestens eine Datei aus.",
            "empty": "Die Datei ist leer. Bitte wählen Sie eine andere aus.",
        },
        help_text="Endung „.ics“, auch mehrere auf einmal, zum Beispiel eine für jedes Jahr.",
    )


@admin.register(Ferien)
class FerienAdmin(GrundAdmin):
    """School holidays; the planner keeps clear of them."""

    lage = staticmethod(ferienlage)
    form = FerienFormular
    fields = ("name", ("beginn", "ende"), "quelle")
    spalten = FERIEN
    list_display = ("name", "beginn", "ende", "quelle")
    search_fields = ("name", "quelle")
    date_hierarchy = "beginn"
    ordering = ("-beginn", "pk")

    def get_urls(self) -> list[Any]:
        einlesen = path(
            "einlesen/",
            self.admin_site.admin_view(self.einlesen_view),
            name="konferenzen_ferien_einlesen",
        )
        return [einlesen, *super().get_urls()]

    def einlesen_view(self, request: HttpRequest) -> HttpResponse:
        """Answer the page that reads files; 403 to those who may not add and change holidays."""
        if not (self.has_add_permission(request) and self.has_change_permission(request)):
            raise PermissionDenied
        gesendet = request.method == "POST"
        formular = EinleseFormular(request.POST, request.FILES) if gesendet else EinleseFormular()
        if gesendet and formular.is_valid() and self._einlesen(request, formular):
            return HttpResponseRedirect(reverse("admin:konferenzen_ferien_changelist"))
        kontext = self.admin_site.each_context(request) | {
            "title": "Ferien einlesen",
            "opts": self.opts,
            "form": formular,
            "liste": reverse("admin:konferenzen_ferien_changelist"),
            "eintragen": reverse("admin:konferenzen_ferien_add"),
        }
        return TemplateResponse(request, "admin/konferenzen/ferien/einlesen.html", kontext)

    def _einlesen(self, request: HttpRequest, formular: forms.Form) -> bool:
        """Store all that was read and tell of it; False where somebody else did at this moment."""
        gelesen: list[tuple[str, Ferienliste]] = formular.cleaned_data["dateien"]
        try:
            with transaction.atomic():
                bilanzen = [ferien_einlesen(liste.zeiten, name) for name, liste in gelesen]
        except (IntegrityError, ValidationError):
            formular.add_error("dateien", GLEICHZEITIG)
            return False
        for (name, liste), bilanz in zip(gelesen, bilanzen, strict=True):
            messages.success(request, f"{name}: {_satz(bilanz)}")
            for satz in liste.ausgelassen:
                messages.warning(request, f"{name}, nicht eingelesen: {satz}")
        return True


def _satz(bilanz: Einlesebilanz) -> str:
    return (
        f"{bilanz.neu} Ferien neu, {bilanz.geaendert} berichtigt, "
        f"{bilanz.bekannt} waren schon bekannt."
    )
