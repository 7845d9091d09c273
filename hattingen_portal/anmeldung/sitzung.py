"""How long a login lasts: until nothing was done for a while, at most a working day."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone

ARBEITSTAG = timedelta(hours=10)
# So often at most a click is noted: not every one of them has to write to the database.
TAKT = timedelta(minutes=1)
SEIT, ZULETZT = "angemeldet_seit", "zuletzt_benutzt"


def beginnen(request: HttpRequest, **_: Any) -> None:
    """Note that a login begins: receives Django's signal, which every way of logging in sends."""
    request.session[SEIT] = request.session[ZULETZT] = _jetzt()


class SitzungMiddleware:
    """Lets a session of the admin go on with each request, or end after ARBEITSTAG.

    Only there: a public page that somebody reads beside it must not set a cookie, for its answer
    may be kept by a shared cache.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(reverse("admin:index")) and request.user.is_authenticated:
            if uebrig(request) <= timedelta():
                logout(request)
            elif _jetzt() - request.session.get(ZULETZT, 0) >= TAKT.total_seconds():
                request.session[ZULETZT] = _jetzt()
        return self.get_response(request)


def uebrig(request: HttpRequest) -> timedelta:
    """Give how long the session of `request` lasts if nothing more is done from now on."""
    seit = timedelta(seconds=_jetzt() - request.session.get(SEIT, 0))
    return min(settings.PORTAL_SITZUNG, ARBEITSTAG - seit)


def verlaengern(request: HttpRequest) -> JsonResponse:
    """Tell the script of an open page how many seconds are left; by asking it has renewed them."""
    return JsonResponse({"sekunden": int(uebrig(request).total_seconds())})


def _jetzt() -> int:
    return int(timezone.now().timestamp())
