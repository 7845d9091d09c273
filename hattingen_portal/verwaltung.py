"""The admin as a whole: its name, and its parts in the order in which a clerk needs them."""

from typing import Any

from django.conf import settings
from django.contrib.admin import AdminSite
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.urls import path
from django.views.i18n import JavaScriptCatalog

# Apps by label, and the models of an app by name; what is not named follows as Django sorts it.
APPS = ("konferenzen", "aktuelles", "akteure", "quartiere", "auth")
MODELLE = ("Konferenz", "Runde", "Veranstaltungsort", "Akteur", "Kategorie", "Stadtteil")


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

    def i18n_javascript(
        self,
        request: HttpRequest,
        extra_context: dict[str, Any] | None = None,  # noqa: ARG002 - Django's signature
    ) -> Any:
        """Give the German words of the admin's scripts, those of the text editor included."""
        pakete = ["django.contrib.admin", "django_prose_editor"]
        return JavaScriptCatalog.as_view(packages=pakete)(request)

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        apps = super().get_app_list(request, app_label)
        for app in apps:
            app["models"].sort(key=lambda modell: _stelle(modell["object_name"], MODELLE))
        return sorted(apps, key=lambda app: _stelle(app["app_label"], APPS))


def datei(request: HttpRequest, name: str) -> FileResponse:  # noqa: ARG001 - Django's signature
    """Give staff an uploaded file, also of a draft; its name cannot be guessed."""
    if not default_storage.exists(name):
        raise Http404
    bild = name.startswith("bilder/")
    return FileResponse(default_storage.open(name), as_attachment=not bild)


def _stelle(name: str, reihenfolge: tuple[str, ...]) -> int:
    return reihenfolge.index(name) if name in reihenfolge else len(reihenfolge)
