"""Whom to tell of a hole in the portal: /.well-known/security.txt (RFC 9116)."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_safe

from hattingen_portal.grundlage.absolut import absolut

VORLAUF = timedelta(days=30)  # in which the file is to get a new date
HOECHSTENS = timedelta(days=366)  # RFC 9116, section 2.5.5: less than a year ahead
ABHILFE = (
    "Bitte prüfen Sie, ob unter der Adresse in /.well-known/security.txt noch jemand Meldungen "
    "liest, und setzen Sie PORTAL_SICHERHEIT_BIS auf einen Tag in höchstens einem Jahr."
)


@require_safe
def security_txt(_request: HttpRequest) -> HttpResponse:
    """Tell researchers where to write, in which languages, and until when this holds.

    Raises Http404 without PORTAL_SICHERHEIT_BIS: the file must not be without a date (section
    2.5.5), and only the operator can promise one. Times are UTC.
    """
    if settings.PORTAL_SICHERHEIT_BIS is None:
        raise Http404
    email = settings.PORTAL_EMAIL
    zeilen = [
        f"Contact: {f'mailto:{email}' if email else absolut(reverse('kontakt'))}",
        f"Expires: {settings.PORTAL_SICHERHEIT_BIS:%Y-%m-%d}T23:59:59Z",
        "Preferred-Languages: de, en",
        f"Canonical: {absolut(reverse('security_txt'))}",
        "",
    ]
    return HttpResponse("\n".join(zeilen), content_type="text/plain; charset=utf-8")


def frist_pruefen(**_kwargs: Any) -> list[CheckMessage]:
    """Warn where security.txt has no date, or one that is over, near or far (`check --deploy`)."""
    bis = settings.PORTAL_SICHERHEIT_BIS
    heute = timezone.now().date()
    if bis is None:
        text = "security.txt fehlt: PORTAL_SICHERHEIT_BIS ist nicht gesetzt."
        return [checks.Warning(text, hint=ABHILFE, id="sicherheit.W001")]
    if bis < heute:
        text = f"security.txt gilt seit {date_format(bis, 'j. F Y')} nicht mehr."
        return [checks.Warning(text, hint=ABHILFE, id="sicherheit.W002")]
    if bis - heute < VORLAUF:
        text = f"security.txt gilt nur noch bis {date_format(bis, 'j. F Y')}."
        return [checks.Warning(text, hint=ABHILFE, id="sicherheit.W003")]
    if bis - heute > HOECHSTENS:
        text = f"security.txt soll bis {date_format(bis, 'j. F Y')} gelten, das ist zu lange."
        return [checks.Warning(text, hint=ABHILFE, id="sicherheit.W004")]
    return []
