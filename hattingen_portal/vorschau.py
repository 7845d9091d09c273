"""The page of a draft for somebody who has a link to it and no login."""

from pathlib import PurePath
from typing import Any

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
)
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django.views.generic import DetailView

from aktuelles.lage import beitragslage
from aktuelles.models import Beitrag
from aktuelles.views import BeitragView
from hattingen_portal.bilder import bildantwort
from hattingen_portal.grundlage.verwaltung.lage import Lage
from hattingen_portal.grundlage.verwaltung.vorschaulink import gelesen
from hattingen_portal.grundlage.zeitpunkt import MitZeitpunkt
from konferenzen.lage import konferenzlage
from konferenzen.models import Konferenz
from konferenzen.views import KonferenzView

# Nobody keeps the page, lists it, or learns its address from a link on it.
KOPFZEILEN = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
}


class Vorschau(MitZeitpunkt, DetailView):
    """A page shown before its time; what names its later address is left out."""

    modell: Any
    lage: Any
    link: Any = None
    # Of the page itself: fetches along what it shows.
    mit_allem: Any

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        zeilen = self.modell.objects.filter(pk=self.link.schluessel)
        if (zeile := zeilen.oeffentlich(self.jetzt).first()) is not None:
            return HttpResponseRedirect(zeile.get_absolute_url())
        self.object = self.mit_allem(zeilen).first()
        if self.object is None or not self.gilt():
            return render(request, "vorschau/vorbei.html", status=410)
        return self.render_to_response(self.get_context_data(object=self.object))

    def gilt(self) -> bool:
        """Tell whether the link still shows `object`, which is stored and not public."""
        lage: Lage = type(self).lage(self.object, self.jetzt)
        return self.jetzt < self.link.bis and lage.vorlaeufig

    def fuer_maschinen(self) -> dict[str, Any]:
        """Give nothing: the page is not theirs yet."""
        return {}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"krumen": None, "bis": self.link.bis}


class KonferenzVorschau(Vorschau, KonferenzView):
    modell = Konferenz
    lage = staticmethod(konferenzlage)
    template_name = "vorschau/konferenz.html"


class BeitragVorschau(Vorschau, BeitragView):
    modell = Beitrag
    lage = staticmethod(beitragslage)
    template_name = "vorschau/beitrag.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        self.object.bildmarke = self.link.marke
        return super().get_context_data(**kwargs)


ANSICHTEN: dict[str, type[Vorschau]] = {
    ansicht.modell._meta.label_lower: ansicht for ansicht in (KonferenzVorschau, BeitragVorschau)
}


@require_safe
def vorschau(request: HttpRequest, marke: str) -> HttpResponseBase:
    """Show the draft that `marke` leads to.

    The public page once there is one, 410 when the link or the draft is past; raises Http404 for
    what nobody signed here.
    """
    link = gelesen(marke)
    if link is None or link.modell not in ANSICHTEN:
        raise Http404
    return _vertraulich(ANSICHTEN[link.modell].as_view(link=link)(request))


@require_safe
def vorschau_bild(_request: HttpRequest, marke: str, name: str) -> HttpResponseBase:
    """Give the picture of the draft that `marke` leads to, as long as that shows the draft.

    Raises Http404 for every other picture, and once the link or the draft is past.
    """
    link = gelesen(marke)
    if link is None or link.modell != BeitragVorschau.modell._meta.label_lower:
        raise Http404
    seite = BeitragVorschau(link=link)
    seite.object = Beitrag.objects.filter(pk=link.schluessel).exclude(bild="").first()
    if seite.object is None or not seite.gilt():
        raise Http404
    return _vertraulich(bildantwort(name, nur=PurePath(seite.object.bild.name).stem))


def _vertraulich(antwort: HttpResponseBase) -> HttpResponseBase:
    for name, wert in KOPFZEILEN.items():
        antwort[name] = wert
    return antwort
