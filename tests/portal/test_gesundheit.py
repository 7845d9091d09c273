"""What a monitor and the script for updates ask."""

import shutil
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import connection, connections
from django.test import Client
from pytest_django import Settings

from hattingen_portal import gesundheit
from hattingen_portal.sicherung.tausch import Tausch

ALLES_GUT = {
    "datenbank": "ok",
    "migrationen": "ok",
    "platz": "ok",
    "wiederherstellung": "ok",
}
KEIN_ARBEITER = "Es läuft kein Worker: Mails warten."


@pytest.fixture
def arbeiter(transactional_db: None) -> Iterator[None]:
    """Let a worker be alive, for all connections to see."""
    with connection.cursor() as zeiger:
        zeiger.execute("INSERT INTO procrastinate_workers DEFAULT VALUES")
        yield
        zeiger.execute("DELETE FROM procrastinate_workers")


@contextmanager
def andere_datenbank(**angaben: Any) -> Iterator[None]:
    """Let the portal look for its database there."""
    vorher = connections["default"]
    eigene = vorher.copy()
    eigene.settings_dict |= {"ENGINE": "django.db.backends.postgresql"} | angaben
    eigene.get_connection_params = lambda: {"dbname": "x", "user": "x", **angaben}
    connections["default"] = eigene
    try:
        yield
    finally:
        connections["default"] = vorher


def bereit(anfrage: str = "") -> tuple[int, Any]:
    antwort = Client().get(f"/gesundheit/bereit/{anfrage}")
    assert "no-store" in antwort["Cache-Control"]
    return antwort.status_code, antwort.json()


def test_the_process_lives_without_a_database() -> None:
    """No fixture allows this test to ask one."""
    antwort = Client().get("/gesundheit/?unsinn=1")
    assert (antwort.status_code, antwort.text) == (200, "ok\n")
    assert "no-store" in antwort["Cache-Control"]
    assert Client().post("/gesundheit/").status_code == 405
    assert Client().post("/gesundheit/bereit/").status_code == 405


def test_all_is_well(arbeiter: None) -> None:
    assert bereit() == (200, {"bereit": True, "pruefungen": ALLES_GUT, "warnungen": []})
    assert bereit("?streng=ja")[0] == 200


@pytest.mark.parametrize("zuletzt", ["31 seconds", None])
def test_a_missing_worker_is_named_and_counts_for_those_who_are_strict(
    arbeiter: None, zuletzt: str | None
) -> None:
    with connection.cursor() as zeiger:
        if zuletzt:
            zeiger.execute(
                "UPDATE procrastinate_workers SET last_heartbeat = now() - %s::interval", [zuletzt]
            )
        else:
            zeiger.execute("DELETE FROM procrastinate_workers")

    assert bereit() == (
        200,
        {"bereit": True, "pruefungen": ALLES_GUT, "warnungen": [KEIN_ARBEITER]},
    )
    assert bereit("?streng=ja") == (
        503,
        {"bereit": False, "pruefungen": ALLES_GUT, "warnungen": [KEIN_ARBEITER]},
    )


@pytest.mark.django_db(transaction=True)
def test_a_database_that_lacks_migrations_is_not_ready(arbeiter: None) -> None:
    with connection.cursor() as zeiger:
        zeiger.execute(
            "DELETE FROM django_migrations WHERE app = 'akteure' AND name LIKE '0003%' "
            "RETURNING app, name, applied"
        )
        zeile = zeiger.fetchone()
        zeiger.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('akteure', '9999', now())"
        )
    try:
        status, antwort = bereit()
    finally:
        with connection.cursor() as zeiger:
            zeiger.execute("DELETE FROM django_migrations WHERE name = '9999'")
            zeiger.execute(
                "INSERT INTO django_migrations (app, name, applied) VALUES (%s, %s, %s)", zeile
            )
    assert status == 503
    assert antwort["pruefungen"] == ALLES_GUT | {"migrationen": "1 fehlen: manage.py migrate"}
    assert bereit()[0] == 200  # what a later release has added does no harm


def test_a_lost_database_is_named_without_a_secret() -> None:
    with andere_datenbank(host="127.0.0.1", port=1, password="streng-geheim"):
        antwort = Client().get("/gesundheit/bereit/")
    assert antwort.status_code == 503
    assert antwort.json() == {
        "bereit": False,
        "pruefungen": ALLES_GUT | {"datenbank": "nicht erreichbar", "migrationen": "unbekannt"},
        "warnungen": [],
    }
    assert "geheim" not in antwort.text


def test_a_database_that_takes_connections_and_says_nothing_is_not_waited_for() -> None:
    with socket.create_server(("127.0.0.1", 0)) as stumm:
        beginn = time.monotonic()
        with andere_datenbank(host="127.0.0.1", port=stumm.getsockname()[1]):
            assert bereit()[0] == 503
        assert time.monotonic() - beginn < 30  # for ever, without a limit


def test_a_locked_table_is_not_waited_for(arbeiter: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gesundheit, "FRIST", 1)
    with psycopg.connect(**connection.get_connection_params()) as halter:
        halter.execute("LOCK TABLE django_migrations")
        status, antwort = bereit()
    assert (status, antwort["pruefungen"]["datenbank"]) == (503, "nicht erreichbar")


def test_room_for_uploads_is_looked_at(
    arbeiter: None, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.MEDIA_ROOT = tmp_path / "noch/nicht/da"
    frei = shutil.disk_usage(tmp_path).free
    monkeypatch.setattr(gesundheit, "PLATZ_KNAPP", 2 * frei)
    assert bereit() == (
        200,
        {
            "bereit": True,
            "pruefungen": ALLES_GUT,
            "warnungen": ["Der Platz für Dateien wird knapp."],
        },
    )
    monkeypatch.setattr(gesundheit, "PLATZ_NOETIG", 2 * frei)
    status, antwort = bereit()
    assert (status, antwort["pruefungen"]["platz"]) == (503, "nicht genug für Dateien")


def test_a_restore_that_was_broken_off_is_not_ready(arbeiter: None, tmp_path: Path) -> None:
    offen = Tausch.beginnen([tmp_path / "medien"])
    status, antwort = bereit()
    assert (status, antwort["pruefungen"]["wiederherstellung"]) == (
        503,
        "läuft oder wurde abgebrochen",
    )
    offen.beenden(uebernommen=False)
    assert bereit()[0] == 200
