"""What of systemd the portal's units need, for machines and roots that have none.

    systemd_ersatz.py dienst            (in the foreground, until SIGTERM)
    systemd_ersatz.py BEFEHL EINHEIT …  (as systemctl: start, stop, restart, reload, is-active …)

It runs the lines of the units themselves: socket activation, `Type=notify`, `ExecStartPre`,
`EnvironmentFile`, `User`, `Restart`. What it does not do is the hardening. Python's own library
alone: it runs in an empty Debian, too.
"""

import json
import os
import pwd
import shlex
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

ORDNER = os.environ.get("ERSATZ_EINHEITEN", "/etc/systemd/system:/lib/systemd/system").split(":")
LAUF = Path(os.environ.get("ERSATZ_LAUF", "/run"))
GEDULD = 90.0  # seconds for a start or an end
SOCKEL = 3  # the first descriptor that systemd hands over (sd_listen_fds(3))


class MisslungenError(Exception):
    """A unit did not start; the message says why."""


def einheit(name: str) -> dict[str, list[str]]:
    """Give what a unit says: each key with its values in their order."""
    stamm, _, art = name.rpartition(".")
    muster, at, exemplar = stamm.partition("@")
    for ordner in ORDNER:
        datei = Path(ordner) / f"{muster}{at}.{art}"
        if datei.is_file():
            break
    else:
        raise MisslungenError(f"Unit {name} not found.")
    werte: dict[str, list[str]] = {}
    for zeile in datei.read_text().splitlines():
        schluessel, gleich, wert = zeile.partition("=")
        if gleich and not zeile.startswith(("#", ";")):
            ersetzt = wert.strip().replace("%i", exemplar).replace("%I", exemplar)
            werte.setdefault(schluessel.strip(), []).append(ersetzt)
    return werte


def umgebung(werte: dict[str, list[str]]) -> dict[str, str]:
    """Give the environment that systemd gives a service: nothing of its own, and the file's."""
    alles = {
        "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
        "LANG": "C.UTF-8",
    }
    for zeile in werte.get("Environment", []):
        alles |= dict(teil.split("=", 1) for teil in shlex.split(zeile))
    for datei in werte.get("EnvironmentFile", []):
        zeilen = Path(datei.removeprefix("-")).read_text().splitlines()
        for zeile in zeilen:
            if zeile.strip() and not zeile.startswith("#"):
                name, _, wert = zeile.partition("=")
                alles[name] = "".join(shlex.split(wert))
    return alles


class Dienst:
    """One running service."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.prozess: subprocess.Popen[bytes] | None = None
        self.gewollt = False
        self.lauscher: socket.socket | None = None

    def lauschen(self) -> None:
        """Open the socket of the unit, once for all its starts."""
        if self.lauscher is None:
            werte = einheit(self.name.replace(".service", ".socket"))
            pfad = Path(werte["ListenStream"][0])
            pfad.parent.mkdir(parents=True, exist_ok=True)
            pfad.unlink(missing_ok=True)
            self.lauscher = socket.socket(socket.AF_UNIX)
            self.lauscher.bind(str(pfad))
            if os.geteuid() == 0:
                os.chown(pfad, *konto(werte["SocketUser"][0], werte["SocketGroup"][0]))
            pfad.chmod(int(werte["SocketMode"][0], 8))
            self.lauscher.listen(2048)

    def starten(self) -> None:
        """Run the unit's lines; returns when it is ready. Raises MisslungenError."""
        werte = einheit(self.name)
        if any(wert.endswith(".socket") for wert in werte.get("Requires", [])):
            self.lauschen()
        self.gewollt = True
        for zeile in werte.get("ExecStartPre", []):
            if self._laufen(werte, zeile).wait(GEDULD) and not zeile.startswith("-"):
                raise MisslungenError(f"{self.name}: {zeile} failed")
        art = werte.get("Type", ["simple"])[0]
        if art in {"oneshot", "forking"}:
            for zeile in werte.get("ExecStart", []):
                if self._laufen(werte, zeile).wait(GEDULD) and not zeile.startswith("-"):
                    raise MisslungenError(f"{self.name}: {zeile} failed")
        elif art == "notify":
            self._mit_meldung(werte)
        else:
            self.prozess = self._laufen(werte, werte["ExecStart"][0])

    def _mit_meldung(self, werte: dict[str, list[str]]) -> None:
        pfad = LAUF / f"{self.name}.meldung"
        pfad.unlink(missing_ok=True)
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as melder:
            melder.bind(str(pfad))
            pfad.chmod(0o666)
            melder.settimeout(0.1)
            self.prozess = self._laufen(werte, werte["ExecStart"][0], NOTIFY_SOCKET=str(pfad))
            ende = time.monotonic() + GEDULD
            while time.monotonic() < ende and self.prozess.poll() is None:
                try:
                    if b"READY=1" in melder.recv(4096):
                        return
                except TimeoutError:
                    continue
        raise MisslungenError(f"{self.name}: not ready (exit code {self.prozess.poll()})")

    def _laufen(
        self, werte: dict[str, list[str]], zeile: str, **weitere: str
    ) -> subprocess.Popen[bytes]:
        befehl = shlex.split(zeile.lstrip("-"))
        lauscher = self.lauscher
        weiter = umgebung(werte) | weitere
        nutzer = werte.get("User", [""])[0]

        def vorher() -> None:
            os.setsid()
            if lauscher is not None:
                os.dup2(lauscher.fileno(), SOCKEL, inheritable=True)
            if nutzer and os.geteuid() == 0:
                os.initgroups(nutzer, pwd.getpwnam(nutzer).pw_gid)
                os.setgid(pwd.getpwnam(nutzer).pw_gid)
                os.setuid(pwd.getpwnam(nutzer).pw_uid)
            if "UMask" in werte:
                os.umask(int(werte["UMask"][0], 8))

        if lauscher is not None:
            # The process has to find its own number there, which only it knows.
            befehl = ["/bin/sh", "-c", 'LISTEN_PID=$$ LISTEN_FDS=1 exec "$@"', "sh", *befehl]
        ordner = werte.get("WorkingDirectory", ["/"])[0]
        ausgabe = (LAUF / f"{self.name}.log").open("ab")
        return subprocess.Popen(
            befehl,
            cwd=ordner,
            env=weiter,
            stdin=subprocess.DEVNULL,
            stdout=ausgabe,
            stderr=subprocess.STDOUT,
            preexec_fn=vorher,
            pass_fds=(SOCKEL,) if lauscher is not None else (),
        )

    def beenden(self) -> None:
        """End it in order, or after a while not."""
        self.gewollt = False
        if self.prozess is not None and self.prozess.poll() is None:
            self.prozess.terminate()
            try:
                self.prozess.wait(GEDULD)
            except subprocess.TimeoutExpired:
                os.killpg(self.prozess.pid, signal.SIGKILL)
                self.prozess.wait()
        elif self.prozess is None:
            werte = einheit(self.name)
            for zeile in werte.get("ExecStop", []):
                self._laufen(werte, zeile).wait(GEDULD)

    def neu_laden(self) -> None:
        werte = einheit(self.name)
        nummer = str(self.prozess.pid) if self.prozess else ""
        for zeile in werte.get("ExecReload", []):
            self._laufen(werte, zeile.replace("$MAINPID", nummer)).wait(GEDULD)

    def laeuft(self) -> bool:
        return self.gewollt and (self.prozess is None or self.prozess.poll() is None)


