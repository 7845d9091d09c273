"""Answers that a client fetches again and again: whoever has the bytes already gets 304."""

from datetime import datetime
from hashlib import sha256

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, http_date


def bedingte_antwort(
    request: HttpRequest,
    inhalt: bytes,
    *,
    content_type: str,
    zuletzt: datetime,
    dateiname: str = "",
    herunterladen: bool = False,
) -> HttpResponseBase:
    """Give `inhalt`, or 304 to a client that has it (RFC 9110 section 13.2.2: the ETag wins).

    For public content, the same for everybody. `zuletzt` (aware, not ahead of now) is when it last
    changed, counted in whole seconds. `dateiname` names the copy that somebody saves; with
    `herunterladen` a browser saves it rather than shows it (RFC 6266).
    """
    etag = f'"{sha256(inhalt).hexdigest()[:32]}"'
    sekunde = int(zuletzt.timestamp())
    voll = HttpResponse(
        inhalt,
        content_type=content_type,
        headers={
            # Kept, but asked for each time: no cancellation waits in a cache (RFC 9111, 5.2.2.4).
            "Cache-Control": "public, no-cache",
            "ETag": etag,
            "Last-Modified": http_date(sekunde),
        },
    )
    if ablage := content_disposition_header(herunterladen, dateiname):
        voll["Content-Disposition"] = ablage
    antwort = get_conditional_response(request, etag, sekunde, voll) or voll
    # Scripts of other sites may read what anybody may read (Fetch standard, 3.3.3).
    antwort["Access-Control-Allow-Origin"] = "*"
    return antwort
