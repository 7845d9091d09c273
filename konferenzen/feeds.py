"""Calendars over HTTP: GET and HEAD, no redirect, no cookie, the same for everybody."""

from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from hattingen_portal.grundlage.absolut import absolut
from hattingen_portal.grundlage.bedingt import bedingte_antwort
from hattingen_portal.grundlage.verweisziele import ziel
from hattingen_portal.grundlage.weiterleitung import mit_slug
from hattingen_portal.grundlage.zeilen import lesen
from konferenzen import fragen, kalender
from konferenzen.abonnements import art_mit_slug, stadtteil_mit_slug
from konferenzen.models import Konferenz
from konferenzen.stammdaten import konferenzzeilen
from konferenzen.stand import mit_tagesbeginn, zuletzt_geaendert

CONTENT_TYPE = "text/calendar; charset=utf-8"


@require_safe
def alle(request: HttpRequest) -> HttpResponseBase:
    """Give every public conference, city-wide ones included."""
    kopf = kalender.Kopf(
        name=f"{settings.PORTAL_KOMMUNE}: alle Termine",
        beschreibung="Alle Stadtteilkonferenzen und weiteren Termine "
        f"in {settings.PORTAL_KOMMUNE}.",
        quelle=absolut(reverse("feed_alle")),
        seite=absolut(reverse("termine")),
    )
    return _feed(request, kopf, "alle-termine")


@ziel(stadtteil_mit_slug)
@require_safe
def stadtteil(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Give the conferences of one Stadtteil, without the city-wide ones."""
    hier = stadtteil_mit_slug(slug)
    kopf = kalender.Kopf(
        name=f"{hier.name}: Termine",
        beschreibung=f"Stadtteilkonferenzen und weitere Termine im Stadtteil {hier.name}.",
        quelle=absolut(reverse("feed_stadtteil", args=[hier.slug])),
        seite=absolut(hier.get_absolute_url()),
        ton=hier.ton,
    )
    return _feed(request, kopf, hier.slug, stadtteil=hier.pk)


@ziel(art_mit_slug)
@require_safe
def art(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Give the conferences of one kind, in all Stadtteile and city-wide."""
    name = art_mit_slug(slug).label
    kopf = kalender.Kopf(
        name=f"{settings.PORTAL_KOMMUNE}: {name}",
        beschreibung=f"Termine in {settings.PORTAL_KOMMUNE}, Art: {name}.",
        quelle=absolut(reverse("feed_art", args=[slug])),
        seite=absolut(reverse("termine")),
    )
    return _feed(request, kopf, slug, art=slug)


def _mit_datum(slug: str, jetzt: datetime | None = None) -> Konferenz:
    """Give the conference at `slug` that has a date to give; raises Http404.

    Also a tombstone, as long as the feeds carry it: the copy in somebody's calendar learns of it.
    """
    jetzt = jetzt or timezone.now()
    mit_datum = Konferenz.objects.oeffentlich(jetzt).exclude(beginn=None)
    return mit_slug((mit_datum | Konferenz.objects.im_kalender(jetzt)).mit_umfeld(), slug)


@ziel(_mit_datum)
@require_safe
def termin(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Give one conference as a file, or 404 where there is no date to give."""
    jetzt = timezone.now()
    konferenz = _mit_datum(slug, jetzt)
    return bedingte_antwort(
        request,
        kalender.einzeltermin(konferenz),
        content_type=CONTENT_TYPE,
        zuletzt=zuletzt_geaendert(jetzt),
        dateiname=f"{konferenz.slug}.ics",
        herunterladen=True,
    )


def _feed(
    request: HttpRequest,
    kopf: kalender.Kopf,
    dateiname: str,
    *,
    stadtteil: int | None = None,
    art: str = "",
) -> HttpResponseBase:
    jetzt = timezone.now()
    im_kalender, ausstehend, neueste = lesen(
        konferenzzeilen.frage(fragen.im_kalender, jetzt, stadtteil, art),
        konferenzzeilen.frage(fragen.ausstehend, jetzt, stadtteil, art),
        konferenzzeilen.frage(fragen.zuletzt_geaendert, jetzt),
    )
    return bedingte_antwort(
        request,
        kalender.feed(kopf, im_kalender, ausstehend),
        content_type=CONTENT_TYPE,
        zuletzt=mit_tagesbeginn(neueste[0].geaendert_am if neueste else None, jetzt),
        dateiname=f"{dateiname}.ics",
    )
