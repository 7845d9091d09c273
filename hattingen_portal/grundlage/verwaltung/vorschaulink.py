"""A link that shows a draft to somebody without a login: signed, and good for a week."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import quote, unquote
from django.core.exceptions import PermissionDenied
from django.core.signing import BadSignature, Signer
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone

from hattingen_portal.grundlage.absolut import absolut
from hattingen_portal.grundlage.verwaltung.lage import Lage, MitLage

GILT = timedelta(days=7)
SALZ = "portal.vorschau"
NUR_ENTWURF = "Einen Vorschau-Link gibt es nur, solange der Eintrag noch nicht veröffentlicht ist."


@dataclass(frozen=True)
class Vorschaulink:
    """What a link leads to: the model by its label, the key of the row, and until when (aware)."""

    modell: str
    schluessel: int
    bis: datetime

    @property
    def marke(self) -> str:
        """The signed part of the address."""
        inhalt = [self.modell, self.schluessel, int(self.bis.timestamp())]
        return Signer(salt=SALZ).sign_object(inhalt)


def neuer_link(zeile: models.Model, jetzt: datetime) -> Vorschaulink:
    """Give a link to `zeile` that is good for a week from the aware time `jetzt`."""
    bis = (jetzt + GILT).replace(microsecond=0)
    return Vorschaulink(zeile._meta.label_lower, zeile.pk, bis)


def gelesen(marke: str) -> Vorschaulink | None:
    """Give the link that `marke` stands for, expired or not; None for what nobody signed here."""
    try:
        modell, schluessel, bis = Signer(salt=SALZ).unsign_object(marke)
    except (BadSignature, ValueError):
        return None
    return Vorschaulink(modell, schluessel, datetime.fromtimestamp(bis, UTC))


class MitVorschaulink(MitLage, admin.ModelAdmin):
    """For the admin of what has drafts: a page that makes the link, and the way there."""

    def get_urls(self) -> list[Any]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_vorschaulink"
        ansicht = self.admin_site.admin_view(self.vorschaulink_view)
        return [path("<path:object_id>/vorschau-link/", ansicht, name=name), *super().get_urls()]

    def vorschaulink_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Show a link to the draft; 403 to those who may not change it."""
        obj = self.get_object(request, unquote(object_id))
        if not self.has_change_permission(request, obj):
            raise PermissionDenied
        if obj is None:
            return self.change_view(request, object_id)  # says that there is none
        if not self._vorlaeufig(request, obj, self.lage_von(request, obj)):
            self.message_user(request, NUR_ENTWURF, messages.WARNING)
            return HttpResponseRedirect(self._linkadresse("change", obj))
        link = neuer_link(obj, timezone.now())
        kontext = self.admin_site.each_context(request) | {
            "title": f"Vorschau-Link: {obj}",
            "opts": self.opts,
            "gegenstand": obj,
            "zurueck": self._linkadresse("change", obj),
            "krume": "Vorschau-Link",
            "adresse": absolut(reverse("vorschau", args=[link.marke])),
            "bis": link.bis,
        }
        return TemplateResponse(request, "admin/vorschaulink.html", kontext)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        obj = context.get("original")
        context["lage"] = lage = self.lage_von(request, obj)
        if obj is not None and self._vorlaeufig(request, obj, lage):
            context |= {"vorschaulink": self._linkadresse("vorschaulink", obj)}
        return super().render_change_form(request, context, *args, **kwargs)

    def _vorlaeufig(self, request: HttpRequest, obj: Any, lage: Lage | None) -> bool:
        return bool(lage and lage.vorlaeufig and self.has_change_permission(request, obj))

    def _linkadresse(self, was: str, obj: Any) -> str:
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_{was}"
        return reverse(name, args=[quote(obj.pk)])
