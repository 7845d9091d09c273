"""What people read while the database is away, or when something went wrong."""

from typing import Any, NoReturn

import pytest
from django.db import OperationalError, connection
from django.test import Client

from tests.seite import Seite

pytestmark = pytest.mark.django_db


def fort(*_: Any) -> NoReturn:
    raise OperationalError("server closed the connection unexpectedly")


@pytest.mark.parametrize(
    "adresse", ["/", "/termine/", "/termine/welper/", "/gibt-es-nicht/", "/impressum/"]
)
def test_a_lost_database_gets_a_page_of_its_own(adresse: str) -> None:
    with connection.execute_wrapper(fort):
        antwort = Client(raise_request_exception=False).get(adresse)

    assert (antwort.status_code, antwort["Retry-After"]) == (503, "120")
    assert Seite(antwort.text).texte("h1") == ["Gleich wieder da"]


def test_any_other_error_says_that_something_went_wrong() -> None:
    def kaputt(*_: Any) -> NoReturn:
        raise RuntimeError

    with connection.execute_wrapper(kaputt):
        antwort = Client(raise_request_exception=False).get("/")

    assert antwort.status_code == 500
    assert Seite(antwort.text).texte("h1") == ["Das hat nicht geklappt"]
