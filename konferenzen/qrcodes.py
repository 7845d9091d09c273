"""The QR codes of the calendars, by which a phone gets to what somebody reads at a desk.

Each opens the subscribe page at its calendar, not the calendar itself: most Android phones know no
program for `webcal:`, and with the https address of a feed phones copy the events once and never
look again. From the page, each phone has a way.
"""

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from hattingen_portal.grundlage.absolut import absolut
from hattingen_portal.grundlage.bedingt import bedingte_antwort
from hattingen_portal.grundlage.qr import qr_svg
from hattingen_portal.grundlage.verweisziele import ziel
from konferenzen import abonnements
from konferenzen.abonnements import Abonnement, art_mit_slug, stadtteil_mit_slug
from konferenzen.models.konferenz_abfragen import tagesbeginn


@require_safe
def alle(request: HttpRequest) -> HttpResponseBase:
    """Give the code that leads to the calendar of all conferences."""
    return _antwort(request, abonnements.alle())


@ziel(stadtteil_mit_slug)
@require_safe
def stadtteil(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Give the code that leads to the calendar of one Stadtteil."""
    return _antwort(request, abonnements.fuer_stadtteil(stadtteil_mit_slug(slug)))


@ziel(art_mit_slug)
@require_safe
def art(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Give the code that leads to the calendar of one kind of meeting."""
    return _antwort(request, *abonnements.fuer_arten([art_mit_slug(slug)]))


def _antwort(request: HttpRequest, abonnement: Abonnement) -> HttpResponseBase:
    """Only the portal's address can change a code: known within a day to who knows only dates."""
    return bedingte_antwort(
        request,
        qr_svg(absolut(abonnement.stelle)),
        content_type="image/svg+xml; charset=utf-8",
        zuletzt=tagesbeginn(timezone.now()),
    )
