"""What people read while the database is away, or when something went wrong."""

import logging
from collections.abc import Iterator
from io import StringIO
from typing import Any, NoReturn

import pytest
from django.db import OperationalError, connection
from django.test import Client

from tests.rollen import wer_darf
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


def test_a_database_lost_while_a_refusal_is_printed_gets_it_too() -> None:
    def fort_im_fuss(ausfuehren: Any, sql: str, *rest: Any) -> Any:
        return fort() if "quartiere_ansprechperson" in sql else ausfuehren(sql, *rest)

    leserin = wer_darf()
    leserin.raise_request_exception = False
    assert leserin.get("/admin/akteure/akteur/add/").status_code == 403
    with connection.execute_wrapper(fort_im_fuss):
        antwort = leserin.get("/admin/akteure/akteur/add/")

    assert (antwort.status_code, antwort["Retry-After"]) == (503, "120")


@pytest.mark.parametrize("adresse", ["/kontakt/", "/barriere-melden/"])
def test_who_was_writing_learns_that_nothing_is_sent_and_where_the_text_is(adresse: str) -> None:
    with connection.execute_wrapper(fort):
        antwort = Client(raise_request_exception=False).post(adresse, {"text": "Hallo"})

    assert (antwort.status_code, antwort["Retry-After"]) == (503, "120")
    assert Seite(antwort.text).texte("p")[0] == (
        "Ihre Angaben sind nicht gesendet. Das Portal ist gerade nicht erreichbar. Gehen Sie bitte "
        "im Browser zurück: Dort steht noch, was Sie geschrieben haben. Senden Sie es in ein paar "
        "Minuten noch einmal ab."
    )


@pytest.fixture
def konsole() -> Iterator[StringIO]:
    """What the operator reads."""
    handler = next(h for h in logging.getLogger("django").handlers if h.name == "konsole")
    assert isinstance(handler, logging.StreamHandler)
    konsole = StringIO()
    vorher = handler.setStream(konsole)
    yield konsole
    handler.setStream(vorher)


@pytest.mark.parametrize(
    ("art", "inhalt", "ueberschrift"),
    [
        ("charset=utf-7", "text=Hallo", "Diese Anfrage ist nicht lesbar"),
        ("charset=utf-8", "text=" + "a" * 10_000_000, "Der Text ist zu lang"),
    ],
)
def test_what_cannot_be_read_gets_its_page_and_a_line_in_the_log(
    konsole: StringIO, art: str, inhalt: str, ueberschrift: str
) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.get("/kontakt/")
    antwort = browser.generic(
        "POST", "/kontakt/", inhalt, content_type=f"application/x-www-form-urlencoded; {art}"
    )

    assert antwort.status_code == 400
    assert Seite(antwort.text).texte("h1") == [ueberschrift]
    assert len(konsole.getvalue().splitlines()) == 1


def test_any_other_error_says_that_something_went_wrong() -> None:
    def kaputt(*_: Any) -> NoReturn:
        raise RuntimeError

    with connection.execute_wrapper(kaputt):
        antwort = Client(raise_request_exception=False).get("/")

    assert antwort.status_code == 500
    assert Seite(antwort.text).texte("h1") == ["Das hat nicht geklappt"]
