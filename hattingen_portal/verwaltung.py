"""The admin as a whole: its name, who gets in, its parts in the order a clerk needs them."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast
from urllib.parse import unquote

from django.conf import settings
from django.contrib.admin import AdminSite
from django.contrib.auth import get_permission_codename
from django.contrib.contenttypes.models import ContentType
from django.contrib.contenttypes.views import shortcut
from django.core.exceptions import BadRequest, PermissionDenied
from django.core.files.storage import default_storage
from django.db.models import Model
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
)
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.i18n import JavaScriptCatalog

from aktuelles.models import Anhang, Beitrag
from hattingen_portal.anmeldung.absichern import absichern, qr_code
from hattingen_portal.anmeldung.anmeldeseite import Passwortschritt, codeschritt, unterbrochen
from hattingen_portal.anmeldung.bescheid import PASSWORT, bescheid
from hattingen_portal.anmeldung.faktor import bestaetigt, hat_faktor
from hattingen_portal.anmeldung.faktorverwaltung import fremden_entfernen
from hattingen_portal.anmeldung.sitzung import uebrig, verlaengern
from hattingen_portal.cockpit.seite import cockpit
from hattingen_portal.grundlage.betreuung import sichtbare, stadtteile_von
from hattingen_portal.meldungen.models import Meldung
from hattingen_portal.meldungen.zahlen import mit_zahl as meldungen_mit_zahl
from hattingen_portal.post.models import Sendung
from hattingen_portal.post.zahlen import mit_zahl as mails_mit_zahl
from hattingen_portal.seiten.models import Seite, Video
from konferenzen.models import Unterlage
from quartiere.models import Stadtteil

Ansicht = TypeVar("Ansicht", bound=Callable[..., HttpResponseBase])

# Whose files lie in a folder of uploads: who may see one of these models may see the folder, and
# who is there for some Stadtteile only what stands in a column of a row of theirs.
BESITZENDE: dict[str, tuple[tuple[type[Model], str], ...]] = {
    "bilder": (
        (Beitrag, "bild"),
        (Stadtteil, "bild"),
        (Seite, "abschnitte__bild"),
        (Video, "bild"),
    ),
    "videos": ((Video, "datei"), (Video, "untertitel")),
    "unterlagen": ((Unterlage, "datei"),),
    "anhaenge": ((Anhang, "datei"),),
}
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

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        apps = super().get_app_list(request, app_label)
        for app in apps:
            app["models"].sort(key=lambda modell: _stelle(modell["object_name"], MODELLE))
            for modell in app["models"]:
                if modell["model"] is Meldung:
                    modell["name"] = meldungen_mit_zahl(
                        modell["name"], timezone.localdate(), request.user
                    )
                elif modell["model"] is Sendung:
                    modell["name"] = mails_mit_zahl(modell["name"], request.user)
        return sorted(apps, key=lambda app: _stelle(app["app_label"], APPS))


def datei(request: HttpRequest, name: str) -> FileResponse:
    """Give staff an uploaded file, also of a draft.

    Raises Http404 for what is no upload and PermissionDenied for those who may not see its owner.
    """
    ordner = name.partition("/")[0]
    if ordner not in BESITZENDE:
        raise Http404
    besitzende = BESITZENDE[ordner]
    if not any(_darf_sehen(request, modell, **{spalte: name}) for modell, spalte in besitzende):
        raise PermissionDenied
    try:
        inhalt = default_storage.open(name)
    except OSError as fehler:
        raise Http404 from fehler
    return FileResponse(inhalt, as_attachment=ordner != "bilder")


def auf_der_website(request: HttpRequest, content_type_id: int, object_id: int) -> HttpResponseBase:
    """Lead from a row in the admin to its page; its address alone may tell what is a draft's.

    Raises Http404 where there is none, PermissionDenied for those who may not see the row.
    """
    modell = get_object_or_404(ContentType, pk=content_type_id).model_class()
    if modell is None:
        raise Http404
    if not _darf_sehen(request, modell, pk=object_id):
        raise PermissionDenied
    return shortcut(request, content_type_id, object_id)


def _darf_sehen(request: HttpRequest, modell: type[Model], **wo: Any) -> bool:
    """Tell whether this person may see rows of `modell`, and where limited, one that is `wo`."""
    recht = f"{modell._meta.app_label}.{get_permission_codename('view', modell._meta)}"
    if not request.user.has_perm(recht):
        return False
    if stadtteile_von(request.user) is None:
        return True
    gezeigt: bool = sichtbare(modell._default_manager.filter(**wo), request.user).exists()
    return gezeigt


def _stelle(name: str, reihenfolge: tuple[str, ...]) -> int:
    return reihenfolge.index(name) if name in reihenfolge else len(reihenfolge)
