"""What a test system says to search engines."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse


class SuchmaschinenSperre:
    """Tells search engines to leave every answer of a test system out, feeds included.

    robots.txt asks them not to come at all; this is for those that come nevertheless. Whoever
    follows robots.txt does not read this, and may list the bare address where others link to it
    (RFC 9309 governs crawling, not indexing): against that only a password before it helps.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        if not settings.PORTAL_TESTSYSTEM:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response
