"""A portal of its own for a benchmark: a temporary folder, an embedded database, servers."""

import atexit
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import django

WURZEL = Path(__file__).resolve().parent.parent


def einrichten(einstellungen: str) -> None:
    """Let Django run with the settings module `einstellungen` on a new folder, without a database.

    Call it before any module of the portal is imported: they read the settings.
    """
    for name in [name for name in os.environ if name.startswith(("PORTAL_", "DATABASE_URL"))]:
        del os.environ[name]
    ordner = tempfile.mkdtemp(prefix="portal-benchmark-")
    atexit.register(shutil.rmtree, ordner, ignore_errors=True)  # after the database has ended
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": einstellungen,
        "PORTAL_DATEN": ordner,
        "PORTAL_DATENBANK_FLUECHTIG": "1",
    }
    django.setup()


@dataclass(frozen=True)
class Server:
    """gunicorn with two synchronous workers."""

    name: str
    modul: str
    einstellungen: str = ""

    @contextmanager
    def laeuft(self) -> Iterator[int]:
        """Run it on a free port of the loopback, which this gives."""
        port = freier_port()
        prozess = subprocess.Popen(
            [
                *(sys.executable, "-m", "gunicorn", "--workers=2", "--worker-class=sync"),
                *(f"--bind=127.0.0.1:{port}", "--log-level=error", self.modul),
            ],
            cwd=WURZEL,
            env=os.environ | {"DJANGO_SETTINGS_MODULE": self.einstellungen},
        )
        try:
            warten(port)
            yield port
        finally:
            prozess.send_signal(signal.SIGTERM)
            prozess.wait(timeout=20)


def wrk(adresse: str, *, zugleich: int, sekunden: int, kopf: dict[str, str] | None = None) -> float:
    """Give how many requests a second are answered; ends the program at a wrong answer."""
    koepfe = [f"-H{name}: {wert}" for name, wert in (kopf or {}).items()]
    ausgabe = subprocess.run(
        ["wrk", "-t1", f"-c{zugleich}", f"-d{sekunden}s", *koepfe, adresse],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    treffer = re.search(r"Requests/sec:\s+([\d.]+)", ausgabe)
    if "Non-2xx" in ausgabe or treffer is None:
        sys.exit(f"{adresse}: falsche Antwort\n{ausgabe}")
    return float(treffer[1])


def noetig(*programme: str) -> None:
    """End the program with a sentence where one of `programme` is not installed."""
    for programm in programme:
        if shutil.which(programm) is None:
            sys.exit(f"Bitte installieren Sie „{programm}“: apt-get install {programm}")


def freier_port() -> int:
    """Give a port of the loopback that nobody uses just now."""
    with closing(socket.create_server(("127.0.0.1", 0))) as frei:
        port: int = frei.getsockname()[1]
    return port


def warten(port: int) -> None:
    """Wait until somebody answers on `port` of the loopback; ends the program where nobody does."""
    for _ in range(200):
        try:
            urlopen(f"http://127.0.0.1:{port}/").close()
        except HTTPError:
            return
        except OSError:
            time.sleep(0.1)
        else:
            return
    sys.exit(f"Der Server auf Port {port} antwortet nicht.")
