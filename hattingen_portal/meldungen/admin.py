"""The admin of the messages: what is due stands on top, what citizens wrote stays as it is."""

from datetime import datetime
from typing import Any, cast
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst

from hattingen_portal.datenschutz.seiten import darf_personen_loeschen
from hattingen_portal.grundlage.verwaltung.admin import GrundAdmin
from hattingen_portal.grundlage.verwaltung.formulare import VersionsFormular
from hattingen_portal.meldungen.antwortseite import Antwortseite
from hattingen_portal.meldungen.bearbeitung import Bearbeitung
from hattingen_portal.meldungen.berichtigung import zeilen
from hattingen_portal.meldungen.erfassung import ErfassungFormular
from hattingen_portal.meldungen.fristen import frist_in_worten
from hattingen_portal.meldungen.lage import meldungslage
from hattingen_portal.meldungen.loeschung import mails_zu
from hattingen_portal.meldungen.models import DRINGENDE_ZUERST, Meldung, MeldungQuerySet
from hattingen_portal.meldungen.seitenangabe import interne_seite
from hattingen_portal.meldungen.spalten import MELDUNG
from hattingen_portal.meldungen.vorschlagseite import Vorschlagseite
from hattingen_portal.meldungen.werte import Art, Zustand
from hattingen_portal.post.models import Zustand as Sendezustand
from hattingen_portal.post.zuruecknahme import mails_loeschen

SCHLIMMSTES_ZUERST = (
    Sendezustand.GESCHEITERT,
    Sendezustand.WARTET,
    Sendezustand.ABGELEGT,
    Sendezustand.GESENDET,
)
SEITEN: tuple[type[Bearbeitung], ...] = (Vorschlagseite, Antwortseite)


class MeldungForm(VersionsFormular):
    """What the office may change about a message."""

    REGEL_AM_FELD = {"meldung_barriere_in_sechs_wochen": "faellig_am"}

    def clean(self) -> dict[str, Any] | None:
        """Refuse a due date before the day on which the message came in."""
        daten = super().clean()
        eingang = timezone.localdate(self.instance.eingegangen_am)
        faellig = self.cleaned_data.get("faellig_am")
        if faellig and faellig < eingang:
            tag = date_format(eingang, "j. F Y")
            text = (
                f"Die Meldung kam erst am {tag}. Bitte nennen Sie diesen Tag oder einen späteren."
            )
            self.add_error("faellig_am", text)
        return daten


class FristFilter(admin.SimpleListFilter):
    """How urgent a message is."""

    title = "Frist"
    parameter_name = "frist"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("ueberfaellig", "überfällig"), ("bald", "in den nächsten 7 Tagen fällig")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        meldungen = cast("MeldungQuerySet", queryset)
        heute = timezone.localdate()
        if self.value() == "ueberfaellig":
            return meldungen.ueberfaellig(heute)
        if self.value() == "bald":
            return meldungen.bald_faellig(heute)
        return meldungen


