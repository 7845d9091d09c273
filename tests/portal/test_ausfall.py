"""What people read while the database is away, or when something went wrong."""

import errno
import logging
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path
from typing import Any, NoReturn

import pytest
from django.db import InternalError, OperationalError, connection
from django.test import Client
from psycopg import errors
from pytest_django import Settings

from tests import fabriken as f
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


@pytest.mark.parametrize(
    ("fehler", "status"),
    [
        (lambda: _von(OperationalError, errors.DiskFull), 503),
        (lambda: _von(OperationalError, errors.QueryCanceled), 503),
        (lambda: _von(OperationalError, errors.LockNotAvailable), 503),
        (lambda: _von(InternalError, errors.ReadOnlySqlTransaction), 503),
        (lambda: _von(InternalError, errors.IdleInTransactionSessionTimeout), 503),
        (lambda: _von(InternalError, errors.InFailedSqlTransaction), 500),
        (lambda: OSError(errno.ENOSPC, "No space left on device"), 503),
        (lambda: OSError(errno.EROFS, "Read-only file system"), 503),
        (lambda: OSError(errno.EACCES, "Permission denied"), 500),
    ],
)
def test_what_passes_is_told_from_what_is_wrong(
    fehler: Callable[[], Exception], status: int
) -> None:
    def werfen(*_: Any) -> NoReturn:
        raise fehler()

    with connection.execute_wrapper(werfen):
        assert Client(raise_request_exception=False).get("/").status_code == status


def _von(art: type[Exception], ursache: type[Exception]) -> Exception:
    """Give an error as Django makes it of psycopg's."""
    fehler = art("x")
    fehler.__cause__ = ursache("x")
    return fehler


def test_the_page_names_the_telephone_that_the_portal_knew_last() -> None:
    person = f.ansprechperson(telefon="02324 204-0")
    Client().get("/")
    with connection.execute_wrapper(fort):
        antwort = Client(raise_request_exception=False).get("/")
    assert "Ist es dringend? Rufen Sie an: Telefon 02324 204-0" in Seite(antwort.text).texte("p")
    assert 'href="tel:+4923242040"' in antwort.text

    person.telefon = ""
    person.save()
    Client().get("/")
    with connection.execute_wrapper(fort):
        antwort = Client(raise_request_exception=False).get("/")
    assert "tel:" not in antwort.text


def test_a_number_that_cannot_be_noted_keeps_nobody_from_reading(
    settings: Settings, tmp_path: Path
) -> None:
    (tmp_path / "datei").touch()
    settings.PORTAL_RUFNUMMER = tmp_path / "datei/rufnummer"
    f.ansprechperson(telefon="02324 204-0")
    assert Client().get("/").status_code == 200
