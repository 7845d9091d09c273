"""How long a page waits for the database: real statements, real locks, a stopped server."""

import os
import signal
import time
from collections.abc import Iterator

import psycopg
import pytest
from django.db import OperationalError, connection
from pytest_django import Settings

from hattingen_portal.datenbank import fristen


@pytest.fixture
def seite(transactional_db: None, settings: Settings) -> Iterator[None]:
    """Let this thread be one that answers requests, with a connection that it opens."""
    settings.PORTAL_FRISTEN = {
        "statement_timeout": "400ms",
        "lock_timeout": "200ms",
        "idle_in_transaction_session_timeout": "5s",
    }
    settings.PORTAL_FRIST_STILLE = 1.0
    fristen.einschalten()
    fristen._seite()
    connection.close()
    yield
    fristen.ausschalten()
    connection.close()


def wert(sql: str) -> object:
    with connection.cursor() as zeiger:
        zeiger.execute(sql)
        return zeiger.fetchone()[0]


def test_a_page_has_limits(seite: None) -> None:
    assert [
        wert(f"SHOW {name}")
        for name in ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout")
    ] == ["400ms", "200ms", "5s"]


def test_a_command_has_none(transactional_db: None) -> None:
    fristen.einschalten()
    try:
        connection.close()
        assert wert("SHOW statement_timeout") == "0"
        assert wert("SHOW lock_timeout") == "0"
    finally:
        fristen.ausschalten()


def test_a_slow_question_is_given_up_and_the_next_one_answered(seite: None) -> None:
    with pytest.raises(OperationalError, match="statement timeout"):
        wert("SELECT 1 FROM pg_sleep(30)")
    assert wert("SELECT 1") == 1


def test_a_row_that_somebody_holds_is_given_up(seite: None) -> None:
    with psycopg.connect(**connection.get_connection_params()) as halter:
        halter.execute("LOCK TABLE quartiere_stadtteil")
        with pytest.raises(OperationalError, match="lock timeout"):
            wert("SELECT count(*) FROM quartiere_stadtteil")
    assert wert("SELECT count(*) FROM quartiere_stadtteil") == 0


def test_a_server_that_stands_still_is_given_up(seite: None) -> None:
    """Its own limits say nothing then: the process behind the connection is stopped."""
    prozess = wert("SELECT pg_backend_pid()")
    assert isinstance(prozess, int)
    os.kill(prozess, signal.SIGSTOP)
    beginn = time.monotonic()
    try:
        with pytest.raises(OperationalError):
            wert("SELECT 1")
        connection.close_if_unusable_or_obsolete()
        assert time.monotonic() - beginn < 30  # for ever, without a limit
    finally:
        os.kill(prozess, signal.SIGCONT)
    assert wert("SELECT 1") == 1
