"""The settings: what they refuse, and the secret that a local start makes by itself."""

import ast
import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from hattingen_portal import umgebung

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
        ({"PORTAL_SICHERHEIT_BIS": "bald"}, "PORTAL_SICHERHEIT_BIS muss ein Tag wie 2027-06-30"),
        ({"PORTAL_SICHERHEIT_BIS": "2027-02-30"}, "nicht „2027-02-30“."),
        ({"PORTAL_ZWEITER_FAKTOR": "gern"}, "PORTAL_ZWEITER_FAKTOR muss „ja“ oder „nein“"),
        ({"PORTAL_SMTP_URL": "mail.example.org"}, "PORTAL_SMTP_URL muss eine Adresse sein"),
        ({"PORTAL_SMTP_URL": "smtp://mail.example.org"}, "PORTAL_ABSENDER muss eine E-Mail"),
        ({"PORTAL_ABSENDER": "Portal <a@example.org>"}, "PORTAL_ABSENDER muss eine E-Mail"),
        ({"PORTAL_EMAIL": "keine"}, "PORTAL_EMAIL muss eine E-Mail"),
        ({"PORTAL_LOG": "xml"}, "PORTAL_LOG muss „text“ oder „json“ sein, nicht „xml“."),
        ({"PORTAL_REDIS_URL": "redis.example.org"}, "PORTAL_REDIS_URL muss"),
        ({"PORTAL_S3_URL": "https://s3.example.org/eimer"}, "PORTAL_S3_URL muss"),
        ({"PORTAL_S3_URL": "https://a:b@s3.example.org/"}, "PORTAL_S3_URL muss"),
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


def test_a_folder_that_is_none_is_named(tmp_path: Path) -> None:
    (tmp_path / "datei").touch()
    ergebnis = einstellung("DEBUG", tmp_path / "datei")
    assert ergebnis.returncode == 1
    assert f"PORTAL_DATEN: In {tmp_path / 'datei'} kann das Portal nicht schreiben." in (
        ergebnis.stderr
    )


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
        ("SECURE_SSL_HOST", "127.0.0.1:8000", "quartiere.example.org"),
        ("SESSION_COOKIE_NAME", "sessionid", "__Host-sessionid"),
        ("CSRF_COOKIE_NAME", "csrftoken", "__Host-csrftoken"),
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


FALSCH = {
    "PORTAL_BASIS_URL": "quartiere",
    "PORTAL_PROXYS": "zwei",
    "PORTAL_SMTP_URL": "mail",
    "DATABASE_URL": "unsinn",
    "PORTAL_LOG": "xml",
}
GENANNT = ["PORTAL_BASIS_URL", "PORTAL_PROXYS", "PORTAL_SECRET_KEY", "DATABASE_URL"]


@pytest.mark.parametrize(
    "befehl",
    [
        ["manage.py", "einstellungen_pruefen"],
        ["-m", "gunicorn", "--config", "betrieb/gunicorn.py"],
    ],
)
def test_all_that_is_wrong_is_named_at_once_and_nothing_starts(
    befehl: list[str], tmp_path: Path
) -> None:
    rest = {k: v for k, v in os.environ.items() if not k.startswith(("PORTAL_", "DATABASE_"))}
    ergebnis = subprocess.run(
        [sys.executable, *befehl],
        cwd=PROJEKT,
        env=rest | {"PORTAL_DATEN": str(tmp_path / "daten")} | FALSCH,
        capture_output=True,
        text=True,
        check=False,
    )

    saetze = ergebnis.stderr.splitlines()
    assert ergebnis.returncode == 1
    assert [satz.split()[0] for satz in saetze] == [*GENANNT, "PORTAL_SMTP_URL", "PORTAL_LOG"]
    assert not (tmp_path / "daten").exists()


def test_a_package_that_is_not_installed_is_named_with_the_way_to_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(umgebung, "find_spec", lambda _name: None)
    for name, lesen in {
        "PORTAL_REDIS_URL": umgebung.zwischenspeicher,
        "PORTAL_S3_URL": umgebung.medienablage,
    }.items():
        adresse = "redis://a:b@example.org/0" if "REDIS" in name else "https://a:b@example.org/e"
        monkeypatch.setenv(name, adresse)
        with pytest.raises(ImproperlyConfigured, match=r"requirements/wachstum\.txt") as grund:
            lesen()
        assert str(grund.value).startswith(f"{name} braucht Python-Pakete")


def test_the_known_names_are_those_of_the_table_in_the_documentation() -> None:
    seite = (PROJEKT / "docs/betrieb.md").read_text()
    tabelle = re.findall(r"^\| `(PORTAL_\w+)` \|", seite, re.MULTILINE)

    assert sorted(umgebung.BEKANNTE) == sorted(tabelle)


def test_the_known_names_are_those_that_the_code_reads() -> None:
    """Those that it asks the environment for; a setting of Django's may have the same name."""
    gelesen = set()
    for datei in (PROJEKT / "hattingen_portal").rglob("*.py"):
        gelesen |= set(
            re.findall(
                r"""(?:environ\.get\(|environ\[|ja\(|ja, )"(PORTAL_\w+)\"""", datei.read_text()
            )
        )

    assert gelesen - {"PORTAL_DATENBANK_FLUECHTIG"} == umgebung.BEKANNTE


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
