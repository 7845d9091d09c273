"""The units for systemd: read by systemd itself where it is there, and held to their promises."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.umgebung import WURZEL

EINHEITEN = sorted((WURZEL / "betrieb/systemd").iterdir())
DIENSTE = [einheit for einheit in EINHEITEN if einheit.suffix == ".service"]
ABGESCHIRMT = {
    "User=portal",
    "UMask=0027",
    "ProtectSystem=strict",
    "ProtectHome=yes",
    "PrivateTmp=yes",
    "PrivateDevices=yes",
    "NoNewPrivileges=yes",
    "CapabilityBoundingSet=",
    "RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6",
    "SystemCallFilter=@system-service",
}


@pytest.mark.parametrize("datei", DIENSTE, ids=lambda datei: datei.stem)
def test_each_service_is_shut_in(datei: Path) -> None:
    zeilen = set(datei.read_text().splitlines())

    assert ABGESCHIRMT - zeilen == set()
    assert any(zeile.startswith("MemoryMax=") for zeile in zeilen)
    erlaubt = {"/var/lib/portal", "/var/backups/portal"}
    orte = [zeile for zeile in zeilen if zeile.startswith("ReadWritePaths=")]
    assert {ort for zeile in orte for ort in zeile.partition("=")[2].split()} <= erlaubt


@pytest.mark.parametrize("name", ["portal-web", "portal-worker"])
def test_what_runs_all_the_time_starts_only_where_the_portal_can_run(name: str) -> None:
    """After a restore that was cut off, the worker would send and delete on former tables."""
    zeilen = (WURZEL / f"betrieb/systemd/{name}.service").read_text().splitlines()
    pruefung = "/srv/portal/aktuell/.venv/bin/python manage.py einstellungen_pruefen"
    assert f"ExecStartPre={pruefung}" in zeilen
    assert "TimeoutStartSec=120" in zeilen


def test_each_timer_has_its_service() -> None:
    namen = {einheit.name for einheit in EINHEITEN}

    assert {
        e.name.replace(".timer", ".service") for e in EINHEITEN if e.suffix == ".timer"
    } <= namen


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="Kein systemd gefunden.")
def test_systemd_understands_them(tmp_path: Path) -> None:
    """In a copy whose programs exist: where the portal lies, it does not lie here."""
    for einheit in EINHEITEN:
        text = einheit.read_text().replace("/srv/portal/aktuell/.venv/bin/python", "/bin/true")
        text = text.replace("/srv/portal/aktuell/.venv/bin/gunicorn", "/bin/true")
        (tmp_path / einheit.name).write_text(text)
    ergebnis = subprocess.run(
        ["systemd-analyze", "verify", *map(str, tmp_path.iterdir())],
        capture_output=True,
        text=True,
        check=False,
    )

    eigene = [zeile for zeile in ergebnis.stderr.splitlines() if "portal-" in zeile]
    assert eigene == []


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="Kein systemd gefunden.")
@pytest.mark.parametrize("datei", DIENSTE, ids=lambda datei: datei.stem)
def test_systemd_finds_little_that_an_intruder_could_do(datei: Path) -> None:
    """Exposure from 0.0 to 10.0, of which 2.0 and less is "OK" or better."""
    ergebnis = subprocess.run(
        ["systemd-analyze", "security", "--offline=yes", "--threshold=20", str(datei)],
        capture_output=True,
        text=True,
        check=False,
    )

    assert ergebnis.returncode == 0, ergebnis.stdout[-300:]
