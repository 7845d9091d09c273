"""What all tests need of their surroundings."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine
from django.contrib.auth.models import User
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client, TransactionTestCase
from pytest_django import DjangoDbBlocker, Settings

from hattingen_portal.grundlage.gedaechtnis import vergessen
from tests import vorlage
from tests.fabriken import JETZT
from tests.umgebung import (
    CHROMIUM,
    KEIN_CHROMIUM,
    KEIN_NGINX,
    KEIN_REDIS,
    NGINX,
    OPENSSL,
    REDIS,
)


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        vorlage.bereitstellen()


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        vorlage.aufraeumen()


# Files that take half a minute and more, however few tests they have.
LANGE = ("tests/browser/", "tests/stoerung/", "tests/migrationen/", "tests/betrieb/", "tests/test_")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the long files: at the end no worker may wait for another one's."""
    items.sort(key=lambda test: not test.nodeid.startswith(LANGE))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say in one line each why the tests with other programs were skipped."""
    if CHROMIUM is None:
        terminalreporter.write_line(f"Browsertests ausgelassen: {KEIN_CHROMIUM}")
    if NGINX is None or OPENSSL is None:
        terminalreporter.write_line(f"Tests des Webservers ausgelassen: {KEIN_NGINX}")
    if REDIS is None:
        terminalreporter.write_line(f"Test des Zwischenspeichers ausgelassen: {KEIN_REDIS}")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """End what a thread behind a browser still holds open: the database could not be dropped."""
    yield
    connection.close()  # it may be one that a test has cut
    with django_db_blocker.unblock(), connection.cursor() as zeiger:
        zeiger.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


@pytest.fixture(scope="session")
def leerer_ordner(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("leer")


@pytest.fixture(autouse=True)
def umgebung(settings: Settings, tmp_path: Path, leerer_ordner: Path) -> None:
    """Link styles by their plain names, so that no test needs a build; keep files apart.

    New hashes of passwords cost nothing: tests make them, and log in, hundreds of times. Neither
    do new clients: WhiteNoise would read all static files for each of them.
    """
    settings.STATIC_ROOT = leerer_ordner
    schnell = "django.contrib.auth.hashers.MD5PasswordHasher"
    settings.PASSWORD_HASHERS = [schnell, *settings.PASSWORD_HASHERS]
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    settings.MEDIA_ROOT = tmp_path / "medien"
    settings.PORTAL_ABLAGE = tmp_path / "post"
    settings.PORTAL_RUFNUMMER = tmp_path / "rufnummer"
    settings.PORTAL_PDF_PLAETZE = tmp_path / "pdf-plaetze"
    # A test changes something and looks at it at once; no page of another test may be at hand.
    settings.PORTAL_STAND_SEKUNDEN = 0
    cache.clear()
    vergessen()


# What `migrate` writes, and each test finds.
BLEIBT = ("django_migrations", "django_content_type", "auth_permission")


@pytest.fixture(scope="session", autouse=True)
def schnell_geleert() -> Iterator[None]:
    """Let a test that commits leave empty tables, those of procrastinate too, within milliseconds.

    Django would TRUNCATE all tables of its own, which makes each of their files anew, and then
    write what belongs to each model once more: half a second for each such test.
    """
    with pytest.MonkeyPatch.context() as ersatz:
        ersatz.setattr(TransactionTestCase, "_fixture_teardown", lambda _: leeren())
        yield


def leeren() -> None:
    """Delete what is in the tables, and give the public content a new version."""
    with transaction.atomic(), connection.cursor() as zeiger:
        zeiger.execute("SET LOCAL session_replication_role = replica")  # no trigger, no foreign key
        zeiger.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> ALL(%s)",
            [list(BLEIBT)],
        )
        tabellen = [name for (name,) in zeiger.fetchall()]
        zeiger.execute("; ".join(f'DELETE FROM "{name}"' for name in tabellen))
        zeiger.execute("INSERT INTO hattingen_portal_stand (id) VALUES (1)")


@pytest.fixture
def jetzt() -> Iterator[time_machine.Traveller]:
    """Let it be JETZT for the whole test, or until the test moves on."""
    with time_machine.travel(JETZT, tick=False) as reise:
        yield reise


@pytest.fixture
def sb(client: Client, db: None) -> Client:
    """Give the browser of a clerk who may do everything in the admin."""
    client.force_login(User.objects.create_superuser("sb"))
    return client
