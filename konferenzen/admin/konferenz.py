"""The admin of the conferences."""

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from akteure.models import Akteur
from hattingen_portal.grundlage.pdf.verwaltung import MitPdf, PdfInline
from hattingen_portal.grundlage.verwaltung.admin import GanzGeprueftesInline, hinweisen
from hattingen_portal.grundlage.verwaltung.beilagen import Beilagen
from hattingen_portal.grundlage.verwaltung.verweigerung import mit_meldung
from hattingen_portal.grundlage.verwaltung.vorschaulink import MitVorschaulink
from hattingen_portal.grundlage.verwaltung.wahlen import Mengen
from konferenzen.admin.aktionen import akteure_uebernehmen
from konferenzen.admin.bearbeiter import bearbeiter
from konferenzen.admin.formular import (
    EndeFeld,
    EndeWidget,
    KonferenzFormular,
    KonferenzZeile,
    KonferenzZeilen,
)
from konferenzen.admin.hinweise import grund_fehlt, terminhinweise
from konferenzen.admin.presse import KonferenzPresse
from konferenzen.admin.spalten import KONFERENZ
from konferenzen.admin.vorgaenge import MitVorgaengen, listenaktionen
from konferenzen.admin.vorlage import MitVorlage, als_vorlage, einladungen
from konferenzen.fortschreibung import beilagen_fortschreiben, fortschreiben
from konferenzen.lage import konferenzlage
from konferenzen.models import (
    Einladung,
    Konferenz,
    KonferenzQuerySet,
    Unterlage,
    Veranstaltungsort,
)
from konferenzen.zeitangaben import spanne

NICHT_LOESCHEN = (
    "war schon öffentlich und kann nicht gelöscht werden. Setzen Sie den Status auf "
    "„zurückgezogen“: Dann verschwindet die Konferenz von der Website, und abonnierte Kalender "
    "erfahren es."
)
ERST_ENTWURF = (
    "ist zur Veröffentlichung vorgemerkt und kann so nicht gelöscht werden. Setzen Sie den Status "
    "zuerst wieder auf „Entwurf“, und sichern Sie; danach können Sie sie löschen."
)


class TerminFilter(admin.SimpleListFilter):
    """Coming, still without a date, or over."""

    title = "Termin"
    parameter_name = "termin"
    AUSWAHL: dict[str, tuple[str, Callable[[KonferenzQuerySet], KonferenzQuerySet]]] = {
        "kommt": ("kommt noch", KonferenzQuerySet.kommende),
        "offen": ("ohne Termin", KonferenzQuerySet.ohne_termin),
        "vorbei": ("ist vorbei", KonferenzQuerySet.vergangene),
    }

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(wert, wort) for wert, (wort, _) in self.AUSWAHL.items()]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        wahl = self.AUSWAHL.get(self.value() or "")
        return wahl[1](queryset) if wahl else queryset


class UnterlageInline(PdfInline):
    model = Unterlage
    fk_name = "konferenz"
    fields = ("art", "titel", "datei", "zustand", "oeffentlich")


class EinladungZeilen(Beilagen):
    """Names the Akteure of all rows from one query."""

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        einladung = form.instance
        akteur = form.initial.get("akteur") if einladung.pk is None else einladung.akteur
        if isinstance(akteur, Akteur):
            form.fields["akteur"].widget.widget.bekannt = {str(akteur.pk): str(akteur)}


class EinladungInline(GanzGeprueftesInline):
    model = Einladung
    formset = EinladungZeilen
    fields = ("akteur", "reihenfolge", "notiz")
    autocomplete_fields = ("akteur",)
    verbose_name_plural = "Eingeladen sind"

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        """Give room for those whom a model for a new conference brings along."""
        return len(einladungen(request))

    def get_queryset(self, request: HttpRequest) -> QuerySet[Einladung]:
        return (
            super()
            .get_queryset(request)
            .select_related("akteur", "konferenz__stadtteil", "konferenz__runde")
        )


