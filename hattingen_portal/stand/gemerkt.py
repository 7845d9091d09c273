"""Answers as they are kept: under their address, in the version that they were made of."""

import logging
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from typing import Any
from uuid import UUID

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import parse_http_date_safe
from django.utils.translation import get_language

from hattingen_portal.stand.auslieferung import auslieferung
from hattingen_portal.stand.fassung import Stand
from hattingen_portal.stand.packen import nimmt_gepackt, packen

ADRESSE_HOECHSTENS = 300  # characters; what is longer is made each time
INHALT_HOECHSTENS = 1_000_000  # bytes
# Questions can be made up without end; so can posters and pictures be fetched one after the other.
# None of them may fill the memory of a process, or push out what many read.
MIT_FRAGE_HOECHSTENS = 100_000  # bytes
NICHT_AUFHEBEN = ("application/pdf", "image/png")
AUFHEBEN = 24 * 60 * 60  # seconds: how long an old answer may stand in while the database is away
# Kept, but asked for each time: no cancellation waits in a cache (RFC 9111, 5.2.2.4).
CACHE_CONTROL = "public, no-cache"
# Attributes by which django-csp and Django's frame options know what a view wants.
VERMERKE = ("_csp_", "xframe_options_")
INHALTSBEGINN = b'<main id="inhalt" tabindex="-1">'

log = logging.getLogger(__name__)


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


def adresse(request: HttpRequest) -> str:
    """Give what tells the answers for everybody apart."""
    frage = request.META.get("QUERY_STRING", "")
    return f"{get_language()} {request.scheme} {request.path_info}?{frage}"


def holen(request: HttpRequest) -> Gemerkt | None:
    """Give what is kept for the address of `request`, of whichever version."""
    gemerkt: Gemerkt | None = _gelesen(_schluessel(request))
    return gemerkt


def merken(request: HttpRequest, stand: Stand, antwort: HttpResponse) -> Gemerkt:
    """Keep `antwort`, made in `stand`, if it is worth its place; an ETag it has without one."""
    if "Cache-Control" not in antwort:
        antwort["Cache-Control"] = CACHE_CONTROL
    patch_vary_headers(antwort, ["Accept-Encoding"])
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
        _ablegen(_schluessel(request), gemerkt)
    return gemerkt


def vergessen(request: HttpRequest) -> None:
    """Let go what is kept for the address of `request`."""
    try:
        cache.delete(_schluessel(request))
    except Exception as fehler:  # as above
        log.error("Der Seitenspeicher vergisst nichts: %s", type(fehler).__name__)  # noqa: TRY400 - as above


def bedingt(
    request: HttpRequest, gemerkt: Gemerkt, fassung: str, etags: list[str], *, packbar: bool
) -> HttpResponseBase:
    """Give the answer, or 304 to a client that has its bytes (RFC 9110 section 13.2.2).

    Compressed to who takes it if it is `packbar`.

    The second half of an ETag tells the bytes: who got them in an earlier version has them still,
    and keeps its own ETag, one of the `etags` that `request` names. `fassung` is the first half of
    a new one. That of what is compressed is weak, as nginx makes it: the content is the same, the
    bytes are not (RFC 9110 section 8.8.1), and a client may come with either.
    """
    for alter in etags:
        if alter.removesuffix('"').endswith(f"-{gemerkt.pruefsumme}"):
            return unveraendert(alter, gemerkt.kopf)
    etag = f'"{fassung}-{gemerkt.pruefsumme}"'
    kopf = dict(gemerkt.kopf)
    inhalt = gemerkt.inhalt
    if packbar and nimmt_gepackt(request):
        etag, inhalt = f"W/{etag}", _gepackt(request, gemerkt)
        kopf |= {"Content-Encoding": "gzip", "Content-Length": str(len(inhalt))}
    antwort = HttpResponse(inhalt, headers={**kopf, "ETag": etag})
    zuletzt = parse_http_date_safe(antwort.get("Last-Modified", ""))
    antwort = get_conditional_response(request, etag, zuletzt, antwort) or antwort
    vars(antwort).update(gemerkt.vermerke)
    return antwort


