"""Portals of their own for the browser: filled once, served as `make start` serves them."""

import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from tests import vorlage
from tests.umgebung import UMGEBUNG, WURZEL

GEDULD = 120.0  # seconds for a start on a machine that has much else to do


def freier_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def portal(daten: str, **umgebung: str) -> Iterator[str]:
    """Serve a portal with the data set `daten` (see daten.py) in `umgebung`; gives its address.

    Raises RuntimeError with what it printed when it does not come up.
    """
    port = str(freier_port())
    adresse = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryDirectory(prefix="portal-") as ordner:
        kopie = Path(ordner) / "daten"
        ordner_mit(daten, kopie)
        umgebung = (
            UMGEBUNG
            | {"PORT": port, "PORTAL_DATEN": str(kopie), "PORTAL_BASIS_URL": adresse}
            | umgebung
        )
        ausgabe = Path(ordner) / "ausgabe"
        with ausgabe.open("w") as datei:
            prozess = subprocess.Popen(
                [sys.executable, "-m", "hattingen_portal.start"],
                cwd=WURZEL,
                env=umgebung,
                stdin=subprocess.DEVNULL,
                stdout=datei,
                stderr=subprocess.STDOUT,
            )
        try:
            _abwarten(prozess, ausgabe)
            yield adresse
            if prozess.poll() is not None:
                raise RuntimeError(f"Das Portal ist vor der Zeit am Ende: {ausgabe.read_text()}")
        finally:
            prozess.send_signal(signal.SIGTERM)
            prozess.wait(GEDULD)


def ordner_mit(daten: str, ziel: Path) -> None:
    """Put at `ziel`, which is not there yet, a data folder with the data set `daten`."""
    vorlage.kopieren(f"browser-{daten}", ziel, partial(_fuellen, daten))


def _fuellen(daten: str, ordner: Path) -> None:
    einstellungen = {"DJANGO_SETTINGS_MODULE": "hattingen_portal.settings"}
    vorlage.tabellen(ordner)
    vorlage.python("-m", "tests.browser.daten", daten, daten=ordner, **einstellungen)


def _abwarten(prozess: subprocess.Popen[bytes], ausgabe: Path) -> None:
    ende = time.monotonic() + GEDULD
    while "Das Portal läuft" not in ausgabe.read_text():
        if prozess.poll() is not None or time.monotonic() > ende:
            raise RuntimeError(f"Das Portal startet nicht: {ausgabe.read_text()}")
        time.sleep(0.05)
