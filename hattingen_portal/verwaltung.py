"""The admin as a whole: its name, and its parts in the order in which a clerk needs them."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast
from urllib.parse import unquote

from django.conf import settings
from django.contrib.admin import AdminSite
from django.core.exceptions import BadRequest, PermissionDenied
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.views.i18n import JavaScriptCatalog

from hattingen_portal.cockpit.seite import cockpit
from hattingen_portal.meldungen.models import Meldung
from hattingen_portal.meldungen.zahlen import mit_zahl as meldungen_mit_zahl
from hattingen_portal.post.models import Sendung
from hattingen_portal.post.zahlen import mit_zahl as mails_mit_zahl

Ansicht = TypeVar("Ansicht", bound=Callable[..., HttpResponseBase])

# Who may see what lies in a folder of uploads: one of these permissions is enough.
RECHTE = {
    "bilder": ("aktuelles.view_beitrag", "quartiere.view_stadtteil", "hattingen_portal.view_seite"),
    "videos": ("hattingen_portal.view_video",),
    "unterlagen": ("konferenzen.view_unterlage",),
    "anhaenge": ("aktuelles.view_anhang",),
}
# Apps by label, and the models of an app by name; what is not named follows as Django sorts it.
APPS = ("konferenzen", "hattingen_portal", "aktuelles", "akteure", "quartiere", "auth")
MODELLE = (
    "Konferenz",
    "Runde",
    "Veranstaltungsort",
    "Meldung",
    "Seite",
    "Sendung",
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
            *super().get_urls(),
        ]

    def admin_view(self, view: Ansicht, cacheable: bool = False) -> Ansicht:
        """Wrap a view of the admin as Django does, and answer 400 to a query with a NUL.

        Django's filters pass it on to PostgreSQL, which cannot hold one; no browser sends it.
        """

        def ohne_nul(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if "\x00" in unquote(request.META.get("QUERY_STRING", "")):
                raise BadRequest
            return view(request, *args, **kwargs)

        return super().admin_view(cast("Ansicht", wraps(view)(ohne_nul)), cacheable)

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
                    modell["name"] = meldungen_mit_zahl(modell["name"], timezone.localdate())
                elif modell["model"] is Sendung:
                    modell["name"] = mails_mit_zahl(modell["name"])
        return sorted(apps, key=lambda app: _stelle(app["app_label"], APPS))


def datei(request: HttpRequest, name: str) -> FileResponse:
    """Give staff an uploaded file, also of a draft.

    Raises Http404 for what is no upload and PermissionDenied for those who may not see its owner.
    """
    ordner = name.partition("/")[0]
    if ordner not in RECHTE:
        raise Http404
    if not any(request.user.has_perm(recht) for recht in RECHTE[ordner]):
        raise PermissionDenied
    try:
        inhalt = default_storage.open(name)
    except OSError as fehler:
        raise Http404 from fehler
    return FileResponse(inhalt, as_attachment=ordner != "bilder")


def _stelle(name: str, reihenfolge: tuple[str, ...]) -> int:
    return reihenfolge.index(name) if name in reihenfolge else len(reihenfolge)
