"""The lines of the log for a machine: whole lines, and nobody in them."""

import json
import logging
from collections.abc import Iterator
from io import StringIO
from typing import Any, NoReturn

import psycopg
import pytest
from django.db import OperationalError, connection
from django.http import HttpRequest
from django.test import Client
from django.urls import path
from pytest_django import Settings

from hattingen_portal.jsonprotokoll import JsonZeile, gesaeubert
from hattingen_portal.urls import urlpatterns as alle

NAME = "Mechthild Mustermann"
MAIL = "mechthild@example.org"


def gescheitert(request: HttpRequest, wer: str) -> NoReturn:
    raise ValueError(f"{NAME} <{MAIL}> aus 192.0.2.7: {wer}")


handler400 = "hattingen_portal.ausfall.unlesbar"
handler500 = "hattingen_portal.ausfall.fehler"
urlpatterns = [path("gescheitert/<str:wer>/", gescheitert), *alle]


class Protokoll:
    """What was logged, through the formatter of a city's server."""

    def __init__(self) -> None:
        self.strom = StringIO()
        self.konsole = logging.StreamHandler(self.strom)
        self.konsole.setFormatter(JsonZeile())

    @property
    def text(self) -> str:
        return self.strom.getvalue()

    @property
    def zeilen(self) -> list[dict[str, Any]]:
        return [json.loads(zeile) for zeile in self.text.splitlines()]


@pytest.fixture
def protokoll() -> Iterator[Protokoll]:
    protokoll = Protokoll()
    for name in ("", "django"):
        logging.getLogger(name).addHandler(protokoll.konsole)
    yield protokoll
    for name in ("", "django"):
        logging.getLogger(name).removeHandler(protokoll.konsole)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("adresse", "seite"),
    [
        (f"/gibt-es-nicht/{MAIL}?q={NAME}", "(keine Seite)"),
        ("/akteure/mechthild-mustermann/", "/akteure/<slug:slug>/"),
        ("/vorschau/geheime-marke/", "/vorschau/<str:marke>/"),
        ("/gibt\nes{'zeit': 'nicht'}\u2028/", "(keine Seite)"),
    ],
)
def test_of_an_address_only_the_pattern_of_its_page_is_kept(
    protokoll: Protokoll, adresse: str, seite: str
) -> None:
    assert Client().get(adresse).status_code == 404

    (zeile,) = protokoll.zeilen
    assert zeile["meldung"] == f"Not Found: {seite}"
    assert (zeile["stufe"], zeile["quelle"]) == ("WARNING", "django.request")
    assert zeile.keys() == {"zeit", "stufe", "quelle", "meldung"}


@pytest.mark.django_db
def test_of_an_error_its_kind_and_place_are_kept_and_no_value(
    protokoll: Protokoll, settings: Settings
) -> None:
    settings.ROOT_URLCONF = __name__
    leserin = Client(raise_request_exception=False)
    antwort = leserin.get("/gescheitert/mustermann/", {"q": NAME}, REMOTE_ADDR="192.0.2.7")

    assert antwort.status_code == 500
    (zeile,) = protokoll.zeilen
    assert zeile["meldung"] == "Internal Server Error: /gescheitert/<str:wer>/"
    assert zeile["fehler"] == "ValueError"
    assert zeile["spur"][-1].startswith(__file__)
    assert zeile["spur"][-1].endswith(" gescheitert")
    for verboten in (NAME, "ustermann", MAIL, "192.0.2.7"):
        assert verboten not in protokoll.text


@pytest.mark.django_db
def test_an_outage_names_no_address_either(protokoll: Protokoll) -> None:
    def fort(*_: Any) -> NoReturn:
        raise OperationalError("server closed the connection unexpectedly")

    with connection.execute_wrapper(fort):
        assert Client().get("/akteure/mechthild-mustermann/").status_code == 503
    assert "Vorübergehender Ausfall bei /akteure/<slug:slug>/" in protokoll.zeilen[0]["meldung"]
    assert "ustermann" not in protokoll.text


@pytest.mark.django_db
def test_a_lost_database_says_why(protokoll: Protokoll) -> None:
    def fort(*_: Any) -> NoReturn:
        raise OperationalError(f"connection refused\nDETAIL: {NAME}")

    with connection.execute_wrapper(fort):
        Client().get("/termine/")

    assert protokoll.zeilen[0]["meldung"] == (
        "Vorübergehender Ausfall bei /termine/: OperationalError: connection refused"
    )
    assert NAME not in protokoll.text


@pytest.mark.parametrize(
    ("meldung", "werte", "erwartet"),
    [
        ("Zeile eins\nZeile zwei\r\x85\u2028", (), "Zeile eins\nZeile zwei\r\x85\u2028"),
        ("Invalid request from ip=192.0.2.7: /mustermann", (), "Unlesbare Anfrage"),
        (
            "Error handling request %s",
            ("/suche/?q=Mustermann",),
            "Error handling request /suche/?…",
        ),
        ("%s", (ValueError(NAME),), "ValueError"),
        (ValueError(NAME), (), "ValueError"),
        ("%s", (psycopg.errors.UniqueViolation(NAME),), "UniqueViolation"),
        ("%s", (FileNotFoundError(2, "No such file", NAME),), "FileNotFoundError: No such file"),
        ("Job %(id)s", ({"id": 7},), "Job 7"),
        ("100 %", (), "100 %"),
    ],
)
def test_each_entry_is_one_line_without_values(
    protokoll: Protokoll, meldung: Any, werte: tuple[Any, ...], erwartet: str
) -> None:
    logging.getLogger("gunicorn.error").warning(meldung, *werte)

    assert [zeile["meldung"] for zeile in protokoll.zeilen] == [erwartet]


@pytest.mark.parametrize(
    ("text", "erwartet"),
    [
        ("an mechthild@example.org, nicht", "an [E-Mail], nicht"),
        ("mechthild%40example.org", "[E-Mail]"),
        ("von 192.0.2.7:4711", "von [Adresse]:4711"),
        ("von 2001:db8::7: nein", "von [Adresse]: nein"),
        ("ip=::1", "ip=[Adresse]"),
        ("/suche/?q=Mustermann HTTP", "/suche/?… HTTP"),
        ("Was nun? Um 12:30:45 Uhr.", "Was nun? Um 12:30:45 Uhr."),
        ("gunicorn 27.0.1", "gunicorn 27.0.1"),
    ],
)
def test_addresses_and_queries_are_taken_out(text: str, erwartet: str) -> None:
    assert gesaeubert(text) == erwartet
