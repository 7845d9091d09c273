"""Pictures over HTTP, in the sizes and formats that pages name."""

import re

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from hattingen_portal.grundlage.abriegeln import abgeriegelt
from hattingen_portal.grundlage.bildfassungen import ALTBREITE, BREITEN, ENDUNGEN, FORMATE, fassung
from hattingen_portal.grundlage.bildzugang import ist_oeffentlich
from hattingen_portal.grundlage.verweisziele import ziel

_BREITEN = "|".join(map(str, BREITEN))
_ENDUNGEN = "|".join(ENDUNGEN)
_FASSUNG = re.compile(rf"([0-9a-f]{{32}})-({_BREITEN})\.({_ENDUNGEN})", re.ASCII)
_FRUEHER = re.compile(r"([0-9a-f]{32})\.([a-z0-9]{1,7})", re.ASCII)
EIN_JAHR = 60 * 60 * 24 * 365  # seconds


def _gezeigtes(name: str) -> None:
    """Raise Http404 unless the public sees the picture whose version stands at `name`."""
    if not ist_oeffentlich(_gelesen(name)[0]):
        raise Http404


@ziel(_gezeigtes)
@require_safe
def bild(_request: HttpRequest, name: str) -> HttpResponse:
    """Give out the picture at `name`.

    Raises Http404 for every name that the portal does not make, and for a picture of nothing that
    the public sees now.

    The name is random and never used again, so browsers may keep the picture (RFC 8246); caches
    that serve others may not, for it may be taken back.
    """
    _gezeigtes(name)
    antwort = bildantwort(name)
    antwort["Cache-Control"] = f"private, max-age={EIN_JAHR}, immutable"
    return antwort


def bildantwort(name: str, nur: str | None = None) -> HttpResponse:
    """Give the picture at `name`, whoever may see it; with `nur`, that picture alone.

    Raises Http404 for every name that the portal does not make.
    """
    kennung, breite, endung = _gelesen(name)
    if nur not in (None, kennung):
        raise Http404
    try:
        daten = fassung(kennung, breite, endung)
    except (FileNotFoundError, ValidationError) as fehler:
        raise Http404 from fehler
    return abgeriegelt(HttpResponse(daten, content_type=FORMATE[endung].typ))


def _gelesen(name: str) -> tuple[str, int, str]:
    """Give identifier, width and ending of the version at `name`; raises Http404.

    Only what stands in a list is made, so that nobody can have pictures drawn without end. The
    address without a width stood in pages before there were several.
    """
    if treffer := _FASSUNG.fullmatch(name):
        return treffer[1], int(treffer[2]), treffer[3]
    if treffer := _FRUEHER.fullmatch(name):
        return treffer[1], ALTBREITE, "png" if treffer[2] == "png" else "jpg"
    raise Http404