@admin.register(Meldung)
class MeldungAdmin(GrundAdmin):
    """A message, its answer, and how long there is for it."""

    lage = staticmethod(meldungslage)
    form = MeldungForm
    change_form_template = "admin/hattingen_portal/meldung/change_form.html"
    readonly_fields = (
        "eintrag",
        "seite_als_link",
        "inhalt",
        "vorschlaege",
        "name",
        "email",
        "telefon",
        "stadtteil",
        "eingegangen",
        "stand",
        "antwort",
        "mails",
    )
    spalten = MELDUNG
    list_display = ("__str__", "frist", "absender", "worum", "mailstand")
    list_filter = (FristFilter, "zustand", "art", "stadtteil")
    list_select_related = ("stadtteil", "akteur")
    search_fields = ("nummer", "name", "email", "text", "akteur__name")

    def get_fieldsets(self, request: HttpRequest, obj: Meldung | None = None) -> Any:
        """Show first what was written; leave out what this message cannot have."""
        if obj is None:
            return ErfassungFormular.GRUPPEN
        worum = {Art.BARRIERE: "seite_als_link", Art.BERICHTIGUNG: "eintrag"}
        bezug = worum.get(Art(obj.art), "stadtteil")
        antwort = ("antwort",) if obj.antwort else ()
        vorschlaege = ("vorschlaege",) if obj.art == Art.BERICHTIGUNG else ()
        darf = request.user.has_perm("hattingen_portal.view_sendung")
        mails = (("E-Mails zu dieser Meldung", {"fields": ("mails",)}),) if darf else ()
        return (
            (None, {"fields": (bezug, "inhalt", *vorschlaege)}),
            ("Von wem", {"fields": ("name", "email", "telefon")}),
            ("Bearbeitung", {"fields": ("eingegangen", "faellig_am", "stand", *antwort, "notiz")}),
            *mails,
        )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).prefetch_related("sendungen")

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        darf = {"darf_personendaten": darf_personen_loeschen(request)}
        return super().changelist_view(request, darf | (extra_context or {}))

    def get_ordering(self, request: HttpRequest) -> Any:
        return DRINGENDE_ZUERST

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None:
            return ()
        felder = super().get_readonly_fields(request, obj)
        return felder if obj.offen else (*felder, "faellig_am")

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        if obj is None:
            kwargs["form"] = ErfassungFormular
        return super().get_form(request, obj, change, **kwargs)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What waits for an answer is answered first, or closed without one."""
        return super().has_delete_permission(request, obj) and (obj is None or not obj.offen)

    def delete_model(self, request: HttpRequest, obj: Meldung) -> None:
        """Delete the mails along: they hold the same personal data (GDPR, article 17)."""
        mails_loeschen(obj.sendungen.all())
        super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        mails_loeschen(mails_zu(queryset))
        super().delete_queryset(request, queryset)

    def get_urls(self) -> list[Any]:
        seiten = [
            path(
                f"<int:schluessel>/{seite.name}/",
                self.admin_site.admin_view(self.seite_view),
                {"seite": seite},
                name=f"hattingen_portal_meldung_{seite.name}",
            )
            for seite in SEITEN
        ]
        return [*seiten, *super().get_urls()]

    def seite_view(
        self, request: HttpRequest, schluessel: int, seite: type[Bearbeitung]
    ) -> HttpResponse:
        """Answer a page on which something is done with a message; 403 to those who may not."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        meldung = self.get_object(request, str(schluessel))
        if meldung is None:
            return self.change_view(request, str(schluessel))  # says that there is none
        return seite(self, request, meldung).antwort()

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        meldung: Meldung | None = context.get("original")
        if meldung is not None and self.has_change_permission(request, meldung):
            context["wege"] = [
                (seite.titel, seite.adresse_fuer(meldung))
                for seite in SEITEN
                if seite.moeglich(meldung)
            ]
        return super().render_change_form(request, context, *args, **kwargs)

    @admin.display(description="worum")
    def worum(self, obj: Meldung) -> str:
        return str(obj.akteur or obj.stadtteil or _pfad(obj) or obj.seite or "–")

    @admin.display(description="eingegangen")
    def eingegangen(self, obj: Meldung) -> str:
        return date_format(timezone.localtime(obj.eingegangen_am), "j. F Y, H:i") + " Uhr"

    @admin.display(description="zu beantworten")
    def frist(self, obj: Meldung) -> str:
        """Say how long there is, or what became of it."""
        if not obj.offen:
            return self.stand(obj)
        worte = frist_in_worten(obj.faellig_am, timezone.localdate())
        if obj.faellig_am < timezone.localdate():
            return format_html('<strong class="ueberfaellig">{}</strong>', worte)
        return worte

    @admin.display(description="Stand")
    def stand(self, obj: Meldung) -> str:
        """Say what was done so far, by whom and when."""
        saetze = []
        if obj.zwischennachricht_am:
            saetze.append(f"Zwischennachricht am {_tag(obj.zwischennachricht_am)}")
        if obj.zustand == Zustand.ERLEDIGT:
            saetze.append(f"ohne Antwort abgeschlossen am {_tag(obj.abgeschlossen_am)}")
        if obj.zustand == Zustand.BEANTWORTET:
            saetze.append(
                f"beantwortet am {_tag(obj.abgeschlossen_am)} ({obj.get_antwort_weg_display()})"
            )
        return ", ".join(saetze) or "offen"

    @admin.display(description="E-Mails")
    def mailstand(self, obj: Meldung) -> str:
        """Say the worst that happened to a mail about the message."""
        zustaende = {sendung.zustand for sendung in obj.sendungen.all()}
        return next((str(z.label) for z in SCHLIMMSTES_ZUERST if z in zustaende), "keine")

    @admin.display(description="E-Mails")
    def mails(self, obj: Meldung) -> str:
        """Lead to each mail, where it can be sent again."""
        zeilen = [
            (
                reverse("admin:hattingen_portal_sendung_change", args=[sendung.pk]),
                sendung.betreff,
                ", ".join(sendung.an),
                sendung.get_zustand_display(),
            )
            for sendung in obj.sendungen.all()
        ]
        if not zeilen:
            return "keine"
        muster = '<a href="{}">{}</a> an {}: <strong>{}</strong>'
        return format_html_join(SafeString("<br>"), muster, zeilen)

    @admin.display(description="Nachricht")
    def inhalt(self, obj: Meldung) -> str:
        return obj.text or "–"

    @admin.display(description="Vorschläge")
    def vorschlaege(self, obj: Meldung) -> str:
        """Say what was proposed and decided, also when the message is closed or the entry gone."""
        paare = [
            (capfirst(zeile.feld), zeile.vorgeschlagen, zeile.vorschlag.get_entscheidung_display())
            for zeile in zeilen(obj)
        ]
        return format_html_join(SafeString("<br>"), "{}: {} ({})", paare) or "keine"

    @admin.display(description="Eintrag")
    def eintrag(self, obj: Meldung) -> str:
        """Lead to the form of the entry that is to be corrected."""
        if obj.akteur is None:
            return "–"
        adresse = reverse("admin:akteure_akteur_change", args=[obj.akteur.pk])
        return format_html('<a href="{}">{}</a>', adresse, obj.akteur)

    @admin.display(description="Seite mit der Barriere")
    def seite_als_link(self, obj: Meldung) -> str:
        """Lead to the page where it is an address of the portal; else give the words as typed."""
        if pfad := _pfad(obj):
            return format_html('<a href="{}">{}</a>', pfad, pfad)
        return obj.seite or "–"


def _pfad(meldung: Meldung) -> str:
    """Give the path of the page with the barrier; "" where it is no address of the portal."""
    return interne_seite(meldung.seite, urlsplit(settings.PORTAL_BASIS_URL).netloc)


def _tag(zeit: datetime | None) -> str:
    return date_format(timezone.localtime(zeit), "j. F Y")
