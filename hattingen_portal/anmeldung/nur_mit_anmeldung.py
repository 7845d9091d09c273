"""The middleware of the login, which public pages pass by that come without a session's cookie.

Nobody who asks for one so can be logged in (`fuer_alle` in stand/speicher.py), whether it is kept
or, as a page with a form, made for each. django-axes looks at logins alone, and stays as it is.
"""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django_otp.middleware import OTPMiddleware
from simple_history.middleware import HistoryRequestMiddleware

from hattingen_portal.anmeldung.sitzung import SitzungMiddleware


class NurMitAnmeldung:
    """Hands a request of nobody in particular straight on."""

    get_response: Any

    def __call__(self, request: HttpRequest) -> Any:
        if _von_niemandem(request):
            return self.get_response(request)
        return super().__call__(request)  # type: ignore[misc]  # of the middleware beside it


class Sitzung(NurMitAnmeldung, SessionMiddleware):
    """Who has a session."""


class Konto(NurMitAnmeldung, AuthenticationMiddleware):
    """Whose session it is."""


class ZweiterFaktor(NurMitAnmeldung, OTPMiddleware):
    """Whether they have shown their second factor."""


class Hinweise(NurMitAnmeldung, MessageMiddleware):
    """What the admin has to say about the last click."""


class Sitzungsdauer(NurMitAnmeldung, SitzungMiddleware):
    """How long the session lasts."""


class Geschichte:
    """Whose change it is; as a class, for that of django-simple-history is a function."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self._mit_anmeldung = HistoryRequestMiddleware(get_response)

    def __call__(self, request: HttpRequest) -> Any:
        return (self.get_response if _von_niemandem(request) else self._mit_anmeldung)(request)


def _von_niemandem(request: HttpRequest) -> bool:
    return getattr(request, "fuer_alle", False)
