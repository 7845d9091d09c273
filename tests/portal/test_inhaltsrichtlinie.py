"""The policy that most answers share, next to django-csp's own for each."""

from collections.abc import Callable
from typing import Any

import pytest
from csp.constants import HEADER, NONCE, SELF
from csp.decorators import csp_exempt, csp_replace, csp_update
from csp.exceptions import CSPNonceError
from csp.middleware import CSPMiddleware
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.test import RequestFactory
from pytest_django import Settings

from hattingen_portal.inhaltsrichtlinie import Inhaltsrichtlinie

Ansicht = Callable[[HttpRequest], HttpResponseBase]


def schlicht(_request: HttpRequest) -> HttpResponse:
    return HttpResponse()


def mit_eigenem(_request: HttpRequest) -> HttpResponse:
    return HttpResponse(headers={HEADER: "default-src 'none'"})


@csp_update({"script-src": [SELF, NONCE]})
def mit_nonce(request: HttpRequest) -> HttpResponse:
    request._csp_nonce = "immer-dasselbe"  # type: ignore[attr-defined]  # django-csp's own
    return HttpResponse()


ANSICHTEN: list[Ansicht] = [
    schlicht,
    mit_eigenem,
    mit_nonce,
    csp_replace({"frame-ancestors": ["https://www.hattingen.de"]})(schlicht),
    csp_exempt()(schlicht),
]


def regeln(middleware: type[CSPMiddleware], ansicht: Ansicht) -> set[str]:
    antwort = middleware(ansicht)(RequestFactory().get("/"))
    return set(filter(None, antwort.headers.get(HEADER, "").split("; ")))


@pytest.mark.parametrize("nummer", range(len(ANSICHTEN)))
@pytest.mark.parametrize("entwicklung", [False, True])
def test_it_says_what_django_csp_says(settings: Settings, nummer: int, entwicklung: bool) -> None:
    settings.DEBUG = entwicklung
    ansicht = ANSICHTEN[nummer]
    assert regeln(Inhaltsrichtlinie, ansicht) == regeln(CSPMiddleware, ansicht)


def zum_ausprobieren(settings: Settings) -> None:
    settings.CONTENT_SECURITY_POLICY_REPORT_ONLY = {"DIRECTIVES": {"default-src": ["'none'"]}}


def ausgenommen(settings: Settings) -> None:
    davor = settings.CONTENT_SECURITY_POLICY
    settings.CONTENT_SECURITY_POLICY = davor | {"EXCLUDE_URL_PREFIXES": ["/"]}


@pytest.mark.parametrize("einstellen", [zum_ausprobieren, ausgenommen])
def test_whatever_else_the_settings_ask_of_it(
    settings: Settings, einstellen: Callable[[Settings], None]
) -> None:
    davor = CSPMiddleware(schlicht)(RequestFactory().get("/")).headers
    einstellen(settings)
    koepfe = [
        m(schlicht)(RequestFactory().get("/")).headers for m in (Inhaltsrichtlinie, CSPMiddleware)
    ]
    namen = [set(k) for k in koepfe]
    assert namen[0] == namen[1] != set(davor)


def test_a_nonce_that_comes_too_late_is_refused() -> None:
    anfrage: Any = RequestFactory().get("/")
    Inhaltsrichtlinie(schlicht)(anfrage)
    with pytest.raises(CSPNonceError):
        str(anfrage.csp_nonce)


def test_the_views_here_differ() -> None:
    assert len({frozenset(regeln(CSPMiddleware, ansicht)) for ansicht in ANSICHTEN}) == 5


def test_it_is_printed_once(settings: Settings) -> None:
    middleware = Inhaltsrichtlinie(schlicht)
    vorher = middleware(RequestFactory().get("/"))[HEADER]
    settings.CONTENT_SECURITY_POLICY = {"DIRECTIVES": {"default-src": ["'none'"]}}
    assert middleware(RequestFactory().get("/"))[HEADER] == vorher


def test_a_page_that_only_developers_see_is_left_alone(settings: Settings) -> None:
    settings.DEBUG = True
    fehler = Inhaltsrichtlinie(lambda _request: HttpResponse(status=500))
    assert HEADER not in fehler(RequestFactory().get("/"))
