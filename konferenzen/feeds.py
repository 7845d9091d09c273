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
from konferenzen import kalender
from konferenzen.abonnements import art_mit_slug, stadtteil_mit_slug
from konferenzen.models import Konferenz, KonferenzQuerySet
from konferenzen.stand import zuletzt_geaendert

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
    return _feed(request, Konferenz.objects.all(), kopf, "alle-termine")


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
    return _feed(request, Konferenz.objects.filter(stadtteil=hier), kopf, hier.slug)


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
    return _feed(request, Konferenz.objects.filter(art=slug), kopf, slug)


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
    request: HttpRequest, konferenzen: KonferenzQuerySet, kopf: kalender.Kopf, dateiname: str
) -> HttpResponseBase:
    jetzt = timezone.now()
    konferenzen = konferenzen.mit_umfeld().chronologisch()
    return bedingte_antwort(
        request,
        kalender.feed(kopf, konferenzen.im_kalender(jetzt), konferenzen.ausstehend(jetzt)),
        content_type=CONTENT_TYPE,
        zuletzt=zuletzt_geaendert(jetzt),
        dateiname=f"{dateiname}.ics",
    )
