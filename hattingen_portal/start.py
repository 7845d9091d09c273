"""`make start`: prepare the database, say how to log in, become gunicorn.

Becoming it, by exec, leaves no process between make and the server that could be killed alone.
"""

import errno
import os
import secrets
import signal
import socket
import sys
import time
from pathlib import Path

import django
import psutil
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from hattingen_portal.datenbank.fehler import satz
from hattingen_portal.datenbank.server import gesperrt

GEDULD = 15.0  # seconds for an earlier start to end; gunicorn grants running requests 10
SIGNALE = (signal.SIGINT, signal.SIGTERM, signal.SIGQUIT, signal.SIGHUP)


def main() -> None:
    """Start the portal on 127.0.0.1 at the port in the environment variable PORT (8000)."""
    port = os.environ.get("PORT") or "8000"
    if not port.isdecimal() or not 0 < int(port) < 65536:
        sys.exit(f"PORT muss eine Zahl von 1 bis 65535 sein, nicht „{port}“.")
    os.environ["PORT"] = port
    os.environ["PORTAL_BASIS_URL"] = (
        os.environ.get("PORTAL_BASIS_URL") or f"http://127.0.0.1:{port}"
    )
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hattingen_portal.settings")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    try:
        django.setup()
        settings.DATEN.mkdir(mode=0o700, parents=True, exist_ok=True)
        with gesperrt(settings.DATEN / "start.lock"):  # one start after the other
            port_sichern(int(port))
            datenbank_einrichten()
    except (ImproperlyConfigured, OperationalError, CommandError) as fehler:
        meldung = str(fehler) if isinstance(fehler, CommandError) else satz(fehler)
        if meldung is None:
            raise
        sys.exit(meldung)
    except KeyboardInterrupt:
        sys.exit("Abgebrochen. „make start“ macht dort weiter.")
    gunicorn_werden(int(port))


# --- The port ------------------------------------------------------------------------------------


def merkzettel(port: int) -> Path:
    """Give the file in which a start on `port` notes its process, for the next one to find it."""
    return settings.DATEN / f"portal-{port}.pid"


def port_sichern(port: int) -> None:
    """End what earlier starts of this portal left running; see that `port` is free then.

    Leaves with a sentence when it is taken by somebody else or by a start that still has its make.
    """
    geduld = 0.0
    for zettel in sorted(settings.DATEN.glob("portal-*.pid")):
        prozess, verwaist = _notierter(zettel)
        if prozess and verwaist:
            print("Ein früherer Start des Portals läuft noch ohne sein „make“; er wird beendet.")
            _beenden(prozess)
        if zettel == merkzettel(port) and (verwaist or not prozess):
            geduld = GEDULD  # workers of a killed gunicorn hold the port until they notice
    ende = time.monotonic() + geduld
    while not _frei(port):
        if time.monotonic() >= ende:
            sys.exit(
                f"Der Port {port} ist schon belegt, von einem anderen Programm oder von einem "
                f"Portal, das noch läuft. Ein anderer Port: make start PORT={port + 1}"
            )
        time.sleep(0.1)


def _notierter(zettel: Path) -> tuple[psutil.Process | None, bool]:
    """Give the process noted on `zettel`, if it still is that one, and whether it lost its make.

    The start time (seconds since 1970) tells it from another process with the same id. Losing
    the parent changes a process's parent id.
    """
    try:
        kennung, beginn, eltern = zettel.read_text().split()
        prozess = psutil.Process(int(kennung))
        derselbe = abs(prozess.create_time() - float(beginn)) < 5
        if derselbe and prozess.status() != psutil.STATUS_ZOMBIE:
            return prozess, prozess.ppid() != int(eltern)
    except (OSError, ValueError, psutil.Error):
        pass
    return None, False


def _beenden(prozess: psutil.Process) -> None:
    """End gunicorn in order, or in the end not."""
    prozess.terminate()
    try:
        prozess.wait(GEDULD)
    except psutil.TimeoutExpired:
        prozess.kill()


def _frei(port: int) -> bool:
    """Tell whether gunicorn could take `port`; leaves with a sentence where it never may."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except PermissionError:
            sys.exit(f"Der Port {port} ist für Ihr Konto gesperrt. Etwa: make start PORT=8000")
        except OSError as fehler:
            if fehler.errno != errno.EADDRINUSE:
                raise
            return False
    return True


# --- The database --------------------------------------------------------------------------------


def datenbank_einrichten() -> None:
    """Bring the tables up to date, and fill an empty database once.

    A file marks the first start while it lasts: one that breaks off is made up for by the next,
    and later starts bring nothing back that somebody has deleted.
    """
    ausfuehrer = MigrationExecutor(connection)
    erststart = settings.DATEN / "erststart"
    if not ausfuehrer.loader.applied_migrations:
        erststart.touch()
    if erststart.exists() or ausfuehrer.migration_plan(ausfuehrer.loader.graph.leaf_nodes()):
        print("Die Datenbank wird eingerichtet …", flush=True)
        call_command("migrate", verbosity=0)
        call_command("grunddaten", verbosity=0)
        call_command("bilder_erneuern", verbosity=0)
        call_command("pdfs_pruefen", verbosity=0)
    if erststart.exists():
        with transaction.atomic():
            call_command("beispieldaten", verbosity=0)
            zugang_anlegen()
        erststart.unlink()
    connection.close()


def zugang_anlegen() -> None:
    """Make the first login with a random password and print it, unless a superuser exists."""
    konten = get_user_model()._default_manager
    if konten.filter(is_superuser=True).exists():
        return
    passwort = secrets.token_urlsafe(12)
    konten.create_superuser("admin", password=passwort)
    print(
        f"\nAnmeldung für die Verwaltung: {settings.PORTAL_BASIS_URL}/admin/\n"
        f"    Name:     admin\n    Passwort: {passwort}\n"
        "Das Passwort steht nur dieses eine Mal hier. Ein neues setzt: "
        ".venv/bin/python manage.py changepassword admin",
        flush=True,
    )


# --- The server ----------------------------------------------------------------------------------


def gunicorn_werden(port: int) -> None:
    """Note down this process and go on as gunicorn, with the settings in `start_gunicorn`.

    Signals wait until gunicorn can end in order (`when_ready` there): one that came before would
    leave the embedded database running.
    """
    dieser = psutil.Process()
    merkzettel(port).write_text(f"{dieser.pid} {dieser.create_time()} {dieser.ppid()}\n")
    signal.pthread_sigmask(signal.SIG_BLOCK, SIGNALE)
    os.chdir(settings.BASE_DIR)
    gunicorn = ["-m", "gunicorn", "--config", "python:hattingen_portal.start_gunicorn"]
    os.execv(sys.executable, [sys.executable, *gunicorn, "hattingen_portal.wsgi"])


if __name__ == "__main__":
    main()
