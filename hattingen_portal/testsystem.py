"""What a test system says to search engines."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse


class SuchmaschinenSperre:
    """Keeps every answer of a test system out of search engines, feeds and documents included.

    robots.txt alone does not: an address that others link to is indexed without being read
    (RFC 9309 governs crawling, not indexing).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        if not settings.PORTAL_TESTSYSTEM:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response