def unveraendert(etag: str, kopf: tuple[tuple[str, str], ...] = ()) -> HttpResponse:
    """Give a 304 (RFC 9110 section 15.4.5), of what is kept with all that it says of itself.

    Its headers replace those that the client has (RFC 9111 section 3.2). Who may frame a page, the
    page has said: what others get would shut it out of the frame that it stands in.
    """
    antwort = HttpResponseNotModified(
        headers={"Cache-Control": CACHE_CONTROL, "Vary": "Accept-Encoding"}
    )
    vars(antwort).update(_csp_exempt=True, xframe_options_exempt=True)
    for name, wert in kopf:
        if not name.startswith("Content-"):
            antwort[name] = wert
    antwort["ETag"] = etag
    return antwort


def aushilfe(request: HttpRequest, zuletzt: Stand) -> HttpResponse | None:
    """Give the last answer that was made, while the database is away; None where there is none.

    None either where something was deleted or withdrawn between it and `zuletzt`, the version that
    this process read last: the answer may still show it. A page says so, and of when it is. Feeds
    and data go out as they were; programs come again.
    """
    gemerkt = holen(request)
    if gemerkt is None or gemerkt.loeschungen != zuletzt.loeschungen:
        return None
    hinweis = render_to_string("bausteine/aushilfe.html", {"wann": gemerkt.wann}).encode()
    inhalt = gemerkt.inhalt.replace(INHALTSBEGINN, INHALTSBEGINN + hinweis, 1)
    kopf: dict[str, Any] = dict(gemerkt.kopf) | {"Cache-Control": "no-store"}
    kopf.pop("Content-Length", None)
    antwort = HttpResponse(inhalt, headers=kopf)
    vars(antwort).update(gemerkt.vermerke)
    return antwort


def _schluessel(request: HttpRequest) -> str:
    """Give the key of the cache: one for each address, since only one version of it holds."""
    marke = blake2b(adresse(request).encode(), key=auslieferung(), digest_size=16)
    return f"seite:{marke.hexdigest()}"


def _gepackt(request: HttpRequest, gemerkt: Gemerkt) -> bytes:
    """Give the compressed form, kept beside `gemerkt` by the sum of what it was made of.

    Not in it: what is stored a second time would live longer, and could come behind a newer one.
    """
    schluessel = f"{_schluessel(request)}:gzip"
    pruefsumme, gepackt = _gelesen(schluessel) or ("", b"")
    if pruefsumme != gemerkt.pruefsumme:
        gepackt = packen(gemerkt.inhalt)
        _ablegen(schluessel, (gemerkt.pruefsumme, gepackt))
    return gepackt


def _gelesen(schluessel: str) -> Any:
    try:
        return cache.get(schluessel)
    except Exception as fehler:  # whatever a shared cache raises: the page can still be made
        log.error("Der Seitenspeicher antwortet nicht: %s", type(fehler).__name__)  # noqa: TRY400 - once for each request
        return None


def _ablegen(schluessel: str, wert: Any) -> None:
    try:
        cache.set(schluessel, wert, AUFHEBEN)
    except Exception as fehler:  # as above
        log.error("Der Seitenspeicher nimmt nichts an: %s", type(fehler).__name__)  # noqa: TRY400 - as above


def _lohnt_sich(request: HttpRequest, antwort: HttpResponse) -> bool:
    hoechstens = MIT_FRAGE_HOECHSTENS if request.META.get("QUERY_STRING") else INHALT_HOECHSTENS
    return (
        len(adresse(request)) <= ADRESSE_HOECHSTENS
        and len(antwort.content) <= hoechstens
        and antwort.get("Content-Type", "") not in NICHT_AUFHEBEN
    )
