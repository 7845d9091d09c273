"""The next dates as a small page inside the pages of others."""

from collections.abc import Callable
from typing import Any

from csp.constants import NONE
from csp.decorators import csp_replace
from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.generic import TemplateView

from hattingen_portal.grundlage.zeitpunkt import MitZeitpunkt
from konferenzen.eintraege import eintraege
from konferenzen.filter import TermineFilter
from konferenzen.models import Konferenz
from quartiere.models import Stadtteil

ANZAHL = 6
HOECHSTENS = 20


class EinbettenFilter(TermineFilter):
    """What the page that embeds asks for: whose dates, of which kind, and how many."""

    anzahl = forms.IntegerField(required=False, min_value=1, max_value=HOECHSTENS)


class EinbettenView(MitZeitpunkt, TemplateView):
    """The next dates, framable by the pages of PORTAL_EINBETTEN_VON alone.

    An unknown word shows all dates and a hint: a 404 page would stand in the middle of a page
    that is not ours, before readers who cannot mend it.
    """

    template_name = "konferenzen/einbetten.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        seite: Callable[..., HttpResponseBase] = super().dispatch
        erlaubt = settings.PORTAL_EINBETTEN_VON
        if erlaubt:
            # Next to a list, X-Frame-Options would forbid all: it knows none (RFC 7034, 2.1).
            seite = xframe_options_exempt(seite)
        seite = csp_replace({"frame-ancestors": erlaubt or [NONE]})(seite)
        return seite(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        auswahl = EinbettenFilter(self.request.GET)
        kommende = Konferenz.objects.oeffentlich(self.jetzt).kommende(self.jetzt)
        konferenzen = auswahl.anwenden(kommende).echte_zuerst().mit_umfeld()
        anzahl = auswahl.cleaned_data.get("anzahl") or ANZAHL
        slug = auswahl.cleaned_data.get("stadtteil")
        return super().get_context_data(**kwargs) | {
            "auswahl": auswahl,
            "stadtteil": Stadtteil.objects.filter(slug=slug).first() if slug else None,
            "eintraege": eintraege(konferenzen[:anzahl], self.jetzt),
        }
