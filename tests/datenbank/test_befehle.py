"""`manage.py` and the portal's own settings, as a person meets them."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.datenbank.conftest import laeuft
from tests.umgebung import UMGEBUNG, WURZEL


def aufrufen(daten: Path, *befehl: str, **umgebung: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *befehl],
        cwd=WURZEL,
        env=UMGEBUNG | {"PORTAL_DATEN": str(daten)} | umgebung,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        text=True,
    )


@pytest.mark.parametrize(
    "befehl",
    [
        ("-c", "import hattingen_portal.settings"),
        ("manage.py", "help"),
        ("manage.py", "check"),
        ("manage.py", "collectstatic", "--no-input", "--dry-run"),
    ],
)
def test_what_needs_no_database_starts_none(daten, befehl):
    assert aufrufen(daten, *befehl).returncode == 0
    assert not (daten / "datenbank").exists()


def test_a_command_leaves_nothing_running(daten):
    ergebnis = aufrufen(
        daten,
        "manage.py",
        "shell",
        "-v0",
        "-c",
        (
            "from django.db import connection; c = connection.cursor(); "
            "c.execute('SELECT 6 * 7'); print(c.fetchone()[0])"
        ),
    )
    assert (ergebnis.stdout, ergebnis.returncode) == ("42\n", 0)
    assert not laeuft(daten)


ADRESSE_FALSCH = (
    "DATABASE_URL muss die Adresse eines PostgreSQL-Servers sein: "
    "postgres://NAME:PASSWORT@RECHNER:5432/DATENBANK. Sonderzeichen im Passwort stehen darin als "
    "Prozentzahl, etwa @ als %40.\n"
)


@pytest.mark.parametrize(
    ("adresse", "satz"),
    [
        (
            "postgres://amt:geheim@127.0.0.1:1/quartiere",
            (
                "Die Datenbank „quartiere“ auf „127.0.0.1:1“ ist nicht erreichbar "
                "(Connection refused); bitte prüfen Sie DATABASE_URL.\n"
            ),
        ),
        ("postgres://amt:geheim@127.0.0.1:5432/", ADRESSE_FALSCH),
        ("postgres://amt:ge[heim@127.0.0.1/quartiere", ADRESSE_FALSCH),
        ("mysql://amt:geheim@127.0.0.1/quartiere", ADRESSE_FALSCH),
        ("quartiere", ADRESSE_FALSCH),
        (
            "postgres://amt@127.0.0.1/quartiere?quatsch=1",
            (
                "DATABASE_URL enthält eine Angabe, die PostgreSQL nicht kennt "
                '(invalid connection option "quatsch").\n'
            ),
        ),
    ],
)
@pytest.mark.parametrize("befehl", [("manage.py", "migrate"), ("-m", "hattingen_portal.start")])
def test_a_wrong_address_gives_one_sentence(daten, befehl, adresse, satz):
    ergebnis = aufrufen(daten, *befehl, DATABASE_URL=adresse, PORT="18999")
    assert (ergebnis.stdout, ergebnis.stderr, ergebnis.returncode) == ("", satz, 1)


@pytest.mark.parametrize(
    "befehl",
    [("grunddaten",), ("beispieldaten",), ("termine_importieren", "-", "--runde", "Herbst 2026")],
)
def test_a_database_without_tables_names_the_way_out(daten, befehl):
    ergebnis = aufrufen(daten, "manage.py", *befehl)
    assert (ergebnis.stdout, ergebnis.stderr, ergebnis.returncode) == (
        "",
        (
            "Die Datenbank ist noch nicht eingerichtet oder nicht auf dem neuesten Stand. "
            "Bitte zuerst: .venv/bin/python manage.py migrate\n"
        ),
        1,
    )


def test_a_database_password_is_never_shown(daten, kunde):
    """A server that is there but has no such database: the embedded one, by its socket."""
    einer = kunde()
    einer.fragen("SELECT 1")
    adresse = f"postgres://portal:geheim@/fehlt?host={daten}/datenbank/socket"
    ergebnis = aufrufen(daten, "manage.py", "migrate", DATABASE_URL=adresse)
    assert (ergebnis.stdout, ergebnis.stderr, ergebnis.returncode) == (
        "",
        (
            "Die Datenbank „fehlt“ auf „diesem Rechner“ ist nicht erreichbar (FATAL:  database "
            '"fehlt" does not exist); bitte prüfen Sie DATABASE_URL.\n'
        ),
        1,
    )


def test_an_error_in_the_program_keeps_its_traceback(daten):
    ergebnis = aufrufen(
        daten,
        "manage.py",
        "shell",
        "-v0",
        "-c",
        (
            "from django.db import connection; connection.cursor().execute("
            '"SET statement_timeout = 1; SELECT pg_sleep(60)")'
        ),
    )
    assert ergebnis.returncode == 1
    assert ergebnis.stderr.startswith("Traceback (most recent call last):\n")
