"""One filled data folder, of which each file of tests has a copy."""

import os
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from tests import vorlage
from tests.stoerung.portal import PASSWORT, Portal

EINRICHTEN = f"""
from django.contrib.auth.models import User
from django.core.management import call_command
for befehl in ("migrate", "grunddaten", "beispieldaten"):
    call_command(befehl, verbosity=0)
User.objects.create_superuser("sb", password={PASSWORT!r})
"""


@pytest.fixture(scope="module")
def daten() -> Iterator[Path]:
    """Give the folder of a portal with examples and an account; what runs on it ends with it."""
    with tempfile.TemporaryDirectory(prefix="portal-") as ordner:
        daten = Path(ordner) / "daten"
        vorlage.kopieren("beispiel", daten, _einrichten)
        portal = Portal(daten)
        yield daten
        _datenbank_beenden(portal)


def _einrichten(daten: Path) -> None:
    vorlage.tabellen(daten)
    vorlage.python("manage.py", "shell", "-v0", "-c", EINRICHTEN, daten=daten)


def _datenbank_beenden(portal: Portal) -> None:
    try:
        hauptprozess = psutil.Process(portal.postmaster())
        alle = [hauptprozess, *hauptprozess.children()]
        os.kill(hauptprozess.pid, signal.SIGQUIT)
        psutil.wait_procs(alle, timeout=30)
    except (FileNotFoundError, psutil.NoSuchProcess):
        pass


@pytest.fixture
def portal(daten: Path) -> Iterator[Portal]:
    """Give the running portal on `daten`."""
    portal = Portal(daten)
    portal.starten()
    yield portal
    portal.anhalten()


@pytest.fixture
def tmpfs(request: pytest.FixtureRequest) -> Iterator[Path]:
    """Give a small disk of its own, of 400 MB."""
    with tempfile.TemporaryDirectory(prefix="platte-") as ordner:
        einhaengen = ["mount", "-t", "tmpfs", "-o", "size=400m,mode=755", "none", ordner]
        if os.geteuid() or subprocess.run(einhaengen, capture_output=True, check=False).returncode:
            satz = "Nur root darf eine kleine Platte einhängen, die voll laufen kann."
            if os.environ.get("PORTAL_STOERUNG_PFLICHT"):
                pytest.fail(satz)
            pytest.skip(satz)
        yield Path(ordner)
        subprocess.run(["umount", "--lazy", ordner], check=True)
