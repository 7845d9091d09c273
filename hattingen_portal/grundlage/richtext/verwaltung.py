"""The admin of rows with a text: what may be better about it stands above the form."""

from collections.abc import Iterator
from typing import Any

import js_asset
from csp.constants import NONCE, SELF
from csp.decorators import csp_update
from django.conf import settings
from django.contrib import messages
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.decorators import method_decorator

from hattingen_portal.grundlage.bild import MitBild
from hattingen_portal.grundlage.richtext.feld import HtmlField
from hattingen_portal.grundlage.richtext.hinweise import (
    Umfeld,
    bildhinweise,
    texthinweise,
)
from hattingen_portal.grundlage.verwaltung.admin import GrundAdmin, hinweisen
from hattingen_portal.grundlage.verweisziele import UNGEPRUEFT, Verweisziele

AUF_JEDER_SEITE = frozenset({"inhalt"})  # the id of <main>
NACH_DEM_SICHERN = 3  # more than that would hide the list; all stand above the form


class TextAdmin(GrundAdmin):
    """Says above the form what may be better about its texts, and after saving; forbids nothing.

    The editor's import map and style get a nonce, and only here: public pages are cached and carry
    none; these forms never are.
    """

    change_form_template = "admin/text.html"

    class Media:
        js = ("js/texteditor.js",)

    @method_decorator(csp_update({"script-src": [SELF, NONCE], "style-src": [SELF, NONCE]}))
    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return super().changeform_view(request, *args, **kwargs)

    def teile(self, obj: Any) -> Iterator[tuple[str, models.Model]]:
        """Give the rows whose texts stand on the page of `obj`, each with its name in the form."""
        yield "", obj

    def texthinweise(self, obj: Any) -> list[str]:
        """Give what may be better about `obj` as it is stored.

        Costs a few queries for each different address of the portal in it, of so many as
        `Verweisziele` takes.
        """
        teile = list(self.teile(obj))
        anker = AUF_JEDER_SEITE | {f"{t._meta.model_name}-{t.pk}" for _, t in teile}
        ziele = Verweisziele()
        hinweise: list[str] = []
        for name, zeile in teile:
            for feld in zeile._meta.concrete_fields:
                if isinstance(feld, HtmlField):
                    umfeld = Umfeld(ziele.befund, settings.PORTAL_BASIS_URL, feld.ebenen, anker)
                    hinweise += _davor(name, texthinweise(getattr(zeile, feld.attname), umfeld))
            if isinstance(zeile, MitBild) and zeile.bild:
                hinweise += _davor(name, bildhinweise(zeile.bild_alt))
        return [*hinweise, UNGEPRUEFT] if ziele.zu_viele else hinweise

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        *args: Any,
        obj: Any = None,
        **kwargs: Any,
    ) -> HttpResponse:
        # As a string: before it is read, the lazy nonce counts as none.
        nonce = str(request.csp_nonce)  # type: ignore[attr-defined]  # set by django-csp
        media = js_asset.Media.from_media(context["media"], nonce=nonce)
        context |= {"nonce": nonce, "media": media}
        if request.method == "GET" and obj is not None:
            context |= {"texthinweise": self.texthinweise(obj)}
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if "_continue" not in request.POST:  # else they stand above the form that follows
            gespeichert = self.get_object(request, str(form.instance.pk))
            _melden(request, self.texthinweise(gespeichert))


def _davor(name: str, hinweise: list[str]) -> list[str]:
    return [f"{name}: {hinweis}" if name else hinweis for hinweis in hinweise]


def _melden(request: HttpRequest, hinweise: list[str]) -> None:
    for hinweis in hinweise[:NACH_DEM_SICHERN]:
        hinweisen(request, hinweis, messages.WARNING)
    if weitere := len(hinweise[NACH_DEM_SICHERN:]):
        zahl = "ein weiterer Hinweis" if weitere == 1 else f"{weitere} weitere Hinweise"
        hinweisen(request, f"Oben im Formular: {zahl} zum Text.", messages.WARNING)
