"""The settings: what they refuse, and the secret that a local start makes by itself."""

import ast
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

PROJEKT = Path(__file__).parents[2]
DRUCKEN = "import sys; from hattingen_portal import settings; print(getattr(settings, sys.argv[1]))"


def einstellung(name: str, daten: Path, **umgebung: str) -> subprocess.CompletedProcess[str]:
    """Read one setting in a process of its own, with nothing set but `umgebung`."""
    rest = {k: v for k, v in os.environ.items() if not k.startswith(("PORTAL_", "DATABASE_"))}
    return subprocess.run(
        [sys.executable, "-c", DRUCKEN, name],
        cwd=PROJEKT,
        env=rest | {"PORTAL_DATEN": str(daten)} | umgebung,
        capture_output=True,
        text=True,
        check=False,
    )


def test_processes_that_start_together_agree_on_one_secret(tmp_path: Path) -> None:
    laufende = [
        subprocess.Popen(
            [sys.executable, "-c", DRUCKEN, "SECRET_KEY"],
            cwd=PROJEKT,
            env=os.environ | {"PORTAL_DATEN": str(tmp_path / "daten")},
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(4)
    ]
    geheimnisse = {prozess.communicate()[0].strip() for prozess in laufende}

    datei = tmp_path / "daten/geheimnis"
    assert geheimnisse == {datei.read_text()}
    assert len(datei.read_text()) > 50
    assert stat.S_IMODE(datei.stat().st_mode) == 0o600
    assert stat.S_IMODE(datei.parent.stat().st_mode) == 0o700


def test_a_public_address_needs_a_secret_of_its_own(tmp_path: Path) -> None:
    oeffentlich = {"PORTAL_BASIS_URL": "https://quartiere.example.org"}
    ohne = einstellung("SECRET_KEY", tmp_path, **oeffentlich)
    assert ohne.returncode == 1
    assert "PORTAL_SECRET_KEY fehlt." in ohne.stderr
    assert not (tmp_path / "geheimnis").exists()

    kurz = einstellung("SECRET_KEY", tmp_path, PORTAL_SECRET_KEY="g" * 49, **oeffentlich)
    assert kurz.returncode == 1
    assert "PORTAL_SECRET_KEY ist zu kurz" in kurz.stderr

    mit = einstellung("SECRET_KEY", tmp_path, PORTAL_SECRET_KEY="g" * 50, **oeffentlich)
    assert mit.stdout == "g" * 50 + "\n"


@pytest.mark.parametrize(
    ("umgebung", "meldung"),
    [
        ({"PORTAL_BASIS_URL": "quartiere.example.org"}, "PORTAL_BASIS_URL muss"),
        ({"PORTAL_BASIS_URL": "https://example.org/portal"}, "ohne Pfad"),
        ({"PORTAL_TESTSYSTEM": "vielleicht"}, "PORTAL_TESTSYSTEM muss „ja“ oder „nein“ sein"),
        ({"PORTAL_EINBETTEN_VON": "*"}, "PORTAL_EINBETTEN_VON muss"),
        ({"PORTAL_EINBETTEN_VON": "www.example.org"}, "PORTAL_EINBETTEN_VON muss"),
        ({"PORTAL_EINBETTEN_VON": "https://example.org/seite"}, "ohne Pfad"),
        ({"PORTAL_EINBETTEN_VON": "https://example.org;script-src"}, "PORTAL_EINBETTEN_VON muss"),
        ({"PORTAL_EINBETTEN_VON": "https://a.example 'self'"}, "gelesen wurde „'self'“"),
        ({"PORTAL_PROXYS": "ja"}, "PORTAL_PROXYS muss eine Zahl von 0 bis 9 sein, nicht „ja“."),
        ({"PORTAL_PROXYS": "-1"}, "PORTAL_PROXYS muss"),
        ({"PORTAL_SITZUNG": "ewig"}, "PORTAL_SITZUNG muss eine Zahl von 30 bis 120 (Minuten)"),
        ({"PORTAL_SITZUNG": "29"}, "nicht „29“."),
        ({"PORTAL_SITZUNG": "121"}, "nicht „121“."),
        ({"PORTAL_ZWEITER_FAKTOR": "gern"}, "PORTAL_ZWEITER_FAKTOR muss „ja“ oder „nein“"),
        ({"PORTAL_SMTP_URL": "mail.example.org"}, "PORTAL_SMTP_URL muss eine Adresse sein"),
        ({"PORTAL_SMTP_URL": "smtp://mail.example.org"}, "PORTAL_ABSENDER muss eine E-Mail"),
        ({"PORTAL_ABSENDER": "Portal <a@example.org>"}, "PORTAL_ABSENDER muss eine E-Mail"),
        ({"DATABASE_URL": "mysql://localhost/x"}, "DATABASE_URL muss"),
        ({"DATABASE_URL": "unsinn"}, "DATABASE_URL muss"),
        ({"DATABASE_URL": "postgres://localhost"}, "DATABASE_URL muss"),
    ],
)
def test_nonsense_is_refused_with_the_way_out(
    umgebung: dict[str, str], meldung: str, tmp_path: Path
) -> None:
    ergebnis = einstellung("DEBUG", tmp_path, **umgebung)

    assert ergebnis.returncode == 1
    assert meldung in ergebnis.stderr


@pytest.mark.parametrize(
    ("name", "lokal", "oeffentlich"),
    [
        ("DEBUG", "False", "False"),
        ("PORTAL_ZWEITER_FAKTOR", "False", "False"),
        ("SESSION_COOKIE_AGE", "5400", "5400"),
        ("SESSION_COOKIE_SECURE", "False", "True"),
        ("CSRF_COOKIE_SECURE", "False", "True"),
        ("SECURE_SSL_REDIRECT", "False", "True"),
        ("SECURE_HSTS_SECONDS", "0", "31536000"),
        ("ALLOWED_HOSTS", "['127.0.0.1', 'localhost', '[::1]']", "['quartiere.example.org']"),
    ],
)
def test_security_follows_the_scheme_of_the_address(
    name: str, lokal: str, oeffentlich: str, tmp_path: Path
) -> None:
    https = {"PORTAL_BASIS_URL": "https://quartiere.example.org", "PORTAL_SECRET_KEY": "x" * 50}

    assert einstellung(name, tmp_path).stdout.strip() == lokal
    assert einstellung(name, tmp_path, **https).stdout.strip() == oeffentlich


@pytest.mark.parametrize(
    ("wert", "erwartet"),
    [
        ("", []),
        (" , ", []),
        ("https://www.example.org", ["https://www.example.org"]),
        (
            " https://WWW.example.org/,http://127.0.0.1:8001\nhttps://b.example ",
            ["https://www.example.org", "http://127.0.0.1:8001", "https://b.example"],
        ),
    ],
)
def test_the_websites_that_may_embed_are_a_list(
    wert: str, erwartet: list[str], tmp_path: Path
) -> None:
    ergebnis = einstellung("PORTAL_EINBETTEN_VON", tmp_path, PORTAL_EINBETTEN_VON=wert)

    assert ergebnis.stdout == f"{erwartet}\n"


@pytest.mark.parametrize(
    ("umgebung", "erwartet"),
    [
        ({}, "portal@localhost.localdomain"),
        ({"PORTAL_EMAIL": "amt@example.org"}, "amt@example.org"),
        (
            {"PORTAL_EMAIL": "amt@example.org", "PORTAL_ABSENDER": "portal@example.org"},
            "portal@example.org",
        ),
    ],
)
def test_mail_comes_from_the_address_that_is_set_for_it(
    umgebung: dict[str, str], erwartet: str, tmp_path: Path
) -> None:
    assert einstellung("PORTAL_ABSENDER", tmp_path, **umgebung).stdout.strip() == erwartet


def test_limits_to_waiting_for_a_connection_stay_with_options_in_the_address(
    tmp_path: Path,
) -> None:
    adresse = "postgres://amt@127.0.0.1/quartiere?sslmode=require&connect_timeout=2"
    ergebnis = einstellung("DATABASES", tmp_path, DATABASE_URL=adresse)

    optionen = ast.literal_eval(ergebnis.stdout)["default"]["OPTIONS"]
    assert optionen == {
        "connect_timeout": 2,
        "keepalives_idle": 30,
        "keepalives_interval": 5,
        "keepalives_count": 3,
        "tcp_user_timeout": 30_000,
        "sslmode": "require",
    }
