"""The middleware of the login, which an answer that is for everybody passes by.

Nobody who asks for such an answer can be logged in: it was asked for without the cookie of a
session (stand/speicher.py). django-axes looks at answers to logins alone, and stays as it is.
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
    """Hands a request for what is the same for everybody straight on."""

    get_response: Any

    def __call__(self, request: HttpRequest) -> Any:
        if getattr(request, "fuer_alle", False):
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


class Geschichte(NurMitAnmeldung):
    """Whose change it is."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self._mit_anmeldung = HistoryRequestMiddleware(get_response)

    def __call__(self, request: HttpRequest) -> Any:
        if getattr(request, "fuer_alle", False):
            return self.get_response(request)
        return self._mit_anmeldung(request)
