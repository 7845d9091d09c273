"""Calendars over HTTP: GET and HEAD, no redirect, no cookie, the same for everybody."""

from datetime import datetime
from hashlib import sha256

from django.conf import settings
from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, http_date
from django.views.decorators.http import require_safe

from hattingen_portal.grundlage.weiterleitung import mit_slug
from konferenzen import kalender
from konferenzen.models import Art, Konferenz, KonferenzQuerySet
from konferenzen.models.konferenz_abfragen import tagesbeginn
from quartiere.models import Stadtteil


@require_safe
def alle(request: HttpRequest) -> HttpResponseBase:
    """Give every public conference, city-wide ones included."""
    kopf = kalender.Kopf(
        name=f"{settings.PORTAL_KOMMUNE}: alle Termine",
        beschreibung="Alle Stadtteilkonferenzen und weiteren Termine "
        f"in {settings.PORTAL_KOMMUNE}.",
        quelle=_absolut(reverse("feed_alle")),
        seite=_absolut(reverse("termine")),
    )
    return _feed(request, Konferenz.objects.all(), kopf, "alle-termine")


@require_safe
def stadtteil(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Give the conferences of one Stadtteil, without the city-wide ones."""
    hier = mit_slug(Stadtteil.objects.all(), slug)
    kopf = kalender.Kopf(
        name=f"{hier.name}: Termine",
        beschreibung=f"Stadtteilkonferenzen und weitere Termine im Stadtteil {hier.name}.",
        quelle=_absolut(reverse("feed_stadtteil", args=[hier.slug])),
        seite=_absolut(hier.get_absolute_url()),
        ton=hier.ton,
    )
    return _feed(request, Konferenz.objects.filter(stadtteil=hier), kopf, hier.slug)


@require_safe
def art(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Give the conferences of one kind, in all Stadtteile and city-wide."""
    if slug not in Art.values:
        raise Http404
    name = Art(slug).label
    kopf = kalender.Kopf(
        name=f"{settings.PORTAL_KOMMUNE}: {name}",
        beschreibung=f"Termine in {settings.PORTAL_KOMMUNE}, Art: {name}.",
        quelle=_absolut(reverse("feed_art", args=[slug])),
        seite=_absolut(reverse("termine")),
    )
    return _feed(request, Konferenz.objects.filter(art=slug), kopf, slug)


@require_safe
def termin(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Give one conference as a file, or 404 where there is no date to give.

    Also a tombstone, as long as the feeds carry it: the copy in somebody's calendar learns of it.
    """
    jetzt = timezone.now()
    mit_datum = Konferenz.objects.oeffentlich(jetzt).exclude(beginn=None)
    zeilen = (mit_datum | Konferenz.objects.im_kalender(jetzt)).mit_umfeld()
    konferenz = mit_slug(zeilen, slug)
    return _antwort(
        request,
        kalender.einzeltermin(konferenz),
        jetzt,
        content_disposition_header(as_attachment=True, filename=f"{konferenz.slug}.ics"),
    )


def _feed(
    request: HttpRequest, konferenzen: KonferenzQuerySet, kopf: kalender.Kopf, dateiname: str
) -> HttpResponseBase:
    jetzt = timezone.now()
    konferenzen = konferenzen.mit_umfeld().chronologisch()
    return _antwort(
        request,
        kalender.feed(kopf, konferenzen.im_kalender(jetzt), konferenzen.ausstehend(jetzt)),
        jetzt,
        content_disposition_header(as_attachment=False, filename=f"{dateiname}.ics"),
    )


def _antwort(
    request: HttpRequest, inhalt: bytes, jetzt: datetime, ablage: str | None
) -> HttpResponseBase:
    """Give the calendar, or 304 to a client that has it (RFC 9110 section 13.2.2)."""
    etag = f'"{sha256(inhalt).hexdigest()[:32]}"'
    zuletzt = int(_zuletzt_geaendert(jetzt).timestamp())
    antwort = HttpResponse(
        inhalt,
        content_type="text/calendar; charset=utf-8",
        headers={
            # Kept, but asked for each time: no cancellation waits in a cache (RFC 9111, 5.2.2.4).
            "Cache-Control": "public, no-cache",
            "Content-Disposition": ablage,
            "ETag": etag,
            "Last-Modified": http_date(zuletzt),
        },
    )
    return get_conditional_response(request, etag, zuletzt, antwort) or antwort


def _zuletzt_geaendert(jetzt: datetime) -> datetime:
    """Give the newest public change of any conference, yet nothing older than today's midnight.

    Not only of those in the feed: one that left it is a change of the feed, too. Midnight, because
    that is when time alone moves the window, and so that a new name in a feed's head, which carries
    no time, reaches a client that knows only dates within a day. The ETag is exact at once.
    """
    neueste = Konferenz.objects.filter(veroeffentlicht_am__lte=jetzt).aggregate(
        zeit=Max("geaendert_am")
    )["zeit"]
    heute = tagesbeginn(jetzt)
    return max(neueste, heute) if neueste else heute


def _absolut(pfad: str) -> str:
    return f"{settings.PORTAL_BASIS_URL}{pfad}"
