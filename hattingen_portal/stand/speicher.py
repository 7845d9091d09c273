"""Whole public pages and feeds, kept for as long as nothing that the public sees has changed.

Not Django's own cache middleware, which knows a time and no version, and answers `If-None-Match`
only once the page is made; see docs/entscheidungen.md.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from time import time
from typing import Any, TypeGuard
from uuid import UUID

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import parse_etags, parse_http_date_safe
from django.utils.translation import get_language

from hattingen_portal.grundlage import gedaechtnis
from hattingen_portal.stand.auslieferung import auslieferung
from hattingen_portal.stand.fassung import Stand, leser

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
ADRESSE_HOECHSTENS = 300  # characters; what is longer is made each time
INHALT_HOECHSTENS = 1_000_000  # bytes
# Questions can be made up without end; so can posters and pictures be fetched one after the other.
# None of them may fill the memory of a process, or push out what many read.
MIT_FRAGE_HOECHSTENS = 100_000  # bytes
NICHT_AUFHEBEN = ("application/pdf", "image/png")
AUFHEBEN = 24 * 60 * 60  # seconds: how long an old answer may stand in while the database is away
# What was here is withdrawn or elsewhere: it must not stand in for anything any more.
FORT = {301, 302, 404, 410}
# Kept, but asked for each time: no cancellation waits in a cache (RFC 9111, 5.2.2.4).
CACHE_CONTROL = "public, no-cache"
# Attributes by which django-csp and Django's frame options know what a view wants.
VERMERKE = ("_csp_", "xframe_options_")
INHALTSBEGINN = b'<main id="inhalt" tabindex="-1">'

log = logging.getLogger(__name__)
Ansicht = Callable[[HttpRequest], HttpResponseBase]


@dataclass(frozen=True)
class Gemerkt:
    """An answer as it was made: of which version, its bytes and headers, and when.

    `loeschungen` marks what had been deleted by then. `vermerke` is what its view has noted for the
    middleware further out: that other websites may show it in a frame.
    """

    kennung: str
    loeschungen: UUID
    inhalt: bytes
    kopf: tuple[tuple[str, str], ...]
    vermerke: dict[str, Any]
    pruefsumme: str
    wann: datetime


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
            return _aushilfe(request, auskunft.stand) or self.get_response(request)
        return self._antwort(request, auskunft.stand, sekunde)

    def _antwort(self, request: HttpRequest, stand: Stand, sekunde: int) -> HttpResponseBase:
        fassung = "" if settings.PORTAL_MIKROSPEICHER else fassungsmarke(request, stand)
        etags = parse_etags(request.META.get("HTTP_IF_NONE_MATCH", ""))
        for etag in etags:
            if fassung and etag.removeprefix("W/").startswith(f'"{fassung}-'):
                # Handed out for this very version: nothing has to be made or looked up.
                return _unveraendert(etag.removeprefix("W/"))
        gemerkt = _holen(request)
        if gemerkt is None or gemerkt.kennung != stand.kennung:
            with gedaechtnis.offen(stand.fassung, stand.stammdaten, stand.von) as augenblick:
                antwort = _ohne_bedingung(request, self.get_response)
            if augenblick.zweifel or not _aufhebbar(antwort):
                if gemerkt is not None and antwort.status_code in FORT:
                    _vergessen(request)
                return _notfalls(request, stand, antwort)
            gemerkt = _merken(request, stand, antwort)
        antwort = _bedingt(request, gemerkt, f'"{fassung}-{gemerkt.pruefsumme}"', etags)
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
    marke = blake2b(f"{stand.kennung} {_adresse(request)}".encode(), key=auslieferung())
    return marke.hexdigest()[:24]


def _adresse(request: HttpRequest) -> str:
    frage = request.META.get("QUERY_STRING", "")
    return f"{get_language()} {request.scheme} {request.path_info}?{frage}"


def _schluessel(request: HttpRequest) -> str:
    """Give the key of the cache: one for each address, since only one version of it holds."""
    adresse = blake2b(_adresse(request).encode(), key=auslieferung(), digest_size=16)
    return f"seite:{adresse.hexdigest()}"


def _holen(request: HttpRequest) -> Gemerkt | None:
    try:
        gemerkt: Gemerkt | None = cache.get(_schluessel(request))
    except Exception as fehler:  # whatever a shared cache raises: the page can still be made
        log.error("Der Seitenspeicher antwortet nicht: %s", type(fehler).__name__)  # noqa: TRY400 - once for each request
        return None
    return gemerkt


def _merken(request: HttpRequest, stand: Stand, antwort: HttpResponse) -> Gemerkt:
    if "Cache-Control" not in antwort:
        antwort["Cache-Control"] = CACHE_CONTROL
    gemerkt = Gemerkt(
        stand.kennung,
        stand.loeschungen,
        antwort.content,
        tuple((name, wert) for name, wert in antwort.items() if name != "ETag"),
        {name: wert for name, wert in vars(antwort).items() if name.startswith(VERMERKE)},
        blake2b(antwort.content, digest_size=12).hexdigest(),
        timezone.now(),
    )
    if _lohnt_sich(request, antwort):
        try:
            cache.set(_schluessel(request), gemerkt, AUFHEBEN)
        except Exception as fehler:  # as above
            log.error("Der Seitenspeicher nimmt nichts an: %s", type(fehler).__name__)  # noqa: TRY400 - as above
    return gemerkt


def _lohnt_sich(request: HttpRequest, antwort: HttpResponse) -> bool:
    """Tell whether `antwort` is worth its place; without one, it still has its ETag."""
    hoechstens = MIT_FRAGE_HOECHSTENS if request.META.get("QUERY_STRING") else INHALT_HOECHSTENS
    return (
        len(_adresse(request)) <= ADRESSE_HOECHSTENS
        and len(antwort.content) <= hoechstens
        and antwort.get("Content-Type", "") not in NICHT_AUFHEBEN
    )


def _vergessen(request: HttpRequest) -> None:
    try:
        cache.delete(_schluessel(request))
    except Exception as fehler:  # as above
        log.error("Der Seitenspeicher vergisst nichts: %s", type(fehler).__name__)  # noqa: TRY400 - as above


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


def _bedingt(
    request: HttpRequest, gemerkt: Gemerkt, etag: str, etags: list[str]
) -> HttpResponseBase:
    """Give the answer, or 304 to a client that has its bytes (RFC 9110 section 13.2.2).

    The second half of an ETag tells the bytes: who got them in an earlier version has them still,
    and keeps its own ETag.
    """
    for alter in etags:
        if alter.removesuffix('"').endswith(f"-{gemerkt.pruefsumme}"):
            return _unveraendert(alter.removeprefix("W/"), gemerkt.kopf)
    antwort = HttpResponse(gemerkt.inhalt, headers={**dict(gemerkt.kopf), "ETag": etag})
    zuletzt = parse_http_date_safe(antwort.get("Last-Modified", ""))
    antwort = get_conditional_response(request, etag, zuletzt, antwort) or antwort
    vars(antwort).update(gemerkt.vermerke)
    return antwort


def _unveraendert(etag: str, kopf: tuple[tuple[str, str], ...] = ()) -> HttpResponse:
    """Give a 304 (RFC 9110 section 15.4.5), of what is kept with all that it says of itself.

    Its headers replace those that the client has (RFC 9111 section 3.2). Who may frame a page, the
    page has said: what others get would shut it out of the frame that it stands in.
    """
    antwort = HttpResponseNotModified(headers={"Cache-Control": CACHE_CONTROL})
    vars(antwort).update(_csp_exempt=True, xframe_options_exempt=True)
    for name, wert in kopf:
        if not name.startswith("Content-"):
            antwort[name] = wert
    antwort["ETag"] = etag
    return antwort


def _aushilfe(request: HttpRequest, zuletzt: Stand) -> HttpResponse | None:
    """Give the last answer that was made, while the database is away; None where there is none.

    None either where something was deleted or withdrawn between it and `zuletzt`, the version that
    this process read last: the answer may still show it. A page says so, and of when it is. Feeds
    and data go out as they were; programs come again.
    """
    gemerkt = _holen(request)
    if gemerkt is None or gemerkt.loeschungen != zuletzt.loeschungen:
        return None
    hinweis = render_to_string("bausteine/aushilfe.html", {"wann": gemerkt.wann}).encode()
    inhalt = gemerkt.inhalt.replace(INHALTSBEGINN, INHALTSBEGINN + hinweis, 1)
    kopf: dict[str, Any] = dict(gemerkt.kopf) | {"Cache-Control": "no-store"}
    kopf.pop("Content-Length", None)
    antwort = HttpResponse(inhalt, headers=kopf)
    vars(antwort).update(gemerkt.vermerke)
    return antwort


def _notfalls(request: HttpRequest, stand: Stand, antwort: HttpResponseBase) -> HttpResponseBase:
    """Give the last answer where the database went away between the version and the page."""
    return (_aushilfe(request, stand) or antwort) if antwort.status_code == 503 else antwort
