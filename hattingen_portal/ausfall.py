"""What people read while the database is away, or when something went wrong."""

import errno
import logging
import sys
from collections.abc import Callable

from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, InternalError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from psycopg import errors

from hattingen_portal.grundlage.ablage import AblageFortError
from hattingen_portal.rufnummer import gemerkte

logger = logging.getLogger(__name__)

# What Django takes for errors of the program, and what is none.
NUR_GERADE = (
    errors.ReadOnlySqlTransaction,
    errors.IdleInTransactionSessionTimeout,
    errors.TransactionTimeout,
)
VOLL = {errno.ENOSPC, errno.EDQUOT, errno.EROFS}


class AusfallMiddleware:
    """Answers 503 where a view cannot reach database, uploads or disk, without a traceback."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Turn a lost database or store into the page, leave every other error to Django."""
        if not voruebergehend(exception):
            return None
        # With the request, by which the log for machines knows the page without its address.
        angaben = {"request": request}
        logger.error("Vorübergehender Ausfall bei %s: %s", request.path, exception, extra=angaben)
        return _gleich_wieder_da(request)


def voruebergehend(fehler: BaseException | None) -> bool:
    """Tell whether `fehler` is an outage that passes by itself or by the operator's hand.

    A database that is away, slow, full or read-only (a standby, PostgreSQL's class 25), a store for
    uploads that is away, and a disk that takes nothing more.
    """
    if isinstance(fehler, AblageFortError):
        return True
    if isinstance(fehler, InternalError):
        return isinstance(fehler.__cause__, NUR_GERADE)
    if isinstance(fehler, OSError):
        return fehler.errno in VOLL
    return isinstance(fehler, OperationalError | InterfaceError)


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
    if voruebergehend(sys.exc_info()[1]):
        return _gleich_wieder_da(request)
    return HttpResponse(render_to_string("500.html"), status=500)


def _gleich_wieder_da(request: HttpRequest) -> HttpResponse:
    """Give a 503 with Retry-After, which tells calendar programs to keep what they have and come
    back (RFC 9110 section 15.6.4); a 500 or an empty feed would not.
    """
    seite = render_to_string(
        "503.html", {"geschrieben": request.method == "POST", "telefon": gemerkte()}
    )
    return HttpResponse(seite, status=503, headers={"Retry-After": "120"})
