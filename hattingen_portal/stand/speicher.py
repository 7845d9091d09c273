"""Whole public pages and feeds, kept for as long as nothing that the public sees has changed.

Not Django's own cache middleware, which knows a time and no version, and answers `If-None-Match`
only once the page is made; see docs/entscheidungen.md.
"""

from collections.abc import Callable
from hashlib import blake2b
from time import time
from typing import TypeGuard

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import parse_etags

from hattingen_portal.grundlage import gedaechtnis
from hattingen_portal.stand.auslieferung import auslieferung
from hattingen_portal.stand.fassung import Stand, leser
from hattingen_portal.stand.gemerkt import (
    adresse,
    aushilfe,
    bedingt,
    holen,
    merken,
    unveraendert,
    vergessen,
)

# Opted out: what is not for everybody, or a file that its view hands out by itself. Beyond these,
# an answer is kept unless it sets a cookie, as each page with a form does, or says `no-store`.
AUSGENOMMEN = (
    "/.well-known/",
    "/admin/",
    "/bausteine/",
    "/gesundheit/",
    "/medien/",
    "/nachricht-angekommen/",
    "/robots.txt",
    "/static/",
    "/vorschau/",
)
# What was here is withdrawn or elsewhere: it must not stand in for anything any more.
FORT = {301, 302, 404, 410}

Ansicht = Callable[[HttpRequest], HttpResponseBase]


class SeitenSpeicher:
    """Answers with what it kept of the present version, and keeps what the views make."""

    def __init__(self, get_response: Ansicht) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not fuer_alle(request):
            return self.get_response(request)
        vars(request)["fuer_alle"] = True  # for the middleware of the login
        request.get_host()  # raises DisallowedHost, also where the page is at hand
        sekunde = int(time())  # asked first: a version may be long under way
        auskunft = leser().fragen()
        if auskunft.stand is None:
            return self.get_response(request)
        if not auskunft.gilt:
            return aushilfe(request, auskunft.stand) or self.get_response(request)
        return self._antwort(request, auskunft.stand, sekunde)

    def _antwort(self, request: HttpRequest, stand: Stand, sekunde: int) -> HttpResponseBase:
        fassung = "" if settings.PORTAL_MIKROSPEICHER else fassungsmarke(request, stand)
        etags = parse_etags(request.META.get("HTTP_IF_NONE_MATCH", ""))
        for etag in etags:
            if fassung and etag.removeprefix("W/").startswith(f'"{fassung}-'):
                # Handed out for this very version: nothing has to be made or looked up.
                return unveraendert(etag)
        gemerkt = holen(request)
        # Compressed is what was asked for before: what nobody reads again is not worth the time.
        bekannt = gemerkt is not None and gemerkt.kennung == stand.kennung
        if gemerkt is None or not bekannt:
            with gedaechtnis.offen(stand.fassung, stand.stammdaten, stand.von) as augenblick:
                antwort = _ohne_bedingung(request, self.get_response)
            if augenblick.zweifel or not _aufhebbar(antwort):
                if gemerkt is not None and antwort.status_code in FORT:
                    vergessen(request)
                return _notfalls(request, stand, antwort)
            gemerkt = merken(request, stand, antwort)
        antwort = bedingt(request, gemerkt, fassung, etags, packbar=bekannt)
        if settings.PORTAL_MIKROSPEICHER:
            # nginx may repeat it until the second is over in which the version was read. It
            # compares ETags by itself, and as a whole: hence without the version, so that what has
            # not changed is not sent again.
            antwort["X-Accel-Expires"] = f"@{sekunde}"
        return antwort


def fuer_alle(request: HttpRequest) -> bool:
    """Tell whether the answer to `request` may be the same for everybody.

    Not within a transaction, whose own changes no version counts yet.
    """
    return (
        request.method in {"GET", "HEAD"}
        and not request.path_info.startswith(AUSGENOMMEN)
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and not connection.in_atomic_block
    )


def fassungsmarke(request: HttpRequest, stand: Stand) -> str:
    """Give what the ETag of the address of `request` begins with in this version.

    A keyed hash, 24 hexadecimal digits: it tells nothing of either.
    """
    was = f"{stand.kennung} {adresse(request)}"
    return blake2b(was.encode(), key=auslieferung()).hexdigest()[:24]


def _aufhebbar(antwort: HttpResponseBase) -> TypeGuard[HttpResponse]:
    """Tell whether `antwort` is whole, the same for everybody, and may be kept."""
    return (
        isinstance(antwort, HttpResponse)
        and antwort.status_code == 200
        and not antwort.cookies
        and not {"private", "no-store"} & set(antwort.get("Cache-Control", "").split(", "))
    )


def _ohne_bedingung(request: HttpRequest, ansicht: Ansicht) -> HttpResponseBase:
    """Give the whole answer, which the view would not make for a client that has one."""
    bedingungen = {
        name: request.META.pop(name)
        for name in ("HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE")
        if name in request.META
    }
    try:
        return ansicht(request)
    finally:
        request.META.update(bedingungen)


def _notfalls(request: HttpRequest, stand: Stand, antwort: HttpResponseBase) -> HttpResponseBase:
    """Give the last answer where the database went away between the version and the page."""
    return (aushilfe(request, stand) or antwort) if antwort.status_code == 503 else antwort
