"""The database's part of a restore: one transaction, from the empty schema to the last row."""

import subprocess
import tempfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import IO

from django.db import connection, transaction

from hattingen_portal.sicherung import SicherungError
from hattingen_portal.sicherung.programme import programm, zugang

# Everything in the schema but what belongs to an extension: an administrator may have made those.
LEEREN = """
SET LOCAL lock_timeout = '10s';
DO $leeren$
DECLARE befehl text;
BEGIN
    FOR befehl IN
        SELECT format('DROP %s IF EXISTS %s CASCADE', art, name) FROM (
            SELECT 1 AS folge, 'pg_class'::regclass AS katalog, oid, oid::regclass::text AS name,
                CASE relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW'
                    WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END AS art
            FROM pg_class WHERE relnamespace = 'public'::regnamespace
                AND relkind IN ('r', 'p', 'v', 'm', 'S')
            UNION ALL
            SELECT 2, 'pg_proc'::regclass, oid, oid::regprocedure::text, 'ROUTINE'
            FROM pg_proc WHERE pronamespace = 'public'::regnamespace
            UNION ALL
            SELECT 3, 'pg_ts_config'::regclass, oid, oid::regconfig::text,
                'TEXT SEARCH CONFIGURATION'
            FROM pg_ts_config WHERE cfgnamespace = 'public'::regnamespace
            UNION ALL
            SELECT 4, 'pg_ts_dict'::regclass, oid, oid::regdictionary::text,
                'TEXT SEARCH DICTIONARY'
            FROM pg_ts_dict WHERE dictnamespace = 'public'::regnamespace
            UNION ALL
            SELECT 5, 'pg_type'::regclass, t.oid, t.oid::regtype::text, 'TYPE'
            FROM pg_type t LEFT JOIN pg_class c ON c.oid = t.typrelid
            WHERE t.typnamespace = 'public'::regnamespace
                AND (t.typtype IN ('e', 'd', 'r') OR c.relkind = 'c')
        ) AS dinge
        WHERE NOT EXISTS (
            SELECT FROM pg_depend d
            WHERE d.classid = dinge.katalog AND d.objid = dinge.oid
                AND d.deptype IN ('e', 'a', 'i')  -- or to a table: the sequence of a column
        ) ORDER BY folge
    LOOP
        EXECUTE befehl;
    END LOOP;
END $leeren$;
"""
# What processes remember, they remember by these versions: the numbers by which PostgreSQL tells
# one state of a row from another may come back with the rows. A backup from before there were
# versions has no such table.
ERNEUERN = """
DO $erneuern$
DECLARE neu text;
BEGIN
    SELECT string_agg(format('%I = gen_random_uuid()', attname), ', ') INTO neu FROM pg_attribute
    WHERE attrelid = to_regclass('public.hattingen_portal_stand')
        AND atttypid = 'uuid'::regtype AND NOT attisdropped;
    IF neu IS NOT NULL THEN
        EXECUTE 'UPDATE public.hattingen_portal_stand SET ' || neu;
    END IF;
END $erneuern$;
"""
BEREIT, FERTIG = "bereit", "fertig"
SPERRE = 0x517E  # of PostgreSQL's advisory locks: held by a restore until its transaction ends


