"""Whether the portal can run here: all that is in its way is named, and nothing else."""

from io import StringIO
from pathlib import Path

import psycopg
import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import OperationalError, connection
from pytest_django import Settings

from hattingen_portal import betriebspruefung, umgebung

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def stadt(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let this be the server of a city, where all is as it should be."""
    settings.PORTAL_BASIS_URL = "https://quartiere.example.org"
    settings.ALLOWED_HOSTS = ["quartiere.example.org"]
    settings.SECRET_KEY = "0123456789 abcdefghijklmnopqrstuvwxyz 0123456789 abc"
    settings.PORTAL_PROXYS = 1
    settings.DEBUG = False
    settings.DATEN = tmp_path / "daten"
    settings.STATIC_ROOT = tmp_path
    (tmp_path / "staticfiles.json").touch()
    monkeypatch.setenv("DATABASE_URL", "postgres:///portal")
    for name in ("PORTAL_REDIS_URL", "PORTAL_S3_URL"):
        monkeypatch.delenv(name, raising=False)


def gefunden() -> tuple[int, str]:
    """Give the exit code of the command, and what it says."""
    ausgabe = StringIO()
    try:
        call_command("einstellungen_pruefen", stdout=ausgabe, stderr=ausgabe)
    except SystemExit as ende:
        return int(str(ende.code)), ausgabe.getvalue()
    return 0, ausgabe.getvalue()


def test_where_nothing_is_in_the_way_it_says_so() -> None:
    assert gefunden() == (0, "Die Einstellungen sind in Ordnung.\n")


def test_a_restore_that_was_broken_off_has_to_be_brought_to_its_end_first(tmp_path: Path) -> None:
    (tmp_path / "wiederherstellung.json").touch()
    satz = (
        "Eine Wiederherstellung läuft noch oder wurde abgebrochen. Bitte bringen Sie sie zuerst zu "
        "Ende: manage.py wiederherstellen\n"
    )
    assert gefunden() == (1, satz)


def test_a_folder_that_cannot_be_made_is_named_and_not_looked_into(
    settings: Settings, tmp_path: Path
) -> None:
    settings.DATEN = tmp_path / "daten"
    settings.MEDIA_ROOT = settings.DATEN / "medien"
    settings.DATEN.touch()
    satz = (
        f"In den Ordner {settings.DATEN} kann das Portal nicht schreiben; bitte prüfen Sie "
        "PORTAL_DATEN und wem der Ordner gehört.\n"
    )
    assert gefunden() == (1, satz)


@pytest.mark.parametrize(
    ("name", "satz"),
    [
        ("PORTAL_BASISURL", "kennt das Portal nicht; meinten Sie PORTAL_BASIS_URL?"),
        ("PORTAL_SECRETKEY", "kennt das Portal nicht; meinten Sie PORTAL_SECRET_KEY?"),
        ("PORTAL_WETTER", "kennt das Portal nicht: Bitte löschen Sie es."),
    ],
)
def test_a_slip_of_the_pen_is_named(monkeypatch: pytest.MonkeyPatch, name: str, satz: str) -> None:
    monkeypatch.setenv(name, "x")

    assert gefunden() == (1, f"{name} {satz}\n")


def test_all_is_named_at_once(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("DATABASE_URL")
    settings.DEBUG = True
    settings.SECRET_KEY = "x" * 50
    settings.PORTAL_PROXYS = 0
    (tmp_path / "daten").touch()
    (tmp_path / "staticfiles.json").unlink()
    ergebnis, text = gefunden()

    anfaenge = [zeile.split(":")[0].split(" ist ")[0][:29] for zeile in text.splitlines()]
    assert ergebnis == 1
    assert anfaenge == [
        "DATABASE_URL fehlt",
        "PORTAL_DEBUG",
        "PORTAL_SECRET_KEY",
        "PORTAL_PROXYS",
        f"In den Ordner {tmp_path}"[:29],
        "Die Gestaltung",
    ]


def test_on_a_local_address_much_may_be_as_it_is(settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
    settings.PORTAL_PROXYS = 0

    assert gefunden()[0] == 0


@pytest.mark.parametrize(
    ("grund", "ergebnis"),
    [
        ('connection failed: FATAL:  password authentication failed for user "portal"', 1),
        ("connection failed: Connection refused", 0),
        ("connection failed: FATAL:  the database system is starting up", 0),
        ("connection failed: FATAL:  sorry, too many clients already", 0),
    ],
)
def test_a_database_that_refuses_hinders_the_start_and_one_that_is_away_does_not(
    monkeypatch: pytest.MonkeyPatch, grund: str, ergebnis: int
) -> None:
    def fort() -> None:
        raise OperationalError(grund) from psycopg.OperationalError(grund)

    monkeypatch.setattr(connection, "ensure_connection", fort)
    gemeldet, text = gefunden()

    assert gemeldet == ergebnis
    assert "ist nicht erreichbar" in text
    assert "bitte prüfen Sie DATABASE_URL" in text


def test_an_old_database_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(betriebspruefung, "POSTGRESQL_MINDESTENS", 99)

    assert gefunden()[1].endswith("nötig ist 99.\n")


@pytest.mark.parametrize(
    ("vergessen", "satz"),
    [(1, "Der Datenbank fehlt 1 Migration"), (2, "Der Datenbank fehlen 2 Migrationen")],
)
def test_missing_migrations_are_counted(vergessen: int, satz: str) -> None:
    with connection.cursor() as zeiger:
        zeiger.execute(
            "DELETE FROM django_migrations WHERE id IN (SELECT id FROM django_migrations "
            "WHERE app = 'aktuelles' ORDER BY name DESC LIMIT %s)",
            [vergessen],
        )

    assert gefunden() == (1, f"{satz} dieses Standes. Bitte zuerst: manage.py migrate\n")


def test_a_missing_extension_is_named() -> None:
    with connection.cursor() as zeiger:
        zeiger.execute("DROP EXTENSION pg_trgm CASCADE")

    assert gefunden() == (
        1,
        "Der Datenbank fehlt die Erweiterung pg_trgm: CREATE EXTENSION pg_trgm\n",
    )


def test_a_shared_cache_that_does_not_answer_is_named_and_holds_nobody_up(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("PORTAL_REDIS_URL", "redis://127.0.0.1:1/0")
    settings.CACHES = {"default": umgebung.zwischenspeicher()}

    assert gefunden() == (0, "Der Server aus PORTAL_REDIS_URL antwortet nicht.\n")
    cache.set("seite", "Inhalt", 60)
    assert (cache.get("seite"), cache.get("seite", "nichts")) == (None, "nichts")
    assert (cache.add("seite", 1), cache.delete("seite"), "seite" in cache) == (False, False, False)
    assert (cache.get_many(["seite"]), cache.set_many({"seite": 1})) == ({}, [])
    assert caplog.messages[-1].startswith("Der gemeinsame Zwischenspeicher antwortet nicht: ")
