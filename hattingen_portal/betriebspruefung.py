"""Whether the portal can run here: what its settings lead to, looked at before it starts.

`umgebung.py` reads each setting for itself; here they are held against each other and against the
machine: names that nobody reads, folders, the database, the stores that several servers share.
"""

import os
import tempfile
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.core.cache import cache
from django.core.files.storage import default_storage
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

from hattingen_portal.datenbank.fehler import satz as verbindungssatz
from hattingen_portal.grundlage.ablage import AblageFortError
from hattingen_portal.grundlage.zahlworte import gezaehlt
from hattingen_portal.sicherung import UNVOLLENDET
from hattingen_portal.sicherung.tausch import notiz
from hattingen_portal.umgebung import BEKANNTE

# What PostgreSQL says while it starts, ends or is full: it passes.
NUR_GERADE = (
    "starting up",
    "shutting down",
    "recovery mode",
    "too many clients",
    "slots are reserved",
)
POSTGRESQL_MINDESTENS = 15
ERWEITERUNGEN = {"btree_gist", "fuzzystrmatch", "pg_trgm", "unaccent"}
# How variables end that the tests have for themselves.
NUR_TESTS = ("_FLUECHTIG", "_PFLICHT")


class Befund(NamedTuple):
    """A German sentence with the way out, and whether the portal must not start like this."""

    satz: str
    hindert: bool = True


def befunde() -> Iterator[Befund]:
    """Give what is wrong here, and what is away.

    Who is away may come back, and the portal has pages for it: that does not hinder a start.
    """
    for satz in (*_unbekannte(os.environ), *_unpassende(), *_ordner()):
        yield Befund(satz)
    yield from _datenbank()
    for satz in _gemeinsames():
        yield Befund(satz, hindert=False)


def _unbekannte(namen: os._Environ[str] | dict[str, str]) -> Iterator[str]:
    for name in sorted(namen):
        if not name.startswith("PORTAL_") or name.endswith(NUR_TESTS):
            continue
        if name not in BEKANNTE:
            aehnliche = get_close_matches(name, BEKANNTE, n=1, cutoff=0.75)
            frage = f"; meinten Sie {aehnliche[0]}?" if aehnliche else ": Bitte löschen Sie es."
            yield f"{name} kennt das Portal nicht{frage}"


def _unpassende() -> Iterator[str]:
    """Give what is right for itself and not with the rest; on a public address alone."""
    if "127.0.0.1" in settings.ALLOWED_HOSTS:
        return
    if not os.environ.get("DATABASE_URL"):
        yield "DATABASE_URL fehlt: Die eingebaute Datenbank ist nur zum Ausprobieren da."
    if settings.DEBUG:
        yield "PORTAL_DEBUG ist „ja“: Fehlerseiten würden allen zeigen, was geheim ist."
    if len(set(settings.SECRET_KEY)) < 5:  # as Django's own check W009 wants
        yield "PORTAL_SECRET_KEY ist nicht zufällig: Er besteht aus weniger als fünf Zeichen."
    if settings.PORTAL_BASIS_URL.startswith("https:") and settings.PORTAL_PROXYS == 0:
        yield (
            "PORTAL_PROXYS ist 0, doch vor einem Portal mit https steht ein Webserver: Alle "
            "Menschen hätten zusammen eine einzige Grenze für Formulare. Meist ist 1 richtig."
        )


def _ordner() -> Iterator[str]:
    if not _beschreibbar(settings.DATEN):
        yield (
            f"In den Ordner {settings.DATEN} kann das Portal nicht schreiben; bitte prüfen Sie "
            "PORTAL_DATEN und wem der Ordner gehört."
        )
    elif notiz().exists():
        yield UNVOLLENDET
    if not (settings.STATIC_ROOT / "staticfiles.json").is_file():
        yield "Die Gestaltung ist nicht gebaut. Bitte zuerst: make bauen"


def _beschreibbar(ordner: Path) -> bool:
    try:
        ordner.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=ordner):
            return True
    except OSError:
        return False


def _datenbank() -> Iterator[Befund]:
    try:
        connection.ensure_connection()
    except OperationalError as fehler:
        meldung = verbindungssatz(fehler) or "Die Datenbank nimmt keine Verbindung an."
        yield Befund(meldung, hindert=_abgewiesen(str(fehler)))
        return
    with connection.cursor() as zeiger:
        zeiger.execute("SHOW server_version_num")
        version = int(zeiger.fetchone()[0]) // 10_000
    if version < POSTGRESQL_MINDESTENS:
        yield Befund(f"Die Datenbank ist PostgreSQL {version}, nötig ist {POSTGRESQL_MINDESTENS}.")
        return
    ausfuehrer = MigrationExecutor(connection)
    if fehlende := ausfuehrer.migration_plan(ausfuehrer.loader.graph.leaf_nodes()):
        verb = "fehlt" if len(fehlende) == 1 else "fehlen"
        wieviele = gezaehlt(len(fehlende), "Migration", "Migrationen")
        yield Befund(
            f"Der Datenbank {verb} {wieviele} dieses Standes. Bitte zuerst: manage.py migrate"
        )
        return
    with connection.cursor() as zeiger:
        zeiger.execute("SELECT extname FROM pg_extension")
        for name in sorted(ERWEITERUNGEN - {zeile[0] for zeile in zeiger}):
            yield Befund(f"Der Datenbank fehlt die Erweiterung {name}: CREATE EXTENSION {name}")


def _abgewiesen(meldung: str) -> bool:
    """Tell whether a server answers and refuses for good: a setting is wrong."""
    return "FATAL" in meldung and not any(worte in meldung for worte in NUR_GERADE)


def _gemeinsames() -> Iterator[str]:
    """Ask the stores that several servers share, where they are set."""
    if hasattr(cache, "antwortet") and not cache.antwortet():
        yield "Der Server aus PORTAL_REDIS_URL antwortet nicht."
    if os.environ.get("PORTAL_S3_URL"):
        try:
            default_storage.exists("betriebspruefung")
        except AblageFortError as fehler:
            yield f"Die Ablage aus PORTAL_S3_URL antwortet nicht ({fehler})."
