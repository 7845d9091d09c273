"""The database at one moment: counted, asked and dumped from the same snapshot."""

import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import connection, transaction

from hattingen_portal.sicherung import SicherungError
from hattingen_portal.sicherung.archiv import DATENBANK, Schreiber
from hattingen_portal.sicherung.programme import programm, zugang

# Logins and counts of forms sent: nobody should be logged in, or locked out, by a restore.
OHNE_ZEILEN = ("axes_accessattempt", "django_session", "hattingen_portal_zugriff")
# Tables of the portal, and none that an extension keeps for itself. What is not in the write-ahead
# log holds nothing but transactions under way, and cannot be read on a replica.
TABELLEN = """
    SELECT c.relname FROM pg_class c
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
        AND c.relpersistence = 'p' AND NOT EXISTS (
        SELECT FROM pg_depend d
        WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e'
    ) ORDER BY c.relname
"""


@dataclass(frozen=True)
class Augenblick:
    """A snapshot that other connections may read, too, and the rows in it by table."""

    kennung: str
    tabellen: dict[str, int]
    migrationen: list[list[str]]

    def abziehen(self, schreiber: Schreiber) -> None:
        """Write the database of this snapshot as SQL; raises SicherungError where pg_dump fails."""
        ziel, umgebung = zugang()
        befehl = [
            *(str(programm("pg_dump")), "--dbname", ziel, "--snapshot", self.kennung),
            *("--no-owner", "--no-privileges", "--no-comments", "--no-password"),
            *(f"--exclude-table-data=public.{tabelle}" for tabelle in OHNE_ZEILEN),
        ]
        with tempfile.TemporaryFile("w+") as meldungen:
            prozess = subprocess.Popen(
                befehl, env=umgebung, stdout=subprocess.PIPE, stderr=meldungen
            )
            try:
                assert prozess.stdout  # noqa: S101 - a pipe was asked for
                schreiber.aufnehmen(DATENBANK, prozess.stdout, packen=True)
            except BaseException:
                prozess.kill()
                raise
            finally:
                with prozess:
                    pass  # closes the pipe and waits
            if prozess.returncode:
                meldungen.seek(0)
                grund = (meldungen.read().strip().splitlines() or ["ohne Angabe"])[0]
                raise SicherungError(f"Die Datenbank lässt sich nicht sichern: {grund}")


@contextmanager
def augenblick() -> Iterator[Augenblick]:
    """Hold a snapshot of the database; what is asked inside, also by models, is of that moment."""
    with transaction.atomic(), connection.cursor() as zeiger:
        zeiger.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        zeiger.execute("SET LOCAL statement_timeout = 0")
        zeiger.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
        zeiger.execute("SELECT pg_export_snapshot()")
        kennung = zeiger.fetchone()[0]
        zeiger.execute("SELECT app, name FROM django_migrations ORDER BY id")
        migrationen = [list(zeile) for zeile in zeiger.fetchall()]
        yield Augenblick(kennung, zeilenzahlen(), migrationen)


def tabellen() -> list[str]:
    """Give the names of the portal's tables that the database has."""
    with connection.cursor() as zeiger:
        zeiger.execute(TABELLEN)
        return [name for (name,) in zeiger.fetchall()]


def zeilenzahlen() -> dict[str, int]:
    """Give how many rows each table has that goes into a backup with its rows."""
    zahlen = {}
    with connection.cursor() as zeiger:
        for tabelle in tabellen():
            if tabelle not in OHNE_ZEILEN:
                zeiger.execute(f"SELECT count(*) FROM {connection.ops.quote_name(tabelle)}")
                zahlen[tabelle] = zeiger.fetchone()[0]
    return zahlen
