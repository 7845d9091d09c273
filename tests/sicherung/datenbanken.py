"""Databases beside the test's own, to be filled, backed up and compared."""

import os
import re
import subprocess
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import DEFAULT_DB_ALIAS, connection, connections

from hattingen_portal.sicherung.augenblick import tabellen
from hattingen_portal.sicherung.programme import programm, zugang

BEIWERK = re.compile(r"::(character varying|text)(\[\])?|[()]")


def anlegen(vorlage: str = "template0") -> str:
    """Make a database as a copy of `vorlage`, which nobody may use meanwhile; give its name."""
    name = f"sicherung_{uuid.uuid4().hex[:12]}"
    with connection._nodb_cursor() as zeiger:
        # A thread behind a browser of an earlier test may hold it open still.
        zeiger.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = %s AND pid <> pg_backend_pid()",
            [vorlage],
        )
        zeiger.execute(f'CREATE DATABASE "{name}" TEMPLATE "{vorlage}"')
    return name


def loeschen(name: str) -> None:
    with connection._nodb_cursor() as zeiger:
        zeiger.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@contextmanager
def in_datenbank(name: str) -> Iterator[None]:
    """Let Django speak to the database `name`."""
    vorher = connections[DEFAULT_DB_ALIAS]
    eigene = vorher.copy()
    eigene.settings_dict["NAME"] = name
    connections[DEFAULT_DB_ALIAS] = eigene
    try:
        yield
    finally:
        eigene.close()
        connections[DEFAULT_DB_ALIAS] = vorher


def zeilen() -> dict[str, list[str]]:
    """Give all rows of all tables, with all columns as text."""
    with connection.cursor() as zeiger:
        inhalt = {}
        for tabelle in tabellen():
            zeiger.execute(f'SELECT t::text FROM "{tabelle}" t ORDER BY 1')
            inhalt[tabelle] = [wert for (wert,) in zeiger.fetchall()]
        return inhalt


def zaehler() -> list[tuple[str, int]]:
    """Give where each sequence stands."""
    with connection.cursor() as zeiger:
        zeiger.execute(
            "SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public' "
            "ORDER BY 1"
        )
        return zeiger.fetchall()


def bauplan() -> list[str]:
    """Give the SQL of everything but the rows: extensions, functions, triggers, indexes.

    Without casts and brackets: PostgreSQL prints a list in a CHECK another way once it was read
    from its own print.
    """
    ziel, umgebung = zugang()
    lauf = subprocess.run(
        [programm("pg_dump"), "--dbname", ziel, "--schema-only", "--no-comments"],
        env=umgebung,
        capture_output=True,
        check=True,
        text=True,
    )
    # The random word against smuggled commands is another one each time.
    zeilen = lauf.stdout.splitlines()
    return [BEIWERK.sub("", zeile) for zeile in zeilen if "restrict " not in zeile]


def dateien(ordner: Path) -> dict[str, tuple[bytes, int, int]]:
    """Give all files below `ordner` with content, mode and time."""
    return {
        str(pfad.relative_to(ordner)): (
            pfad.read_bytes(),
            pfad.stat().st_mode,
            pfad.stat().st_mtime_ns,
        )
        for ort, _, namen in os.walk(ordner)
        for pfad in (Path(ort, name) for name in namen)
    }
