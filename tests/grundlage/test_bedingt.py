"""Conditional answers: the bytes once, 304 to whoever has them."""

from datetime import UTC, datetime

import pytest
from django.http import HttpResponseBase
from django.test import RequestFactory

from hattingen_portal.grundlage.bedingt import bedingte_antwort

ZULETZT = datetime(2026, 1, 14, 9, 0, 0, 900_000, tzinfo=UTC)
DATUM = "Wed, 14 Jan 2026 09:00:00 GMT"
ETAG = '"5488613c42b0d34d60f7aa9e94be317a"'  # sha256 of b"abc "


def antwort(inhalt: bytes = b"abc ", **kopfzeilen: str) -> HttpResponseBase:
    return bedingte_antwort(
        RequestFactory().get("/", headers=kopfzeilen),
        inhalt,
        content_type="text/plain; charset=utf-8",
        zuletzt=ZULETZT,
        dateiname="buchstaben.txt",
    )


def test_the_whole_answer() -> None:
    ganz = antwort()

    assert (ganz.status_code, b"".join(ganz)) == (200, b"abc ")
    assert dict(ganz.items()) == {
        "Access-Control-Allow-Origin": "*",
        "Cache-Control": "public, no-cache",
        "Content-Disposition": 'inline; filename="buchstaben.txt"',
        "Content-Type": "text/plain; charset=utf-8",
        "ETag": ETAG,
        "Last-Modified": DATUM,
    }


@pytest.mark.parametrize(
    "bedingung",
    [
        {"if-none-match": ETAG},
        {"if-none-match": f'"x", W/{ETAG}'},
        {"if-none-match": "*"},
        {"if-modified-since": DATUM},
        {"if-modified-since": "Thu, 15 Jan 2026 09:00:00 GMT"},
        {"if-none-match": ETAG, "if-modified-since": "Thu, 01 Jan 2015 00:00:00 GMT"},
    ],
)
def test_who_has_it_gets_304(bedingung: dict[str, str]) -> None:
    gleich = antwort(**bedingung)

    assert (gleich.status_code, b"".join(gleich)) == (304, b"")
    assert dict(gleich.items()) == {
        "Access-Control-Allow-Origin": "*",
        "Cache-Control": "public, no-cache",
        "ETag": ETAG,
        "Last-Modified": DATUM,
    }


@pytest.mark.parametrize(
    "bedingung",
    [
        {"if-none-match": '"alt"'},
        {"if-none-match": '"alt"', "if-modified-since": DATUM},
        {"if-none-match": "ohne Anführung"},
        {"if-modified-since": "Wed, 14 Jan 2026 08:59:59 GMT"},
        {"if-modified-since": "gestern"},
    ],
)
def test_who_has_something_else_gets_all(bedingung: dict[str, str]) -> None:
    assert (antwort(**bedingung).status_code, b"".join(antwort(**bedingung))) == (200, b"abc ")


def test_other_bytes_have_another_etag() -> None:
    assert antwort(b"abd ")["ETag"] != ETAG
