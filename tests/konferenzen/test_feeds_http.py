"""The feeds over HTTP: addresses that stay, and what clients and caches are told."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any, NoReturn

import pytest
import time_machine
from django.contrib.auth.models import User
from django.db import OperationalError, connection
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from konferenzen.models import Art, Konferenz, Status
from tests import fabriken as f
from tests.konferenzen.abruf import (
    ALLE,
    MONTAG,
    TAG,
    WELPER,
    aendern,
    fakten,
    holen,
    titel,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def uhr() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(f.JETZT, tick=False) as reise:
        yield reise


# --- Addresses ---------------------------------------------------------------------------------


def test_former_addresses_keep_serving_without_a_redirect() -> None:
    welper = f.stadtteil("Welper")
    konferenz = f.konferenz(stadtteil=welper, beginn=MONTAG)
    alt = (WELPER, f"/termine/{konferenz.slug}/termin.ics")
    vorher = fakten(WELPER)
    welper.slug = "welper-ruhr"
    welper.save()
    aendern(Konferenz.objects.get(), slug="neu")
    f.stadtteil("Andere")

    for adresse, neue in zip(
        alt, ("/kalender/stadtteil/welper-ruhr.ics", "/termine/neu/termin.ics"), strict=True
    ):
        antwort, von_neuer = holen(adresse), holen(neue)
        assert (antwort.status_code, antwort.content) == (200, von_neuer.content)
    assert fakten(WELPER) == vorher


def test_the_present_owner_of_an_address_goes_before_a_former_one() -> None:
    frueher = f.stadtteil("Alt", slug="alt", fruehere_slugs=["welper"])
    welper = f.stadtteil("Welper", slug="welper")
    f.konferenz(stadtteil=frueher, beginn=MONTAG)
    f.konferenz(stadtteil=welper, beginn=MONTAG)

    assert titel(WELPER) == ["Welper: Stadtteilkonferenz"]


@pytest.mark.parametrize(
    "adresse",
    [
        "/kalender/stadtteil/unbekannt.ics",
        "/kalender/art/unbekannt.ics",
        "/termine/unbekannt/termin.ics",
    ],
)
def test_unknown_addresses_are_not_found(adresse: str) -> None:
    f.konferenz(beginn=MONTAG)

    antwort = holen(adresse)

    assert (antwort.status_code, antwort.has_header("ETag")) == (404, False)


# --- HTTP --------------------------------------------------------------------------------------


@pytest.fixture
def vier_adressen() -> list[str]:
    konferenz = f.konferenz(stadtteil=f.stadtteil("Welper"), beginn=MONTAG)
    return [
        *(ALLE, WELPER, "/kalender/art/stadtteilkonferenz.ics"),
        f"/termine/{konferenz.slug}/termin.ics",
    ]


def test_get_and_head_for_anybody_with_any_accept(vier_adressen: list[str]) -> None:
    for adresse in vier_adressen:
        antwort = holen(adresse, accept="image/png")
        kopf = Client().head(adresse)
        assert antwort.headers == kopf.headers
        assert (antwort.status_code, kopf.status_code, kopf.content) == (200, 200, b"")
        assert antwort["Cache-Control"] == "public, no-cache"
        assert antwort["Content-Length"] == str(len(antwort.content))
        assert not antwort.cookies
        assert not antwort.has_header("Vary")
        for verb in ("post", "put", "delete", "options"):
            abgelehnt = getattr(Client(), verb)(adresse)
            assert (abgelehnt.status_code, abgelehnt["Allow"]) == (405, "GET, HEAD")


def test_somebody_logged_in_gets_the_same(vier_adressen: list[str]) -> None:
    client = Client()
    client.force_login(User.objects.create_superuser("redaktion"))

    for adresse in vier_adressen:
        antwort = client.get(adresse)
        assert (antwort.content, antwort.headers) == (
            holen(adresse).content,
            holen(adresse).headers,
        )


def test_plain_http_is_served_where_the_portal_is_https(
    vier_adressen: list[str], settings: Settings
) -> None:
    settings.SECURE_SSL_REDIRECT = True

    assert [holen(adresse).status_code for adresse in vier_adressen] == [200] * 4


def test_two_fetches_are_the_same_bytes_however_late(
    vier_adressen: list[str], uhr: time_machine.Traveller
) -> None:
    vorher = [(holen(a).content, holen(a)["ETag"]) for a in vier_adressen]

    uhr.shift(10 * TAG + timedelta(hours=7, seconds=13))

    assert [(holen(a).content, holen(a)["ETag"]) for a in vier_adressen] == vorher


def test_who_has_the_calendar_already_gets_304(vier_adressen: list[str]) -> None:
    for adresse in vier_adressen:
        antwort = holen(adresse)
        assert antwort["ETag"][0] == antwort["ETag"][-1] == '"'
        for bedingung in (
            {"if-none-match": antwort["ETag"]},
            {"if-none-match": f'"x", W/{antwort["ETag"]}'},
            {"if-modified-since": antwort["Last-Modified"]},
        ):
            gleich = holen(adresse, **bedingung)
            assert (gleich.status_code, gleich.content) == (304, b"")
            for name in ("ETag", "Cache-Control", "Last-Modified"):
                assert gleich[name] == antwort[name]


def test_the_etag_wins_over_the_date(vier_adressen: list[str]) -> None:
    antwort = holen()
    neu = {"if-none-match": '"alt"', "if-modified-since": antwort["Last-Modified"]}
    gleich = {
        "if-none-match": antwort["ETag"],
        "if-modified-since": "Thu, 01 Jan 2015 00:00:00 GMT",
    }

    assert (holen(**neu).status_code, holen(**gleich).status_code) == (200, 304)


def test_last_modified_is_the_newest_change(uhr: time_machine.Traveller) -> None:
    assert holen()["Last-Modified"] == "Tue, 13 Jan 2026 23:00:00 GMT"  # midnight of today

    f.konferenz(beginn=MONTAG, jetzt=f.JETZT)
    f.konferenz(beginn=MONTAG, jetzt=f.JETZT, veroeffentlichen_ab=f.JETZT + TAG)

    assert holen()["Last-Modified"] == "Wed, 14 Jan 2026 09:00:00 GMT"


def geht_fort(konferenz: Konferenz, uhr: time_machine.Traveller) -> None:
    uhr.move_to(f.berlin(2027, 1, 27, 0, 1))


def wird_zurueckgezogen(konferenz: Konferenz, uhr: time_machine.Traveller) -> None:
    uhr.shift(timedelta(seconds=1))
    aendern(konferenz, status=Status.ZURUECKGEZOGEN)


def zieht_um(konferenz: Konferenz, uhr: time_machine.Traveller) -> None:
    uhr.shift(timedelta(seconds=1))
    aendern(konferenz, stadtteil=f.stadtteil("Anderer"))


def wird_bekannt(konferenz: Konferenz, uhr: time_machine.Traveller) -> None:
    f.konferenz(
        art=Art.SPRECHSTUNDE,
        titel="Rat",
        stadtteil=konferenz.stadtteil,
        beginn=MONTAG,
        veroeffentlichen_ab=f.JETZT + timedelta(hours=1),
    )
    uhr.shift(timedelta(hours=1))


@pytest.mark.parametrize("ereignis", [geht_fort, wird_zurueckgezogen, zieht_um, wird_bekannt])
def test_no_change_of_the_content_is_hidden_behind_a_date(
    ereignis: Any, uhr: time_machine.Traveller
) -> None:
    konferenz = f.konferenz(stadtteil=f.stadtteil("Welper"), beginn=MONTAG)
    vorher = holen(WELPER)

    ereignis(konferenz, uhr)

    nachher = holen(WELPER, **{"if-modified-since": vorher["Last-Modified"]})
    assert nachher.status_code == 200
    assert nachher.content != vorher.content
    assert nachher["ETag"] != vorher["ETag"]


@pytest.mark.parametrize(
    ("adresse", "abfragen"), [(ALLE, 3), (WELPER, 4), ("/kalender/art/stadtteilkonferenz.ics", 3)]
)
def test_thirty_dates_need_no_more_queries_than_one(
    adresse: str, abfragen: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    welper = f.stadtteil("Welper")

    def eine_mehr(nummer: int) -> None:
        runde = f.runde(f"Runde {nummer}")
        f.konferenz(
            stadtteil=welper, runde=runde, beginn=MONTAG + nummer * TAG, ort=f.ort(str(nummer))
        )
        f.konferenz(stadtteil=welper, runde=f.runde(f"Offene {nummer}"))

    eine_mehr(0)
    with django_assert_num_queries(abfragen):
        assert holen(adresse).content.count(b"BEGIN:VEVENT") == 1
    for nummer in range(1, 30):
        eine_mehr(nummer)
    with django_assert_num_queries(abfragen):
        assert holen(adresse).content.count(b"BEGIN:VEVENT") == 30


def test_a_lost_database_is_no_empty_calendar() -> None:
    f.konferenz(beginn=MONTAG)

    def fort(*_: Any) -> NoReturn:
        raise OperationalError("server closed the connection unexpectedly")

    with connection.execute_wrapper(fort):
        antwort = holen()

    assert (antwort.status_code, antwort["Retry-After"]) == (503, "120")
    assert not antwort.has_header("ETag")
