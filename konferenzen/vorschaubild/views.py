"""The picture of a conference over HTTP."""

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from hattingen_portal.grundlage.bedingt import bedingte_antwort
from hattingen_portal.grundlage.weiterleitung import mit_slug
from konferenzen.models import Konferenz
from konferenzen.stand import zuletzt_geaendert
from konferenzen.vorschaubild.inhalt import inhalt
from konferenzen.vorschaubild.zeichnung import zeichnen


@require_safe
def png(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Give the picture of a public conference."""
    jetzt = timezone.now()
    konferenz = mit_slug(Konferenz.objects.oeffentlich(jetzt).mit_umfeld(), slug)
    return bedingte_antwort(
        request,
        zeichnen(inhalt(konferenz, jetzt)),
        content_type="image/png",
        zuletzt=zuletzt_geaendert(jetzt),
        dateiname=f"{konferenz.slug}.png",
    )
