"""The admin of the pages: texts, the statement's fields, the film, and when to review them."""

from collections.abc import Iterator
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html

from hattingen_portal.grundlage.richtext.verwaltung import TextAdmin
from hattingen_portal.grundlage.verwaltung.admin import FELDER, hinweisen
from hattingen_portal.grundlage.verwaltung.auswahl import MitAuswahl
from hattingen_portal.grundlage.verwaltung.beilagen import Beilagen
from hattingen_portal.grundlage.verwaltung.formulare import BeilageFormular
from hattingen_portal.grundlage.zahlworte import gezaehlt
from hattingen_portal.seiten.lage import seitenlage
from hattingen_portal.seiten.maengel import maengel
from hattingen_portal.seiten.models import (
    Abschnitt,
    Ausnahme,
    Erklaerung,
    Schluessel,
    Seite,
    Video,
)
from hattingen_portal.seiten.spalten import SEITE
from hattingen_portal.seiten.ueberholt import ueberholte

UEBERWACHUNG = (
    "Ist die Erklärung fertig, schicken Sie sie bitte der Überwachungsstelle für barrierefreie "
    "Informationstechnik des Landes. Das ist nach jeder Änderung vorgeschrieben (§ 4 Absatz 5 "
    "BITVNRW)."
)


class TeilInline(MitAuswahl, admin.StackedInline):
    """Parts of a page, each a form below its own."""

    form = BeilageFormular
    formset = Beilagen
    formfield_overrides = FELDER
    extra = 0


class AbschnittFormular(BeilageFormular):
    """A section of a page."""

    REGEL_AM_FELD = {"abschnitt_bild_mit_alt": "bild_alt"}


class AbschnittInline(TeilInline):
    model = Abschnitt
    fields: ClassVar[tuple[Any, ...]] = (("titel", "reihenfolge"), "text")


class BildAbschnittInline(AbschnittInline):
    form = AbschnittFormular
    fields = (*AbschnittInline.fields, "bild", ("bild_alt", "bild_nachweis"))


class AusnahmeInline(TeilInline):
    model = Ausnahme


class ErklaerungInline(TeilInline):
    model = Erklaerung
    min_num = max_num = 1
    can_delete = False
    fieldsets = (
        (None, {"fields": ("geltungsbereich", "vereinbarkeit")}),
        ("Erstellung", {"fields": ("erstellt_am", "methode", "methode_text")}),
        (
            "Ombudsverfahren",
            {
                "fields": (
                    "schlichtung",
                    "ombuds_name",
                    "ombuds_anschrift",
                    ("ombuds_telefon", "ombuds_email"),
                    "ombuds_website",
                )
            },
        ),
    )


class VideoInline(TeilInline):
    model = Video
    fields = ("datei", "dauer", "untertitel", "bild")
    max_num = 1


INLINES: dict[str, tuple[type[TeilInline], ...]] = {
    Schluessel.BARRIEREFREIHEIT: (ErklaerungInline, AusnahmeInline),
    Schluessel.LEICHTE_SPRACHE: (BildAbschnittInline,),
    Schluessel.GEBAERDENSPRACHE: (VideoInline,),
}