def konto(nutzer: str, gruppe: str) -> tuple[int, int]:
    import grp

    return pwd.getpwnam(nutzer).pw_uid, grp.getgrnam(gruppe).gr_gid


class Verwalter:
    """All services, and the commands to them."""

    def __init__(self) -> None:
        self.dienste: dict[str, Dienst] = {}
        self.riegel = threading.RLock()

    def dienst(self, name: str) -> Dienst:
        return self.dienste.setdefault(name, Dienst(name))

    def ausfuehren(self, befehl: str, *namen: str) -> tuple[int, str]:
        """Do what systemctl would; gives its exit code and what it says."""
        if befehl in {"daemon-reload", "enable", "disable"} and "--now" not in namen:
            return 0, ""
        with self.riegel:
            try:
                for name in namen:
                    if not name.startswith("-"):
                        self._eines(befehl.replace("enable", "start"), name)
            except MisslungenError as fehler:
                return 1, f"{fehler}\n"
        return 0, ""

    def _eines(self, befehl: str, name: str) -> None:
        if name.endswith(".timer"):
            einheit(name), einheit(name.replace(".timer", ".service"))
            return
        if name.endswith(".socket"):
            self.dienst(name.replace(".socket", ".service")).lauschen()
            return
        dienst = self.dienst(name if name.endswith(".service") else f"{name}.service")
        if befehl == "is-active" and not dienst.laeuft():
            raise MisslungenError("inactive")
        if befehl in {"stop", "restart"}:
            dienst.beenden()
        if befehl in {"start", "restart"} and not dienst.laeuft():
            dienst.starten()
        if befehl == "reload":
            dienst.neu_laden()

    def wachen(self) -> None:
        """Start anew what has ended by itself (Restart=always)."""
        while True:
            time.sleep(0.5)
            with self.riegel:
                for dienst in self.dienste.values():
                    tot = dienst.prozess is not None and dienst.prozess.poll() is not None
                    if dienst.gewollt and tot:
                        try:
                            dienst.starten()
                        except MisslungenError:
                            continue


def dienst() -> None:
    verwalter = Verwalter()
    pfad = LAUF / "systemd-ersatz.sock"
    pfad.unlink(missing_ok=True)
    threading.Thread(target=verwalter.wachen, daemon=True).start()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with socket.socket(socket.AF_UNIX) as lauscher:
        lauscher.bind(str(pfad))
        lauscher.listen()
        try:
            while True:
                leitung, _ = lauscher.accept()
                with leitung:
                    befehl = json.loads(leitung.makefile().readline())
                    leitung.sendall(json.dumps(verwalter.ausfuehren(*befehl)).encode())
        finally:
            for einer in verwalter.dienste.values():
                if einer.prozess is not None:
                    einer.beenden()


def auftrag(*befehl: str) -> int:
    """Hand a command to the running `dienst`; gives its exit code."""
    with socket.socket(socket.AF_UNIX) as leitung:
        leitung.connect(str(LAUF / "systemd-ersatz.sock"))
        leitung.sendall(json.dumps(befehl).encode() + b"\n")
        ergebnis, meldung = json.loads(leitung.makefile().read())
    sys.stderr.write(meldung)
    return int(ergebnis)


if __name__ == "__main__":
    if sys.argv[1:] == ["dienst"]:
        dienst()
    else:
        sys.exit(auftrag(*sys.argv[1:]))
