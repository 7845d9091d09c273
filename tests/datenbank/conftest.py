import fcntl
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.umgebung import UMGEBUNG, WURZEL


class Kunde:
    """A process of its own that uses the server on `daten`."""

    def __init__(self, daten: Path) -> None:
        self.prozess = subprocess.Popen(
            [sys.executable, "-m", "tests.datenbank.kunde", str(daten)],
            cwd=WURZEL,
            env=UMGEBUNG,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def bitten(self, sql: str) -> None:
        print(sql, file=self.prozess.stdin, flush=True)

    def antwort(self) -> object:
        zeile = self.prozess.stdout.readline()
        assert zeile, self.prozess.stderr.read()
        return json.loads(zeile)

    def fragen(self, sql: str) -> object:
        self.bitten(sql)
        return self.antwort()

    def gehen(self) -> None:
        """End as a program ends."""
        self.prozess.communicate(timeout=30)
        assert self.prozess.returncode == 0

    def toeten(self) -> None:
        self.prozess.kill()
        with self.prozess:
            pass  # closes the pipes and waits


def laeuft(daten: Path) -> bool:
    """Tell whether any process of the server on `daten` lives."""
    with (daten / "datenbank" / "server.lock").open() as sperre:
        try:
            fcntl.flock(sperre, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def ende_abwarten(daten: Path) -> None:
    """Wait until the last process of the server on `daten` is gone."""
    with (daten / "datenbank" / "server.lock").open() as sperre:
        fcntl.flock(sperre, fcntl.LOCK_EX)


def erschlagen(daten: Path) -> None:
    """Kill the server on `daten`, and wait until it is gone, or another one there in its place."""
    alter = postmaster(daten)
    os.kill(alter, signal.SIGKILL)
    while laeuft(daten) and _noch_derselbe(daten, alter):
        time.sleep(0.02)


def _noch_derselbe(daten: Path, alter: int) -> bool:
    try:
        return postmaster(daten) == alter
    except (OSError, IndexError, ValueError):  # the note of the next one is about to be written
        return True


def postmaster(daten: Path) -> int:
    """Give the process id of the server's main process on `daten`."""
    return int((daten / "datenbank" / "cluster" / "postmaster.pid").read_text().split()[0])


@pytest.fixture
def daten() -> Iterator[Path]:
    """A data folder with a short path, in a folder that only its owner may enter."""
    with tempfile.TemporaryDirectory(prefix="portal-") as ordner:
        yield Path(ordner) / "daten"
        for sperre in Path(ordner).glob("*/datenbank/server.lock"):
            _aufraeumen(sperre.parent.parent)


def _aufraeumen(daten: Path) -> None:
    """End the server that a test left behind, and wait for it."""
    if laeuft(daten):
        os.kill(postmaster(daten), signal.SIGQUIT)
        ende_abwarten(daten)


@pytest.fixture
def kunde(daten: Path) -> Iterator[Callable[..., Kunde]]:
    """Start clients of `daten`, or of another folder."""
    alle: list[Kunde] = []

    def starten(ordner: Path = daten) -> Kunde:
        alle.append(Kunde(ordner))
        return alle[-1]

    yield starten
    for einer in alle:
        einer.toeten()
