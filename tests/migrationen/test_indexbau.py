"""An index is built while others read and save, however long they take, and at a second try."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from django.db import OperationalError, connection, migrations, models
from django.db.migrations.state import ModelState, ProjectState

from hattingen_portal.grundlage.indexbau import IndexNebenher

pytestmark = pytest.mark.django_db(transaction=True)

GEDULD = "50ms"
NEBENHER = IndexNebenher("alt", models.Index(fields=["name"], name="probe_index"))
SAVE = "INSERT INTO probe_alt VALUES (1, 'x')"
BACKUP = "SELECT count(*) FROM probe_alt"


@pytest.fixture
def zustand() -> Iterator[ProjectState]:
    """Give the state of a project with one small table; `migrate` is not patient with it."""
    felder = [("id", models.IntegerField(primary_key=True)), ("name", models.TextField())]
    zustand = ProjectState()
    zustand.add_model(ModelState("probe", "alt", felder))
    ausfuehren(zustand, migrations.CreateModel("alt", felder))
    with connection.cursor() as zeiger:
        zeiger.execute("SELECT set_config('lock_timeout', %s, false)", [GEDULD])
    yield zustand
    connection.close()
    ausfuehren(zustand, migrations.DeleteModel("alt"))


def ausfuehren(zustand: ProjectState, operation: migrations.operations.base.Operation) -> None:
    with connection.schema_editor(atomic=False) as editor:
        operation.database_forwards("probe", editor, zustand, zustand)


def gueltig() -> list[bool]:
    with connection.cursor() as zeiger:
        zeiger.execute(
            "SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass('probe_index')"
        )
        return [wert for (wert,) in zeiger.fetchall()]


@contextmanager
def offen(befehl: str) -> Iterator[psycopg.Connection]:
    """Keep a transaction open that has sent `befehl`."""
    with psycopg.connect(**connection.get_connection_params()) as andere:
        andere.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        andere.execute(befehl)
        yield andere


@contextmanager
def bald_zu_ende(andere: psycopg.Connection) -> Iterator[None]:
    """End its transaction once somebody has waited for it for longer than `GEDULD`."""
    fertig = threading.Event()

    def abwarten() -> None:
        wartet = "SELECT 1 FROM pg_locks WHERE waitstart < clock_timestamp() - %s::interval"
        with psycopg.connect(**connection.get_connection_params(), autocommit=True) as zeuge:
            for _ in range(1000):
                if fertig.wait(0.01) or zeuge.execute(wartet, [GEDULD]).fetchone():
                    break
        andere.rollback()

    faden = threading.Thread(target=abwarten)
    faden.start()
    try:
        yield
    finally:
        fertig.set()
        faden.join()


@pytest.mark.parametrize("befehl", [SAVE, BACKUP], ids=["save", "backup"])
def test_it_waits_for_who_saves_or_reads_and_over_what_an_earlier_try_has_left(
    zustand: ProjectState, befehl: str
) -> None:
    with offen(befehl) as andere:
        with connection.cursor() as zeiger, pytest.raises(OperationalError, match="lock timeout"):
            zeiger.execute("CREATE INDEX CONCURRENTLY probe_index ON probe_alt (name)")
        assert gueltig() == [False]
        with bald_zu_ende(andere):
            ausfuehren(zustand, NEBENHER)
    assert gueltig() == [True]
    with connection.cursor() as zeiger:
        zeiger.execute("SHOW lock_timeout")
        assert zeiger.fetchone() == (GEDULD,)
