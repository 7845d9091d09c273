"""The log: one line for each event, whatever a request holds."""

import logging
from io import StringIO

import pytest
from django.db import connection
from django.test import Client

from hattingen_portal.protokoll import EineZeile
from tests.portal.test_ausfall import fort, konsole

__all__ = ["konsole"]
pytestmark = pytest.mark.django_db
FALSCHE = "2026-01-01 09:00:00,000 ERROR portal: erfunden"
# Ends a line somewhere, or moves the cursor of a terminal.
TRENNER = ["\n", "\r\n", "\r", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029", "\x1b[2K"]


@pytest.mark.parametrize("trenner", TRENNER)
def test_no_path_begins_a_line(konsole: StringIO, trenner: str) -> None:
    boeses = f"{trenner}{FALSCHE}".encode().decode("latin-1")  # as WSGI hands on what was sent
    client = Client(raise_request_exception=False)
    client.get("/", PATH_INFO=f"/gibt-es-nicht{boeses}")
    client.get("/", HTTP_HOST=f"boese.example{boeses}")
    with connection.execute_wrapper(fort):
        client.get("/", PATH_INFO=f"/medien/bilder/{'0' * 32}-480.png{boeses}")
        client.get("/", PATH_INFO=f"/vorschau/{boeses}/")
    zeilen = konsole.getvalue().splitlines()
    assert zeilen
    assert not [zeile for zeile in zeilen if zeile.startswith(("2026-01-01", "\x1b"))]
    assert all(zeile.isprintable() for zeile in zeilen)


def test_what_an_error_says_begins_no_event_of_its_own() -> None:
    form = EineZeile("{levelname} {message}", style="{")
    fehler = ValueError(f"x\n{FALSCHE}")
    spur = (ValueError, fehler, fehler.__traceback__)
    eintrag = logging.LogRecord("portal", logging.ERROR, "", 1, "a\nb %s", ("c\x1b",), spur)
    erste, *weitere = form.format(eintrag).split("\n")
    assert erste == r"ERROR a\nb c\x1b"
    assert weitere
    assert all(zeile.startswith("    ") for zeile in weitere)
