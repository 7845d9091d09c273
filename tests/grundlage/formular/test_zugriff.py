"""The limit on public forms, with the real database and with two connections at once."""

import logging
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
import time_machine
from django.db import connection, transaction
from pytest_django import Settings

from hattingen_portal.grundlage.formular.zugriff import GRENZEN, Grenze, Zugriff, zu_oft

NEUN_UHR_DREI = datetime(2026, 1, 14, 9, 3, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
ANNA, BERT = "192.0.2.7", "198.51.100.1"


@pytest.fixture
def uhr(db: None) -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NEUN_UHR_DREI, tick=False) as uhr:
        yield uhr


def test_the_sixth_time_in_ten_minutes_is_one_too_many(uhr: time_machine.Traveller) -> None:
    assert [zu_oft("kontakt", ANNA) for _ in range(6)] == [None] * 5 + [7 * MINUTE]
    uhr.shift(2 * MINUTE)
    assert zu_oft("kontakt", ANNA) == 5 * MINUTE
    assert zu_oft("kontakt", BERT) is None
    assert zu_oft("barriere", ANNA) is None
    uhr.shift(5 * MINUTE)
    assert zu_oft("kontakt", ANNA) is None


def test_all_together_have_a_limit_that_one_sender_cannot_use_up(
    uhr: time_machine.Traveller,
) -> None:
    grenzen = (Grenze(2, 10 * MINUTE, True), Grenze(3, 60 * MINUTE, False))
    assert [zu_oft("kontakt", ANNA, grenzen) for _ in range(9)] == [None] * 2 + [7 * MINUTE] * 7
    assert [zu_oft("kontakt", BERT, grenzen) for _ in range(2)] == [None, 57 * MINUTE]
    assert zu_oft("barriere", BERT, grenzen) is None


def test_the_windows_of_a_day_begin_at_its_midnight() -> None:
    assert [timedelta(days=1) % grenze.dauer for grenze in GRENZEN] == [timedelta()] * len(GRENZEN)


def test_no_address_is_kept_or_logged(
    uhr: time_machine.Traveller, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        zu_oft("kontakt", ANNA)
    gespeichert = str(list(Zugriff.objects.values())) + caplog.text
    assert ANNA not in gespeichert
    assert "192" not in str([str(zeile) for zeile in Zugriff.objects.all()])


def test_the_key_changes_with_the_day_and_the_secret(
    uhr: time_machine.Traveller, settings: Settings
) -> None:
    def schluessel() -> str:
        Zugriff.objects.all().delete()
        zu_oft("kontakt", ANNA)
        return Zugriff.objects.get(bereich="kontakt-anschluss-600").schluessel

    erster = schluessel()
    assert len(erster) == 64
    assert schluessel() == erster
    settings.SECRET_KEY = "ein anderes"
    assert schluessel() != erster
    settings.SECRET_KEY = "ein anderes"
    zweiter = schluessel()
    uhr.shift(timedelta(days=1))
    assert schluessel() != zweiter


def test_what_counts_no_more_is_deleted(uhr: time_machine.Traveller) -> None:
    zu_oft("kontakt", ANNA)
    uhr.shift(30 * MINUTE)
    zu_oft("kontakt", BERT)
    uhr.shift(40 * MINUTE)
    zu_oft("barriere", BERT)
    bestand = Zugriff.objects.order_by("bereich").values_list("bereich", "beginn", "anzahl")
    assert list(bestand) == [
        ("barriere-alle-3600", datetime(2026, 1, 14, 10, 0, tzinfo=UTC), 1),
        ("barriere-anschluss-600", datetime(2026, 1, 14, 10, 10, tzinfo=UTC), 1),
        ("kontakt-anschluss-600", datetime(2026, 1, 14, 9, 30, tzinfo=UTC), 1),
    ]


def test_it_takes_three_statements(
    uhr: time_machine.Traveller, django_assert_num_queries: object
) -> None:
    with django_assert_num_queries(3):
        zu_oft("kontakt", ANNA)


@pytest.mark.django_db(transaction=True)
def test_cleaning_up_waits_for_nobody_who_cleans_up_already() -> None:
    def senden() -> timedelta | None:
        try:
            with connection.cursor() as cursor:
                cursor.execute("SET lock_timeout = '2s'")
            return zu_oft("kontakt", ANNA)
        finally:
            connection.close()

    alt = Zugriff.objects.create(bereich="alt", schluessel="", beginn=NEUN_UHR_DREI, anzahl=1)
    with ThreadPoolExecutor(1) as faden, transaction.atomic():
        Zugriff.objects.select_for_update().get(pk=alt.pk)
        assert faden.submit(senden).result(timeout=30) is None


@pytest.mark.django_db(transaction=True)
def test_of_many_at_the_same_time_each_counts_once() -> None:
    zugleich = Barrier(4)

    def senden(_: int) -> int:
        try:
            zugleich.wait(timeout=10)
            return sum(zu_oft("kontakt", ANNA) is None for _ in range(5))
        finally:
            connection.close()

    with time_machine.travel(NEUN_UHR_DREI, tick=False), ThreadPoolExecutor(4) as faeden:
        erlaubt = sum(faeden.map(senden, range(4)))
    assert erlaubt == 5
    assert Zugriff.objects.get(bereich="kontakt-anschluss-600").anzahl == 20
    assert Zugriff.objects.get(bereich="kontakt-alle-3600").anzahl == 5