@admin.register(Konferenz)
class KonferenzAdmin(MitVorlage, MitVorgaengen, MitVorschaulink, KonferenzPresse, MitPdf):
    """One conference as a form, a round's conferences as an editable list."""

    lage = staticmethod(konferenzlage)
    form = KonferenzFormular
    fieldsets = (
        (
            "Was und wo im Stadtteil",
            {"fields": ("art", "runde", "stadtteil", "ortsteile", "titel")},
        ),
        ("Wann", {"fields": ("termin", "beginn", "ende", "datum_hinweis")}),
        ("Wo", {"fields": ("form", "ort", "raum_geteilt", "online_link")}),
        (
            "Beschreibung und Anmeldung",
            {
                "fields": (
                    "beschreibung",
                    "anmeldung_kontakt",
                    "anmeldung_bis",
                    "anmeldung_hinweis",
                )
            },
        ),
        ("Veröffentlichung", {"fields": ("status", "statusgrund", "veroeffentlichen_ab")}),
        ("Adresse im Internet", {"fields": ("slug",), "classes": ("collapse",)}),
    )
    readonly_fields = ("termin",)
    autocomplete_fields = ("runde", "stadtteil", "ortsteile", "ort")
    inlines = (UnterlageInline, EinladungInline)

    spalten = KONFERENZ
    list_display = ("name", "termin", "beginn", "ende", "ort", "status")
    list_editable = ("beginn", "ende", "ort", "status")
    gezeigte = (
        *("version", "art", "titel", "beginn", "ende", "ende_geschaetzt", "status"),
        *("veroeffentlicht_am", "stadtteil__name", "runde__name", "ort__name", "ort__raum"),
    )
    list_filter = (TerminFilter, "status", "runde", "stadtteil", "art")
    search_fields = ("titel", "stadtteil__name", "stadtteil__kuerzel", "runde__name", "ort__name")
    search_help_text = "Titel, Stadtteil, Runde oder Ort"
    date_hierarchy = "beginn"
    ordering = ("-beginn", "pk")
    actions = (*listenaktionen(), als_vorlage, akteure_uebernehmen)

    @admin.display(description="Konferenz", ordering="stadtteil__reihenfolge")
    def name(self, obj: Konferenz) -> str:
        return str(obj)

    @admin.display(description="Termin")
    def termin(self, obj: Konferenz) -> str:
        """Say the date with its weekday, so that a wrong one is noticed."""
        if obj.beginn is None or obj.ende is None:
            return "noch keiner"
        return spanne(obj.beginn, obj.ende, ende_geschaetzt=obj.ende_geschaetzt)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Konferenz]:
        return super().get_queryset(request).select_related("stadtteil", "runde", "ort")

    def formfield_for_dbfield(
        self, db_field: models.Field, request: HttpRequest, **kwargs: Any
    ) -> Any:
        if db_field.name == "ende":
            kwargs["form_class"], kwargs["widget"] = EndeFeld, EndeWidget
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def get_changelist_form(self, request: HttpRequest, **kwargs: Any) -> Any:
        return super().get_changelist_form(request, **kwargs | {"form": KonferenzZeile})

    def get_changelist_formset(self, request: HttpRequest, **kwargs: Any) -> Any:
        zeilen: Any = super().get_changelist_formset(
            request, **kwargs | {"formset": KonferenzZeilen}
        )
        zeilen.orte = self.wahlen(request, Veranstaltungsort)
        return zeilen

    def wahlmengen(self, request: HttpRequest) -> Mengen:
        """Give also the venues, one of which each row offers to choose."""
        return super().wahlmengen(request) | {
            Veranstaltungsort: Veranstaltungsort.objects.geordnet()
        }

    def save_model(self, request: HttpRequest, obj: Konferenz, form: Any, change: bool) -> None:
        vorher, jetzt = obj.sequenz, timezone.now()
        with mit_meldung(obj):
            fortschreiben(
                obj,
                durch=bearbeiter(request),
                ortsteile=form.cleaned_data.get("ortsteile"),
                jetzt=jetzt,
            )
        if {"beginn", "ende", "runde"} & set(form.changed_data):
            for hinweis, stufe in terminhinweise(obj, jetzt):
                hinweisen(request, hinweis, stufe)
        if obj.sequenz > vorher and (bitte := grund_fehlt(obj, jetzt)):
            hinweisen(request, bitte, messages.WARNING)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        with beilagen_fortschreiben(form.instance):
            super().save_related(request, form, formsets, change)

    def has_einladen_permission(self, request: HttpRequest) -> bool:
        """Tell who may invite by the action: those who may do so in the form of a conference."""
        darf = request.user.has_perm("konferenzen.add_einladung")
        return darf and self.has_change_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: Konferenz | None = None) -> bool:
        erlaubt = super().has_delete_permission(request, obj)
        return erlaubt and (obj is None or not _warum_nicht_loeschen(obj))

    def delete_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> Any:
        """Say why a conference that was public stays, where Django would only refuse."""
        obj = self.get_object(request, unquote(object_id))
        if obj is None or not (grund := _warum_nicht_loeschen(obj)):
            return super().delete_view(request, object_id, *args, **kwargs)
        self.message_user(request, grund, messages.ERROR)
        return HttpResponseRedirect(reverse("admin:konferenzen_konferenz_change", args=[obj.pk]))

    def get_deleted_objects(
        self, objs: Sequence[Konferenz] | QuerySet[Konferenz], request: HttpRequest
    ) -> Any:
        """Tell the list action the same: nothing is deleted while one of them has to stay.

        Django would name the entries of the ledger, which keep the conference from going.
        """
        zu_loeschen, anzahl, fehlende_rechte, geschuetzt = super().get_deleted_objects(
            objs, request
        )
        gruende = [grund for obj in objs if (grund := _warum_nicht_loeschen(obj))]
        if gruende and super().has_delete_permission(request):
            fehlende_rechte.discard(str(self.opts.verbose_name))
        return zu_loeschen, anzahl, fehlende_rechte, gruende or geschuetzt


def _warum_nicht_loeschen(konferenz: Konferenz) -> str:
    """Say why `konferenz` has to stay, empty where it may go: then nobody was told of it."""
    if konferenz.veroeffentlicht_am is None:
        return ""
    return f"{konferenz} {NICHT_LOESCHEN if konferenz.war_oeffentlich() else ERST_ENTWURF}"
