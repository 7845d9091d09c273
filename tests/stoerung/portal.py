"""A whole portal in processes of its own: gunicorn, its workers, PostgreSQL; and a browser."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPException
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any

import psutil
import psycopg
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from tests.seitenformular import formular
from tests.umgebung import UMGEBUNG, WURZEL

PASSWORT = "ein langes Wort"
GEDULD = 60.0


def abwarten(eingetreten: Callable[[], object]) -> None:
    """Wait until `eingetreten` gives something true."""
    ende = time.monotonic() + GEDULD
    while not eingetreten():
        assert time.monotonic() < ende
        time.sleep(0.05)


def lebt(prozess: psutil.Process) -> bool:
    """Tell whether `prozess` still runs; one that only waits to be reaped does not."""
    try:
        return prozess.is_running() and prozess.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


class Antwort:
    """What a server said: status, address in the end, text, headers."""

    def __init__(self, antwort: Any) -> None:
        self.status: int = antwort.status
        self.adresse: str = antwort.geturl()
        self.kopf = antwort.headers
        self.text: str = antwort.read().decode(errors="replace")  # a poster is none


class Browser:
    """Keeps cookies and sends forms as they are printed."""

    def __init__(self, wurzel: str) -> None:
        self.wurzel = wurzel
        self._oeffner = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))

    def holen(self, pfad: str, daten: bytes | None = None) -> Antwort:
        """Give the answer, of whatever status; raises OSError where the server breaks off."""
        anfrage = urllib.request.Request(self.wurzel + pfad, data=daten)
        if daten is not None:
            anfrage.add_header("Content-Type", MULTIPART_CONTENT)
        try:
            with self._oeffner.open(anfrage, timeout=GEDULD) as antwort:
                return Antwort(antwort)
        except urllib.error.HTTPError as fehler:
            with fehler:
                return Antwort(fehler)
        except HTTPException as fehler:
            raise ConnectionError(str(fehler)) from fehler

    def absenden(self, pfad: str, form: str, **eingaben: Any) -> Antwort:
        """Open the form `form` at `pfad`, fill it in and send it."""
        felder = formular(self.holen(pfad).text.encode(), form) | eingaben
        return self.holen(pfad, encode_multipart(BOUNDARY, felder))

    def anmelden(self) -> "Browser":
        self.absenden("/admin/login/", "login-form", username="sb", password=PASSWORT)
        return self


class Portal:
    """The portal on a data folder, run from the code at `wurzel`."""

    def __init__(self, daten: Path, wurzel: Path = WURZEL, **umgebung: str) -> None:
        self.daten, self.wurzel = daten, wurzel
        self.umgebung = UMGEBUNG | {"PORTAL_DATEN": str(daten)} | umgebung
        self.gunicorn: subprocess.Popen[str] | None = None
        self.port = 0

    # --- Processes --------------------------------------------------------------------------------

    def starten(self) -> None:
        """Start gunicorn as a city does, and wait until it answers."""
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.gunicorn = subprocess.Popen(
            [
                *(sys.executable, "-m", "gunicorn", "--workers", "1", "--threads", "4"),
                *("--bind", f"127.0.0.1:{self.port}", "--log-level", "critical"),
                *("--no-control-socket", "hattingen_portal.wsgi"),
            ],
            cwd=self.wurzel,
            env=self.umgebung,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            text=True,
        )
        abwarten(self.lebt)
        self.browser().holen("/gesundheit/bereit/")  # the first question brings the database up

    def lebt(self) -> bool:
        try:
            return self.browser().holen("/gesundheit/").status == 200
        except OSError:
            return False

    def bereit(self) -> bool:
        return self.browser().holen("/gesundheit/bereit/").status == 200

    def arbeiter(self) -> list[psutil.Process]:
        """Give gunicorn's workers."""
        assert self.gunicorn
        kinder = psutil.Process(self.gunicorn.pid).children()
        return [kind for kind in kinder if kind.name() != "postgres"]

    def alles_toeten(self) -> None:
        """Kill gunicorn with all its workers at once."""
        assert self.gunicorn
        alle = [psutil.Process(self.gunicorn.pid), *self.arbeiter()]
        for prozess in alle:
            prozess.kill()
        self.gunicorn.wait()
        psutil.wait_procs(alle[1:], timeout=GEDULD)
        self.gunicorn = None

    def anhalten(self) -> None:
        if self.gunicorn:
            self.gunicorn.terminate()
            self.gunicorn.wait(timeout=GEDULD)
            self.gunicorn = None

    def befehl(self, *befehl: str) -> subprocess.Popen[str]:
        """Start a command of manage.py."""
        return subprocess.Popen(
            [sys.executable, "manage.py", *befehl],
            cwd=self.wurzel,
            env=self.umgebung,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def ausfuehren(self, *befehl: str) -> tuple[str, str, int]:
        """Run a command to its end; give both outputs and the exit code."""
        prozess = self.befehl(*befehl)
        ausgabe, fehler = prozess.communicate(timeout=GEDULD)
        return ausgabe, fehler, prozess.returncode

    def browser(self) -> Browser:
        return Browser(f"http://127.0.0.1:{self.port}")

    # --- The database -----------------------------------------------------------------------------

    def verbinden(self) -> psycopg.Connection:
        return psycopg.connect(
            dbname="hattingen",
            host=str(self.daten / "datenbank/socket"),
            port=5432,
            user="portal",
            autocommit=True,
        )

    def sql(self, befehl: str) -> Any:
        """Give the first value of the first row."""
        with self.verbinden() as verbindung:
            zeiger = verbindung.execute(befehl)
            return zeiger.fetchone()[0] if zeiger.description else None

    @contextmanager
    def aufgehalten(self, tabelle: str) -> Iterator[Callable[[], None]]:
        """Let nobody write into `tabelle`; give a function that waits until somebody wants to."""
        with self.verbinden() as halter, self.verbinden() as zeuge, halter.transaction():
            halter.execute(f"LOCK TABLE {tabelle} IN SHARE MODE")
            yield lambda: abwarten(
                lambda: zeuge.execute("SELECT 1 FROM pg_locks WHERE NOT granted").fetchone()
            )

    def postmaster(self) -> int:
        return int((self.daten / "datenbank/cluster/postmaster.pid").read_text().split()[0])

    def datenbank_toeten(self) -> None:
        """Kill PostgreSQL, and wait until the last of its processes has noticed."""
        hauptprozess = psutil.Process(self.postmaster())
        alle = [hauptprozess, *hauptprozess.children()]
        os.kill(hauptprozess.pid, signal.SIGKILL)
        abwarten(lambda: not any(lebt(prozess) for prozess in alle))
