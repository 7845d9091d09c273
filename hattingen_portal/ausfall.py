"""What people read while the database is away, or when something went wrong."""

import logging
import sys
from collections.abc import Callable

from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from hattingen_portal.grundlage.ablage import AblageFortError

logger = logging.getLogger(__name__)


class AusfallMiddleware:
    """Answers 503 where a view cannot reach database or uploads, without a traceback in the log."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Turn a lost database or store into the page, leave every other error to Django."""
        if not isinstance(exception, OperationalError | InterfaceError | AblageFortError):
            return None
        was = "Ablage" if isinstance(exception, AblageFortError) else "Datenbank"
        logger.error("%s nicht erreichbar bei %s: %s", was, request.path, exception)
        return _gleich_wieder_da(request)


class OhneSpur(logging.Filter):
    """Keeps of a request that could not be read its line in the log, without a traceback.

    Programs send what they like, and a text that is too long is no fault of the portal.
    """

    def filter(self, eintrag: logging.LogRecord) -> bool:
        if getattr(eintrag, "status_code", None) == 400:
            eintrag.exc_info = None
        return True


def unlesbar(_request: HttpRequest, exception: Exception) -> HttpResponse:
    """Give the page for what cannot be read: Django's handler400.

    Django's own asks for a form's token first, and so stumbles over the same input again.
    """
    zu_lang = isinstance(exception, RequestDataTooBig)
    return HttpResponse(render_to_string("400.html", {"zu_lang": zu_lang}), status=400)


def fehler(request: HttpRequest) -> HttpResponse:
    """Give the page for an error that nobody caught: Django's handler500.

    Also for a database that is lost where no view is involved, as while a 404 page is printed.
    """
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        return _gleich_wieder_da(request)
    return HttpResponse(render_to_string("500.html"), status=500)


def _gleich_wieder_da(request: HttpRequest) -> HttpResponse:
    """Give a 503 with Retry-After, which tells calendar programs to keep what they have and come
    back (RFC 9110 section 15.6.4); a 500 or an empty feed would not.
    """
    seite = render_to_string("503.html", {"geschrieben": request.method == "POST"})
    return HttpResponse(seite, status=503, headers={"Retry-After": "120"})
