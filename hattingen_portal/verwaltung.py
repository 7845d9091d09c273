"""The admin as a whole: its name, who gets in, its parts in the order a clerk needs them."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast
from urllib.parse import unquote

from django.conf import settings
from django.contrib.admin import AdminSite
from django.core.exceptions import BadRequest
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.i18n import JavaScriptCatalog

from hattingen_portal.anmeldung.absichern import absichern, qr_code
from hattingen_portal.anmeldung.anmeldeseite import Passwortschritt, codeschritt, unterbrochen
from hattingen_portal.anmeldung.bescheid import PASSWORT, bescheid
from hattingen_portal.anmeldung.faktor import bestaetigt, hat_faktor
from hattingen_portal.anmeldung.faktorverwaltung import fremden_entfernen
from hattingen_portal.anmeldung.sitzung import uebrig, verlaengern
from hattingen_portal.cockpit.seite import cockpit
from hattingen_portal.datenschutz.seiten import personendaten, private_daten
from hattingen_portal.einsicht import auf_der_website, datei
from hattingen_portal.grundlage.betreuung import Person, stadtteile_von
from hattingen_portal.grundlage.gedaechtnis import Vorrat
from hattingen_portal.grundlage.verwaltung.wortlaut import gefragt
from hattingen_portal.handbuch.hilfe import hilfe
from hattingen_portal.handbuch.seiten import anmelden, handbuch
from hattingen_portal.meldungen.models import Meldung
from hattingen_portal.meldungen.zahlen import mit_zahl as meldungen_mit_zahl
from hattingen_portal.meldungen.zahlen import wartende
from hattingen_portal.post.models import Sendung
from hattingen_portal.post.zahlen import gescheiterte
from hattingen_portal.post.zahlen import mit_zahl as mails_mit_zahl

# What those may open who have the same permissions, with its addresses.
_geoeffnete: Vorrat[dict[str, Any]] = Vorrat(50)
Ansicht = TypeVar("Ansicht", bound=Callable[..., HttpResponseBase])

# Apps by label, and the models of an app by name; what is not named follows as Django sorts it.
APPS = ("konferenzen", "hattingen_portal", "aktuelles", "akteure", "quartiere", "auth")
MODELLE = (
    "Konferenz",
    "Runde",
    "Veranstaltungsort",
    "Ferien",
    "Sperrtag",
    "Meldung",
    "Seite",
    "Sendung",
    "Anmeldesperre",
    "Vorlauf",
    "Akteur",
    "Kategorie",
    "Stadtteil",
)
# Beside whose names stands how many wait.
BEZIFFERT = (Meldung, Sendung)


class Verwaltung(AdminSite):
    """Django's admin under the name of the portal."""

    site_title = settings.PORTAL_NAME
    site_header = f"{settings.PORTAL_NAME} {settings.PORTAL_KOMMUNE}"
    index_title = "Verwaltung"
    empty_value_display = "–"

    def get_urls(self) -> list[Any]:
        return [
            path("datei/<path:name>", self.admin_view(datei), name="datei"),
            # Whoever has still to set up a second factor must be able to leave, too.
            path("logout/", never_cache(csrf_protect(self.logout)), name="logout"),
            path("login/code/", never_cache(csrf_protect(codeschritt)), name="anmeldung_code"),
            path("absichern/", self.konto_view(absichern), name="absichern"),
            path("absichern/qr.svg", self.konto_view(qr_code), name="absichern_qr"),
            path("handbuch/", self.admin_view(handbuch), name="handbuch"),
            path("handbuch/anmelden/", never_cache(anmelden), name="handbuch_anmelden"),
            path("personendaten/", self.admin_view(personendaten), name="personendaten"),
            path(
                "akteure/akteur/<int:schluessel>/private-daten/",
                self.admin_view(private_daten),
                name="akteure_akteur_privates",
            ),
            path("sitzung/", self.admin_view(verlaengern), name="sitzung"),
            path(
                "auth/user/<int:schluessel>/zweiter-faktor/",
                self.admin_view(fremden_entfernen),
                name="fremder_faktor",
            ),
            path(
                "r/<int:content_type_id>/<int:object_id>/",
                self.admin_view(auf_der_website),
                name="view_on_site",
            ),
            # Django's own would lead everybody to any row, also to a draft.
            *(url for url in super().get_urls() if getattr(url, "name", "") != "view_on_site"),
        ]

    def darf_absichern(self, request: HttpRequest) -> bool:
        """Tell whether staff is at work, with a code where the account has a second factor."""
        erlaubt = super().has_permission(request)
        return erlaubt and (bestaetigt(request.user) or not hat_faktor(request.user))

    def has_permission(self, request: HttpRequest) -> bool:
        """Tell whether this person may go on: every view of the admin asks here."""
        erlaubt = self.darf_absichern(request)
        return erlaubt and (hat_faktor(request.user) or not settings.PORTAL_ZWEITER_FAKTOR)

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        kontext = super().each_context(request)
        if kontext["has_permission"]:
            kontext["sitzung_sekunden"] = int(uebrig(request).total_seconds())
        kontext["hilfe"] = hilfe(request, angemeldet=kontext["has_permission"])
        return kontext

    @method_decorator(never_cache)
    def login(
        self,
        request: HttpRequest,
        extra_context: dict[str, Any] | None = None,  # noqa: ARG002 - Django's signature
    ) -> HttpResponse:
        """Show the login, or go on where there is nothing to log in for."""
        if request.method == "GET" and self.has_permission(request):
            return HttpResponseRedirect(reverse("admin:index"))
        if request.method == "GET" and self.darf_absichern(request):
            return HttpResponseRedirect(reverse("admin:absichern"))
        return cast("HttpResponse", Passwortschritt.as_view()(request))

    def logout(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """Log out, and have the browser forget what it may have kept (W3C, Clear Site Data)."""
        antwort = super().logout(request, extra_context)
        if request.method == "POST":
            antwort["Clear-Site-Data"] = '"cache", "storage"'
        return antwort

    def password_change(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> Any:
        """Let people change their own password, and tell them by mail once it is changed."""
        antwort = super().password_change(request, extra_context)
        if isinstance(antwort, HttpResponseRedirect):
            bescheid(request.user, PASSWORT)
        return antwort

    def konto_view(self, view: Ansicht) -> Ansicht:
        """Wrap a view of one's own login, which is there before the rest of the admin is."""

        def nur_angemeldet(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if self.darf_absichern(request):
                return view(request, *args, **kwargs)
            return unterbrochen(request)

        return cast("Ansicht", never_cache(csrf_protect(wraps(view)(nur_angemeldet))))

    def admin_view(self, view: Ansicht, cacheable: bool = False) -> Ansicht:
        """Wrap a view of the admin as Django does, but lose nothing when the login has ended.

        A query with a NUL is answered 400: Django's filters pass it on to PostgreSQL, which cannot
        hold one; no browser sends it.
        """

        def ohne_nul(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if "\x00" in unquote(request.META.get("QUERY_STRING", "")):
                raise BadRequest
            return view(request, *args, **kwargs)

        innen = super().admin_view(cast("Ansicht", wraps(view)(ohne_nul)), cacheable)

        def mit_anmeldung(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if self.has_permission(request):
                return innen(request, *args, **kwargs)
            return cast("HttpResponseBase", never_cache(csrf_protect(unterbrochen))(request))

        return cast("Ansicht", wraps(innen)(mit_anmeldung))

    def i18n_javascript(
        self,
        request: HttpRequest,
        extra_context: dict[str, Any] | None = None,  # noqa: ARG002 - Django's signature
    ) -> Any:
        """Give the German words of the admin's scripts, those of the text editor included."""
        pakete = ["django.contrib.admin", "django_prose_editor"]
        return JavaScriptCatalog.as_view(packages=pakete)(request)

    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        """Show what is to do above the list of what there is."""
        return super().index(request, cockpit(request) | (extra_context or {}))

    def _build_app_dict(self, request: HttpRequest, label: Any = None) -> dict[str, Any]:
        """Give all that this person may open, as Django does; the addresses are looked up once."""
        rechte = [
            (admin.has_module_permission(request), *admin.get_model_perms(request).items())
            for admin in self._registry.values()
        ]
        name = (label, tuple(rechte))
        bekannte = _geoeffnete.holen([name])
        if name not in bekannte:
            bekannte[name] = super()._build_app_dict(request, label)
            _geoeffnete.legen(bekannte)
        return {
            app: inhalt | {"models": [dict(modell) for modell in inhalt["models"]]}
            for app, inhalt in bekannte[name].items()
        }

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        apps = super().get_app_list(request, app_label)
        for app in apps:
            app["models"].sort(key=lambda modell: _stelle(modell["object_name"], MODELLE))
        _beziffern([modell for app in apps for modell in app["models"]], request.user)
        return sorted(apps, key=lambda app: _stelle(app["app_label"], APPS))


def _beziffern(modelle: list[dict[str, Any]], person: Person) -> None:
    """Write beside the names of messages and mails how many wait; one query for both."""
    gezeigte = {modell["object_name"]: modell for modell in modelle if modell["model"] in BEZIFFERT}
    if not gezeigte:
        return
    heute = timezone.localdate()

    def zahlen() -> QuerySet[Any]:
        return wartende(heute, person).union(gescheiterte(person), all=True)

    for name, anzahl, davon in gefragt((_beziffern, heute, stadtteile_von(person)), zahlen):
        if name == "Meldung" and name in gezeigte:
            gezeigte[name]["name"] = meldungen_mit_zahl(gezeigte[name]["name"], anzahl, davon)
        elif name in gezeigte:
            gezeigte[name]["name"] = mails_mit_zahl(gezeigte[name]["name"], anzahl)


def _stelle(name: str, reihenfolge: tuple[str, ...]) -> int:
    return reihenfolge.index(name) if name in reihenfolge else len(reihenfolge)
