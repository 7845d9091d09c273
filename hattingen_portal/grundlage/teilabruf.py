"""Files that players fetch in parts: Safari shows no video without (RFC 9110, section 14)."""

import re
from collections.abc import Iterator

from django.core.files import File
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

_BEREICH = re.compile(r"\s*bytes\s*=\s*(\d{0,18})-(\d{0,18})\s*", re.ASCII | re.IGNORECASE)
STUECK = 64 * 1024  # bytes that are held in memory


class UnerfuellbarError(Exception):
    """The part that is asked for lies behind the end of the file."""


def bereich(kopf: str, laenge: int) -> range | None:
    """Give the bytes that the header `Range` asks of a file of `laenge` bytes; None for all.

    What is not understood, or asks for several parts, counts as not asked (section 14.2). Raises
    UnerfuellbarError where not one of the bytes exists.
    """
    treffer = _BEREICH.fullmatch(kopf)
    if treffer is None or treffer.group(1, 2) == ("", ""):
        return None
    erstes, letztes = treffer.group(1, 2)
    if not erstes:
        stelle, ende = max(0, laenge - int(letztes)), laenge
    elif letztes and int(letztes) < int(erstes):
        return None
    else:
        stelle, ende = int(erstes), min(laenge, int(letztes) + 1 if letztes else laenge)
    if stelle >= ende:
        raise UnerfuellbarError
    return range(stelle, ende)


class _Ausschnitt:
    """Some bytes of an open file, piece by piece; closing it closes the file."""

    def __init__(self, datei: File, teil: range) -> None:
        self.datei = datei
        self.uebrig = len(teil)
        datei.seek(teil.start)

    def __iter__(self) -> Iterator[bytes]:
        while self.uebrig and (stueck := self.datei.read(min(STUECK, self.uebrig))):
            self.uebrig -= len(stueck)
            yield stueck

    def close(self) -> None:
        self.datei.close()


def teilantwort(
    request: HttpRequest, datei: File, *, content_type: str, etag: str
) -> HttpResponseBase:
    """Give the open `datei`, or the part of it that `request` asks for: 200, 206 or 416.

    `etag` (with its quotation marks) is another one for any other content: whoever has the
    beginning of another file gets this one whole (If-Range, section 13.1.5).
    """
    gewuenscht = request.headers.get("Range", "") if request.method == "GET" else ""
    if request.headers.get("If-Range", etag) != etag:
        gewuenscht = ""
    groesse = datei.size
    try:
        teil = bereich(gewuenscht, groesse)
    except UnerfuellbarError:
        datei.close()
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{groesse}"})
    ganz = range(groesse)
    antwort = StreamingHttpResponse(
        _Ausschnitt(datei, teil or ganz),
        status=200 if teil is None else 206,
        content_type=content_type,
        headers={
            "Accept-Ranges": "bytes",
            "Content-Length": str(len(teil or ganz)),
            "ETag": etag,
        },
    )
    if teil is not None:
        antwort["Content-Range"] = f"bytes {teil.start}-{teil.stop - 1}/{groesse}"
    return antwort
