"""What a process knows of the version: seldom asked, exact, and honest while nobody answers."""

from datetime import timedelta
from typing import Any, NoReturn

import psycopg
import pytest
from django.db import OperationalError, connection
from pytest_django import DjangoAssertNumQueries, Settings
from time_machine import Traveller

from hattingen_portal.stand.fassung import Leser
from hattingen_portal.stand.models import Stand
from tests import fabriken as f

pytestmark = [pytest.mark.django_db(transaction=True)]
VERSION_UND_ZEITPUNKTE = 2  # queries
ABEND = f.berlin(2026, 1, 14, 17)


@pytest.fixture(autouse=True)
def reise(jetzt: Traveller) -> Traveller:
    """Let time stand still, until a test moves on."""
    return jetzt


def fort(*_: Any) -> NoReturn:
    raise OperationalError("server closed the connection unexpectedly")


def test_it_knows_the_version_and_what_is_around_now() -> None:
    f.konferenz(beginn=ABEND, jetzt=f.berlin(2026, 1, 14, 9, 30))
    auskunft = Leser().fragen()
    assert auskunft.gilt
    assert (auskunft.stand.fassung, auskunft.stand.stammdaten) == (
        Stand.objects.values_list("fassung", "stammdaten").get()
    )
    assert (auskunft.stand.von, auskunft.stand.bis) == (f.berlin(2026, 1, 14, 9, 30), ABEND)


def test_it_asks_once_in_a_while(
    settings: Settings, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    settings.PORTAL_STAND_SEKUNDEN = 60
    leser = Leser()
    for _ in range(2):  # what each connection plans once
        Leser().fragen()
    with django_assert_num_queries(VERSION_UND_ZEITPUNKTE):
        erste = leser.fragen()
    with django_assert_num_queries(0):
        assert leser.fragen() is erste


def test_it_looks_for_the_moments_only_where_something_is_new(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    leser = Leser()
    for _ in range(3):
        vorher = leser.fragen().stand
    with django_assert_num_queries(1):
        assert leser.fragen().stand is vorher
    f.beitrag("Neu")
    with django_assert_num_queries(VERSION_UND_ZEITPUNKTE):
        nachher = leser.fragen().stand
    assert nachher.fassung != vorher.fassung
    assert nachher.kennung != vorher.kennung


def test_time_alone_makes_another_content_of_the_same_version(reise: Traveller) -> None:
    f.konferenz(beginn=ABEND)
    leser = Leser()
    vorher = leser.fragen().stand
    reise.move_to(ABEND - timedelta(microseconds=1))
    assert leser.fragen().stand == vorher
    reise.move_to(ABEND)
    nachher = leser.fragen().stand
    assert (nachher.fassung, nachher.von, nachher.bis) == (
        vorher.fassung,
        ABEND,
        ABEND + timedelta(hours=2),
    )
    assert nachher.kennung != vorher.kennung


def test_a_clock_that_is_put_back_is_believed(reise: Traveller) -> None:
    f.konferenz(beginn=ABEND)
    leser = Leser()
    vorher = leser.fragen().stand
    reise.move_to(ABEND + timedelta(minutes=1))
    leser.fragen()
    reise.move_to(ABEND - timedelta(minutes=1))
    assert leser.fragen().stand == vorher


def test_while_nobody_answers_it_says_so_and_what_was_last() -> None:
    leser = Leser()
    stand = leser.fragen().stand
    with connection.execute_wrapper(fort):
        auskunft = leser.fragen()
    assert (auskunft.gilt, auskunft.stand) == (False, stand)
    assert leser.fragen().gilt


def test_who_never_heard_an_answer_knows_nothing() -> None:
    with connection.execute_wrapper(fort):
        auskunft = Leser().fragen()
    assert (auskunft.gilt, auskunft.stand) == (False, None)


def test_after_a_failure_it_lets_the_database_be_for_a_while(settings: Settings) -> None:
    settings.PORTAL_STAND_SEKUNDEN = 60
    leser = Leser()
    with connection.execute_wrapper(fort):
        leser.fragen()
    assert not leser.fragen().gilt


def test_without_the_row_nothing_is_known() -> None:
    Stand.objects.all().delete()
    assert (Leser().fragen().gilt, Leser().fragen().stand) == (False, None)


def test_a_connection_that_was_cut_is_made_anew() -> None:
    leser = Leser()
    stand = leser.fragen().stand
    with connection.cursor() as zeiger:
        zeiger.execute("SELECT pg_backend_pid()")
        (nummer,) = zeiger.fetchone()
    zugang = connection.get_connection_params()
    with psycopg.connect(
        dbname=zugang["dbname"], host=zugang["host"], port=zugang["port"], user=zugang["user"]
    ) as andere:
        andere.execute("SELECT pg_terminate_backend(%s, 5000)", [nummer])
    auskunft = leser.fragen()
    assert (auskunft.gilt, auskunft.stand) == (True, stand)


def test_a_question_that_took_too_long_is_not_asked_twice() -> None:
    leser = Leser()
    leser.fragen()
    gefragt = []

    def zu_langsam(ausfuehren: Any, *rest: Any) -> Any:
        gefragt.append(rest)
        raise OperationalError("canceling statement due to statement timeout")

    with connection.execute_wrapper(zu_langsam):
        assert not leser.fragen().gilt
    assert len(gefragt) == 1