def einspielen(
    abzug: Iterable[bytes], *, tabellen: dict[str, int], kennung: str, davor: Callable[[], None]
) -> None:
    """Replace the database by what pg_dump wrote (`abzug`), entirely or not at all.

    The rows are counted against `tabellen` before the commit, and `davor` runs right before it, as
    the last thing that may fail. `kennung` becomes the mark by which `traegt` knows this restore.
    The version of what is public is a new one from the commit on.
    Raises SicherungError when the database refuses; whatever breaks off, it stays as it was.
    """
    ziel, umgebung = zugang()
    befehl = [
        *(str(programm("psql")), "--dbname", ziel, "--no-psqlrc", "--no-password", "--quiet"),
        *("--set", "ON_ERROR_STOP=1", "--output", "/dev/null", "--file", "-"),
    ]
    with tempfile.TemporaryFile("w+") as meldungen:
        psql = subprocess.Popen(
            befehl,
            env=umgebung,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=meldungen,
        )
        assert psql.stdin and psql.stdout  # noqa: S101, PT018 - pipes were asked for
        entschieden = False
        try:
            _hineinschreiben(psql.stdin, abzug, tabellen, kennung)
            _abwarten(psql.stdout, BEREIT)
            davor()
            entschieden = True
            psql.stdin.write(f"COMMIT;\n\\echo {FERTIG}\n".encode())
            psql.stdin.close()
            _abwarten(psql.stdout, FERTIG)
        except BaseException as fehler:
            if not entschieden:
                psql.kill()  # a commit that was sent is waited for instead
            if not isinstance(fehler, BrokenPipeError | EOFError):
                raise
            meldungen.seek(0)
            raise SicherungError(_grund(meldungen.read())) from fehler
        finally:
            with suppress(BrokenPipeError):
                psql.stdin.close()
            psql.wait()
            psql.stdout.close()


def _hineinschreiben(
    psql: IO[bytes], abzug: Iterable[bytes], tabellen: dict[str, int], kennung: str
) -> None:
    """Send all but the commit: whatever ends psql before that, even an end of input, undoes it."""
    psql.write(f"BEGIN;\nSELECT pg_advisory_xact_lock({SPERRE});\n{LEEREN}".encode())
    for block in abzug:
        psql.write(block)
    psql.write(
        (
            f"{_zaehlen(tabellen)}{ERNEUERN}"
            # A worker that was alive is none any more: what it was at, the next one takes up.
            "DELETE FROM public.procrastinate_workers;\n"
            f"COMMENT ON TABLE public.django_migrations IS '{kennung}';\n"
            f"\\echo {BEREIT}\n"
        ).encode()
    )
    psql.flush()


def _zaehlen(tabellen: dict[str, int]) -> str:
    """Give SQL that fails unless each table has as many rows as the manifest says."""
    pruefungen = "".join(
        f"IF (SELECT count(*) FROM public.{connection.ops.quote_name(name)}) <> {zahl:d} THEN "
        f"RAISE EXCEPTION 'Zeilen fehlen in %', {_text(name)}; END IF;\n"
        for name, zahl in tabellen.items()
    )
    return f"DO $zaehlen$ BEGIN\n{pruefungen}END $zaehlen$;\n"


def _text(wert: str) -> str:
    return "'" + wert.replace("'", "''") + "'"


def _abwarten(psql: IO[bytes], wort: str) -> None:
    if psql.readline().decode().strip() != wort:
        raise EOFError


def _grund(meldungen: str) -> str:
    fehler = [zeile for zeile in meldungen.splitlines() if "ERROR:" in zeile or "FATAL:" in zeile]
    satz = (fehler or meldungen.splitlines() or ["ohne Angabe"])[0]
    if "lock timeout" in satz:
        return (
            "Die Datenbank ist in Gebrauch. Bitte halten Sie das Portal und seinen Worker an, und "
            "starten Sie die Wiederherstellung neu. Es wurde nichts verändert."
        )
    return (
        "Die Datenbank nimmt die Sicherung nicht an: "
        f"{satz.partition('ERROR:')[2].strip() or satz}. Es wurde nichts verändert."
    )


def traegt(kennung: str) -> bool:
    """Tell whether the database is that of the restore `kennung`, once no restore runs any more."""
    with transaction.atomic(), connection.cursor() as zeiger:
        zeiger.execute("SELECT pg_advisory_xact_lock(%s)", [SPERRE])
        zeiger.execute(
            "SELECT obj_description(to_regclass('public.django_migrations'), 'pg_class')"
        )
        return bool(zeiger.fetchone()[0] == kennung)