@admin.register(Seite)
class SeiteAdmin(TextAdmin):
    """One of the fixed pages: none is added, none is deleted."""

    lage = staticmethod(seitenlage)
    fieldsets = (
        (None, {"fields": ("titel", "text", "stand")}),
        ("Jährliche Prüfung", {"fields": ("geprueft_am", "pruefung")}),
        ("Was noch fehlt", {"fields": ("fehlt",)}),
    )
    readonly_fields = ("pruefung", "fehlt")
    spalten = SEITE
    list_display = ("titel", "offenes", "pruefung", "stand", "geprueft_am")
    list_display_links = ("titel",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Seite]:
        return Seite.objects.mit_inhalt()

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_inlines(self, request: HttpRequest, obj: Any) -> tuple[type[TeilInline], ...]:
        """Offer what belongs to this page, and sections where it has no form of its own."""
        return () if obj is None else INLINES.get(obj.schluessel, (AbschnittInline,))

    def teile(self, obj: Seite) -> Iterator[tuple[str, Model]]:
        yield from super().teile(obj)
        for abschnitt in obj.abschnitte.all():
            yield f"Abschnitt „{abschnitt}“", abschnitt

    @admin.display(description="Prüfung fällig")
    def pruefung(self, obj: Seite) -> str:
        """Say by when the page is to be reviewed, and whether that is now."""
        faellig = obj.naechste_pruefung
        if faellig is None:
            return "jetzt: noch nie geprüft"
        tag = date_format(faellig, "j. F Y")
        if obj.ueberfaellig(heute := timezone.localdate()):
            return f"jetzt: überfällig seit {tag}"
        return f"bald: bis {tag}" if obj.bald_faellig(heute) else f"bis {tag}"

    @admin.display(description="Es fehlt")
    def offenes(self, obj: Seite) -> str:
        """Say how much is still missing on the page."""
        anzahl = len(maengel(obj))
        return gezaehlt(anzahl, "Angabe", "Angaben") if anzahl else "nichts"

    @admin.display(description="Es fehlt")
    def fehlt(self, obj: Seite) -> str:
        """Name all that is still missing on the page, a line each."""
        return "\n".join(map(str, maengel(obj))) or "nichts"

    def changelist_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if request.method == "GET":
            heute = timezone.localdate()
            faellig = [seite for seite in Seite.objects.all() if seite.bald_faellig(heute)]
            if faellig:
                namen = ", ".join(map(str, faellig))
                messages.warning(request, f"Bitte prüfen Sie, ob noch alles stimmt: {namen}.")
        return super().changelist_view(request, *args, **kwargs)

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        *args: Any,
        obj: Any = None,
        **kwargs: Any,
    ) -> HttpResponse:
        if request.method == "GET" and obj is not None and obj.bald_faellig(timezone.localdate()):
            messages.warning(
                request,
                "Diese Seite ist jedes Jahr zu prüfen. Stimmt noch alles? Dann tragen Sie bei "
                "„zuletzt geprüft am“ das heutige Datum ein.",
            )
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Remind of the date that stands on the page, where its content has changed without it.

        And of whom to tell that the statement on accessibility has changed (BITVNRW § 4 (5)), and
        of what it still calls missing.
        """
        super().save_related(request, form, formsets, change)
        for ausnahme in ueberholte(Seite.objects.mit_inhalt()):
            hinweisen(request, _bitte_aendern(ausnahme), messages.WARNING)
        seite: Seite = form.instance
        geaendert = {"titel", "text"} & set(form.changed_data) or any(map(_veraendert, formsets))
        if geaendert and "stand" not in form.changed_data and seite.stand != timezone.localdate():
            tag = date_format(seite.stand, "j. F Y")
            text = f"Der Inhalt ist geändert; auf der Seite steht noch „Stand: {tag}“."
            hinweisen(request, text, messages.WARNING)
        aktualisiert = geaendert or "geprueft_am" in form.changed_data
        if aktualisiert and seite.schluessel == Schluessel.BARRIEREFREIHEIT:
            hinweisen(request, UEBERWACHUNG)


def _bitte_aendern(ausnahme: Ausnahme) -> str:
    """Give the words with a link to where it can be put right."""
    return format_html(
        'In der <a href="{}">Erklärung zur Barrierefreiheit</a> steht noch: „{}: {}“ Bitte ändern '
        "Sie dort diesen Eintrag, oder löschen Sie ihn.",
        reverse("admin:hattingen_portal_seite_change", args=[ausnahme.seite_id]),
        ausnahme.inhalt,
        ausnahme.begruendung,
    )


def _veraendert(formset: Any) -> bool:
    zeilen: list[list[Model]] = [
        formset.new_objects,
        formset.changed_objects,
        formset.deleted_objects,
    ]
    return any(zeilen)
