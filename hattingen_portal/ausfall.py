"""What people read while the database is away."""

import logging
from collections.abc import Callable

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

logger = logging.getLogger(__name__)


class AusfallMiddleware:
    """Answers 503 with a plain German page where the database cannot be reached.

    503 with Retry-After tells calendar programs to keep what they have and come back
    (RFC 9110 section 15.6.4); a 500 or an empty feed would not.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Turn a lost database into the page, leave every other error to Django."""
        if not isinstance(exception, OperationalError | InterfaceError):
            return None
        logger.error("Datenbank nicht erreichbar bei %s: %s", request.path, exception)
        return HttpResponse(
            render_to_string("503.html"), status=503, headers={"Retry-After": "120"}
        )
