"""Compressed answers, for clients that take them (RFC 9110, sections 8.4.1.3 and 12.5.3)."""

import gzip
import re

from django.http import HttpRequest

STUFE = 6  # of 9: beyond it, time grows and the length hardly shrinks
# Where it is named, unless by "q=0", which means never; betrieb/nginx/portal.conf says the same.
NIMMT = re.compile(
    r"(?:^|,)\s*gzip\s*(?=$|,|;)(?!;\s*q=0(?:\.0*)?\s*(?:$|,))",
    re.IGNORECASE,
)


def nimmt_gepackt(request: HttpRequest) -> bool:
    """Tell whether the client says that it takes gzip."""
    return NIMMT.search(request.META.get("HTTP_ACCEPT_ENCODING", "")) is not None


def packen(inhalt: bytes) -> bytes:
    """Give `inhalt` compressed by gzip: without a time in it, so that the same bytes come out."""
    return gzip.compress(inhalt, STUFE, mtime=0)
