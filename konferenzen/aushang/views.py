"""Posters over HTTP: the same for everybody, and made anew for each who has no copy."""

from collections.abc import Mapping
from datetime import datetime

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from hattingen_portal.grundlage.absolut import absolut
from hattingen_portal.grundlage.bedingt import bedingte_antwort
from hattingen_portal.grundlage.weiterleitung import mit_slug
from konferenzen.aushang.inhalt import Herausgabe, konferenz_aushang, runden_aushang
from konferenzen.models import Konferenz
from konferenzen.models.konferenz_abfragen import tagesbeginn
from quartiere.models import Ansprechperson


@require_safe
def konferenz(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Give the poster of one public conference."""
    jetzt = timezone.now()
    zeilen = Konferenz.objects.oeffentlich(jetzt).mit_umfeld().prefetch_related("ortsteile")
    zeile = mit_slug(zeilen, slug)
    ziel = absolut(zeile.get_absolute_url())
    werte = konferenz_aushang(zeile, jetzt, ziel, _herausgabe())
    return _antwort(request, "konferenz.typ", werte, zeile.geaendert_am, jetzt)


@require_safe
def runde(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Give the poster of one round with all its public conferences."""
    jetzt = timezone.now()
    oeffentliche = Konferenz.objects.oeffentlich(jetzt)
    zeile = mit_slug(oeffentliche.runden(), slug)
    konferenzen = list(oeffentliche.filter(runde=zeile).chronologisch().mit_umfeld())
    if not konferenzen:  # the last one was withdrawn in this very moment
        raise Http404
    ziel = absolut(zeile.get_absolute_url())
    werte = runden_aushang(zeile, konferenzen, jetzt, ziel, _herausgabe())
    stand = max(konferenz.geaendert_am for konferenz in konferenzen)
    return _antwort(request, "runde.typ", werte, stand, jetzt)


def _herausgabe() -> Herausgabe:
    return Herausgabe(
        traeger=settings.PORTAL_TRAEGER,
        portal=f"{settings.PORTAL_NAME} {settings.PORTAL_KOMMUNE}",
        buero=Ansprechperson.objects.buero(),
        testsystem=settings.PORTAL_TESTSYSTEM,
    )


def _antwort(
    request: HttpRequest,
    vorlage: str,
    werte: Mapping[str, object],
    stand: datetime,
    jetzt: datetime,
) -> HttpResponseBase:
    """Give the PDF; what it shows beside the dates is known within a day to who knows only dates.

    Search engines are to offer the page, which knows what has changed since.
    """
    # Typst takes 4 MB of each process, of which most never set a poster.
    from konferenzen.aushang.satz import setzen  # noqa: PLC0415 - loaded on first use

    antwort = bedingte_antwort(
        request,
        setzen(vorlage, werte, stand, settings.BAU / "schriften"),
        content_type="application/pdf",
        zuletzt=max(stand, tagesbeginn(jetzt)),
        dateiname=" ".join(f"Aushang {werte['titel']}.pdf".split()),  # a header has one line
    )
    antwort["X-Robots-Tag"] = "noindex"
    return antwort
