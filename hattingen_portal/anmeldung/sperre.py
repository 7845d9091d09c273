"""The lock against guessing passwords (django-axes): what it counts, and the page it shows.

One name is locked for one line; besides, a line is kept out that was wrong with many names, which
the first lock would not notice (one likely password for each name).
"""

import logging
from collections.abc import Callable
from copy import copy
from datetime import datetime, timedelta
from math import ceil
from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib import admin
from django.db import ProgrammingError, transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.utils import timezone

from hattingen_portal.grundlage.formular.herkunft import anschluss
from hattingen_portal.grundlage.formular.zugriff import Grenze, wartezeit, zu_oft

# Wrong ones of a whole office behind one address; right ones do not count.
JE_ANSCHLUSS = Grenze(30, timedelta(minutes=10), je_anschluss=True)
UNBEKANNT = "192.0.0.8"  # the address that nobody has (RFC 7600, section 4.8)

log = logging.getLogger(__name__)


def adresse(request: HttpRequest) -> str:
    """Give the line that `request` came over as an address; all where none can be told as one.

    Of an IPv6 network it is the first address: one customer has 2^64 of them.
    """
    return anschluss(request).partition("/")[0] or UNBEKANNT


class Sperre(AxesDatabaseHandler):
    """Counts in the database; without its table, nobody is locked and everybody gets in.

    A restore that leaves the table out must not cost the office its portal: passwords and second
    factor still hold. The log says it each time.
    """

    def is_locked(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> bool:
        if _oder_offen(super().is_locked, request, credentials):
            return True
        return _oder_offen(_anschluss_gesperrt, request) is not None

    def user_login_failed(
        self,
        sender: Any,
        credentials: dict[str, Any],
        request: HttpRequest | None = None,
        **kwargs: Any,
    ) -> None:
        if request is None:
            return
        _oder_offen(zu_oft, "anmeldung", anschluss(request), (JE_ANSCHLUSS,))
        leer = _ohne_eingaben(request)
        _oder_offen(super().user_login_failed, sender, credentials, leer, **kwargs)
        ergebnis = {name: wert for name, wert in vars(leer).items() if name.startswith("axes_")}
        vars(request).update(ergebnis)  # axes and its middleware read there who is locked

    def user_logged_in(self, sender: Any, request: HttpRequest, user: Any, **kwargs: Any) -> None:
        _oder_offen(super().user_logged_in, sender, request, user, **kwargs)

    def user_logged_out(self, sender: Any, request: HttpRequest, user: Any, **kwargs: Any) -> None:
        _oder_offen(super().user_logged_out, sender, request, user, **kwargs)


def _ohne_eingaben(request: HttpRequest) -> HttpRequest:
    """Give a copy of `request` without what was sent: axes stores that, passwords and codes too."""
    leer = copy(request)
    leer.GET = leer.POST = QueryDict()
    return leer


def _oder_offen(schritt: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    try:
        with transaction.atomic():
            return schritt(*args, **kwargs)
    except ProgrammingError as fehler:
        log.error("Die Anmeldung läuft ohne Sperre: %s", type(fehler).__name__)  # noqa: TRY400 - names no row
        return None


def gesperrt(
    request: HttpRequest, _antwort: HttpResponse, credentials: dict[str, Any] | None
) -> HttpResponse:
    """Say that this name or this line is locked, and until when (429: RFC 6585 section 4).

    The page is the same for names that nobody has.
    """
    jetzt = timezone.now()
    ganzer_anschluss = _anschluss_gesperrt(request)
    frei_ab = (
        _frei_ab((credentials or {}).get("username"), adresse(request))
        if ganzer_anschluss is None
        else jetzt + ganzer_anschluss
    )
    sekunden = max(1, ceil((frei_ab - jetzt).total_seconds()))
    kontext = admin.site.each_context(request) | {
        "title": "Zu viele Versuche",
        "frei_ab": frei_ab,
        "minuten": ceil(sekunden / 60),
        "ganzer_anschluss": ganzer_anschluss is not None,
    }
    antwort = TemplateResponse(request, "admin/anmeldung/gesperrt.html", kontext, status=429)
    antwort["Retry-After"] = str(sekunden)
    antwort["Cache-Control"] = "no-store"
    return antwort.render()


def _anschluss_gesperrt(request: HttpRequest) -> timedelta | None:
    """Give how long the line of `request` is still kept out, None where it is not."""
    return wartezeit("anmeldung", anschluss(request), JE_ANSCHLUSS)


def _frei_ab(name: str | None, ip: str) -> datetime:
    """Give when the last failure that counts for `name` from `ip` is old enough."""
    versuche = AccessAttempt.objects.filter(username=name, ip_address=ip)
    letzter = versuche.order_by("-attempt_time").values_list("attempt_time", flat=True).first()
    ende: datetime = (letzter or timezone.now()) + settings.AXES_COOLOFF_TIME
    return ende
