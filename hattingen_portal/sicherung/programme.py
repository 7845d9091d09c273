"""PostgreSQL's own programs pg_dump and psql: which ones, and how they reach the database."""

import os
import re
import shutil
import subprocess
from pathlib import Path

from django.db import connection
from psycopg.conninfo import make_conninfo

from hattingen_portal.datenbank.server import PROGRAMME
from hattingen_portal.sicherung import SicherungError

# Debian keeps the programs of several versions side by side.
DEBIAN = Path("/usr/lib/postgresql")
# What Django adds for psycopg and libpq does not know.
NUR_PSYCOPG = {"context", "cursor_factory", "prepare_threshold", "row_factory", "client_encoding"}


def programm(name: str) -> Path:
    """Give the path of the program `name` (pg_dump or psql), as new as the server or newer.

    For the embedded database those that came with it. Raises SicherungError where the system has
    none, or an older one: pg_dump reads no server that is newer than itself.
    """
    if connection.settings_dict["ENGINE"] == "hattingen_portal.datenbank":
        return PROGRAMME / name
    server = serverfassung() // 10_000
    gefunden = DEBIAN / str(server) / "bin" / name
    if gefunden.exists():
        return gefunden
    pfad = shutil.which(name)
    if pfad is None:
        raise SicherungError(
            f"Das Programm {name} fehlt. Bitte installieren Sie PostgreSQLs Programme in Version "
            f"{server} (Debian: apt install postgresql-client-{server})."
        )
    if (fassung := _fassung(pfad)) < server:
        raise SicherungError(
            f"{name} hat Version {fassung} und ist älter als der Datenbankserver (Version "
            f"{server}). Bitte installieren Sie PostgreSQLs Programme in Version {server} (Debian: "
            f"apt install postgresql-client-{server})."
        )
    return Path(pfad)


def serverfassung() -> int:
    """Give the server's version as PostgreSQL counts it, 180006 for 18.6."""
    with connection.cursor() as zeiger:
        zeiger.execute("SHOW server_version_num")
        return int(zeiger.fetchone()[0])


def zugang() -> tuple[str, dict[str, str]]:
    """Give libpq's connection string without the password, and the environment with it.

    What stands on a command line, all accounts of the machine can read.
    """
    angaben = {
        name: wert
        for name, wert in connection.get_connection_params().items()
        if name not in NUR_PSYCOPG and wert not in (None, "")
    }
    umgebung = {name: wert for name, wert in os.environ.items() if not name.startswith("PG")}
    umgebung |= {"PGCLIENTENCODING": "UTF8", "LC_MESSAGES": "C"}
    if passwort := angaben.pop("password", None):
        umgebung["PGPASSWORD"] = str(passwort)
    return make_conninfo(**angaben), umgebung


def _fassung(pfad: str) -> int:
    ausgabe = subprocess.run(
        [pfad, "--version"], capture_output=True, text=True, check=False
    ).stdout
    treffer = re.search(r"\(PostgreSQL\) (\d+)", ausgabe)
    return int(treffer[1]) if treffer else 0
