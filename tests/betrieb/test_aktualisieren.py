"""The update in one command, run as it is, with real units, over a portal of a few lines.

Building the true one takes minutes; `make probelauf` does that.
"""

import fcntl
import getpass
import grp
import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.betrieb.webserver import abwarten
from tests.browser.conftest import fehlt
from tests.umgebung import WURZEL

ERSATZ = Path(__file__).with_name("systemd_ersatz.py")
MAKEFILE = """\
bauen:
	@test ! -e kaputt
	@mkdir -p .venv/bin
	@printf '#!/bin/sh\\nexec {python} "$$@"\\n' > .venv/bin/python
	@printf '#!/bin/sh\\nexec {python} -m gunicorn "$$@"\\n' > .venv/bin/gunicorn
	@chmod +x .venv/bin/python .venv/bin/gunicorn
"""
# Notes what it was asked for, and of which release.
VERWALTUNG = """\
import os, sys, time
stand = open("stand").read().strip()
with open(os.environ["MITSCHRIFT"], "a") as datei:
    datei.write(f"{stand}: {' '.join(sys.argv[1:])}\\n")
if sys.argv[1:2] == ["procrastinate"]:
    time.sleep(3600)
sys.exit(os.path.exists(f"misslingt-{sys.argv[1]}"))
"""
SEITEN = """\
from pathlib import Path
stand = Path("stand").read_text().strip()
if Path("stuerzt-ab").exists():
    raise RuntimeError("Dieser Stand startet nicht.")
def application(environ, start_response):
    bereit = not Path("nie-bereit").exists() or environ["PATH_INFO"] == "/"
    richtig = environ["HTTP_HOST"] == "quartiere.example.org"
    start_response("200 OK" if bereit and richtig else "503 Service Unavailable", [])
    return [stand.encode()]
"""


class Stadt:
    """A city's server in a folder, with the repository that it fetches from."""

    def __init__(self, ordner: Path) -> None:
        self.ordner = ordner
        self.wurzel = ordner / "srv"
        self.herkunft = ordner / "herkunft"
        self.umgebung = os.environ | {
            "BETRIEB_WURZEL": str(self.wurzel),
            "BETRIEB_KONTO": "",
            "BETRIEB_EINSTELLUNGEN": str(ordner / "portal.env"),
            "BETRIEB_SYSTEMCTL": f"{sys.executable} {ERSATZ}",
            "BETRIEB_SOCKET": str(ordner / "web.sock"),
            "BETRIEB_SICHERUNG": str(ordner / "sicherung"),
            "BETRIEB_GEDULD": "60",
            "ERSATZ_EINHEITEN": str(ordner / "einheiten"),
            "ERSATZ_LAUF": str(ordner),
        }
        self._einheiten()
        self.stand("eins", neu=True)
        subprocess.run(
            ["git", "clone", "-q", str(self.herkunft), str(self.wurzel / "quelle")], check=True
        )
        (ordner / "portal.env").write_text(
            f"PORTAL_BASIS_URL='https://quartiere.example.org'\nMITSCHRIFT='{ordner}/mitschrift'\n"
        )

    def _einheiten(self) -> None:
        """Install the true units; only accounts and places are others."""
        (self.ordner / "einheiten").mkdir()
        gruppe = grp.getgrgid(os.getgid()).gr_name
        for quelle in (WURZEL / "betrieb/systemd").glob("portal-w*"):
            text = quelle.read_text()
            for alt, neu in {
                "/srv/portal": str(self.wurzel),
                "/run/portal": str(self.ordner),
                "/etc/portal.env": str(self.ordner / "portal.env"),
                "User=portal": f"User={getpass.getuser()}",
                "Group=portal": f"Group={gruppe}",
                "Group=www-data": f"Group={gruppe}",
            }.items():
                text = text.replace(alt, neu)
            (self.ordner / "einheiten" / quelle.name).write_text(text)

    def stand(self, name: str, *merkmale: str, neu: bool = False) -> str:
        """Put a release called `name` into the repository that has these files, too."""
        if neu:
            (self.herkunft / "betrieb").mkdir(parents=True)
            self._git("init", "-q", "-b", "main")
        for alt in self.herkunft.glob("*-*"):
            alt.unlink()
        (self.herkunft / "kaputt").unlink(missing_ok=True)
        dateien = {
            "Makefile": MAKEFILE.format(python=sys.executable),
            "manage.py": VERWALTUNG,
            "seiten.py": SEITEN,
            "betrieb/gunicorn.py": "wsgi_app = 'seiten'\nworkers = 1\npreload_app = True\n"
            "control_socket_disable = True\ngraceful_timeout = 1\n",
            "stand": name,
            **dict.fromkeys(merkmale, ""),
        }
        for datei, inhalt in dateien.items():
            (self.herkunft / datei).write_text(inhalt)
        shutil.copy(WURZEL / "betrieb/portal", self.herkunft / "betrieb/portal")
        self._git("add", "-A")
        self._git("commit", "-q", "-m", name)
        return self._git("rev-parse", "HEAD")

    def _git(self, *befehl: str) -> str:
        wer = ["-c", "user.name=Test", "-c", "user.email=test@example.org"]
        return subprocess.run(
            ["git", "-C", str(self.herkunft), *wer, *befehl],
            check=True,
            capture_output=True,
            text=True,
        ).stdout.strip()

    def aktualisieren(self, *stand: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(WURZEL / "betrieb/aktualisieren"), *stand],
            env=self.umgebung,
            capture_output=True,
            text=True,
            check=False,
        )

    def seite(self) -> tuple[int, str]:
        """Ask for a page as nginx does; give status and which release answered."""
        verbindung = http.client.HTTPConnection("quartiere.example.org")
        verbindung.sock = socket.socket(socket.AF_UNIX)
        verbindung.sock.settimeout(30)
        try:
            verbindung.sock.connect(str(self.ordner / "web.sock"))
            verbindung.request("GET", "/", headers={"Host": "quartiere.example.org"})
            antwort = verbindung.getresponse()
            return antwort.status, antwort.read().decode()
        finally:
            verbindung.close()

    def mitschrift(self) -> list[str]:
        """Give what manage.py was asked for since the last time, without the worker."""
        datei = self.ordner / "mitschrift"
        zeilen = datei.read_text().splitlines()
        datei.write_text("")
        return [z for z in zeilen if "procrastinate" not in z and "einstellungen" not in z]

    def releases(self) -> set[str]:
        return {pfad.name for pfad in (self.wurzel / "releases").iterdir() if pfad.is_dir()}


class Besuch:
    """Somebody who reads all the time."""

    def __init__(self, stadt: Stadt) -> None:
        self.stadt = stadt
        self.gesehen: list[tuple[int, str]] = []
        self.ende = threading.Event()
        self.faden = threading.Thread(target=self._lesen)

    def _lesen(self) -> None:
        while not self.ende.is_set():
            try:
                self.gesehen.append(self.stadt.seite())
            except (OSError, http.client.HTTPException) as fehler:
                self.gesehen.append((0, repr(fehler)))
            time.sleep(0.01)

    def __enter__(self) -> "Besuch":
        self.faden.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.ende.set()
        self.faden.join()


@pytest.fixture
def stadt() -> Iterator[Stadt]:
    if shutil.which("curl") is None:
        fehlt("Kein curl gefunden (Debian: apt install curl).")
    with tempfile.TemporaryDirectory(prefix="portal-") as name:
        stadt = Stadt(Path(name))
        dienst = subprocess.Popen([sys.executable, str(ERSATZ), "dienst"], env=stadt.umgebung)
        abwarten((stadt.ordner / "systemd-ersatz.sock").exists)
        try:
            erste = stadt.aktualisieren()
            assert erste.returncode == 0, erste.stderr
            yield stadt
        finally:
            dienst.send_signal(signal.SIGTERM)
            dienst.wait(30)


def test_the_first_release_is_built_and_runs(stadt: Stadt) -> None:
    assert stadt.seite() == (200, "eins")
    assert stadt.mitschrift() == [
        "eins: check --fail-level ERROR",
        "eins: migrate --verbosity 0",
        "eins: grunddaten --verbosity 0",
    ]


def test_an_update_takes_over_while_the_portal_answers(stadt: Stadt) -> None:
    stadt.mitschrift()
    neu = stadt.stand("zwei")
    with Besuch(stadt) as besuch:
        ergebnis = stadt.aktualisieren()

    assert ergebnis.returncode == 0, ergebnis.stderr
    assert f"Das Portal ist bereit: {neu}" in ergebnis.stdout
    assert stadt.seite() == (200, "zwei")
    assert set(besuch.gesehen) == {(200, "eins"), (200, "zwei")}
    assert stadt.mitschrift() == [
        "zwei: check --fail-level ERROR",
        f"eins: sichern {stadt.ordner}/sicherung",
        "zwei: migrate --verbosity 0",
        "zwei: grunddaten --verbosity 0",
        "zwei: geschichte_nachtragen",
    ]

    noch_einmal = stadt.aktualisieren()
    assert noch_einmal.returncode == 0
    assert "Dieser Stand läuft schon" in noch_einmal.stdout
    assert stadt.mitschrift() == []


@pytest.mark.parametrize(
    ("merkmal", "meldung"),
    [
        ("kaputt", "Der neue Stand lässt sich nicht bauen"),
        ("misslingt-check", "Der neue Stand kommt mit den Einstellungen nicht zurecht"),
        ("misslingt-migrate", "Die Datenbank lässt sich nicht ergänzen"),
        ("nie-bereit", "Es läuft wieder der vorige Stand"),
        ("stuerzt-ab", "Es läuft wieder der vorige Stand"),
    ],
)
def test_a_release_that_fails_costs_nobody_the_portal(
    stadt: Stadt, merkmal: str, meldung: str
) -> None:
    if merkmal == "nie-bereit":
        stadt.umgebung["BETRIEB_GEDULD"] = "10"  # the former release must get ready within it, too
    neu = stadt.stand("zwei", merkmal)
    with Besuch(stadt) as besuch:
        ergebnis = stadt.aktualisieren()

    assert ergebnis.returncode == 1
    assert meldung in ergebnis.stderr
    assert stadt.seite() == (200, "eins")
    assert {status for status, _ in besuch.gesehen} == {200}
    assert (neu in stadt.releases()) == (merkmal != "kaputt")

    geheilt = stadt.stand("drei")
    assert stadt.aktualisieren().returncode == 0
    assert stadt.seite() == (200, "drei")
    assert geheilt in stadt.releases()


def test_one_goes_back_to_an_earlier_release_by_its_name(stadt: Stadt) -> None:
    erste = next(iter(stadt.releases()))
    for name in ("zwei", "drei", "vier"):
        stadt.stand(name)
        assert stadt.aktualisieren().returncode == 0
    assert len(stadt.releases()) == 3  # the oldest is tidied away

    assert stadt.aktualisieren(erste).returncode == 0  # and built anew
    assert stadt.seite() == (200, "eins")


def test_after_an_upgrade_of_the_system_the_same_release_is_built_anew(stadt: Stadt) -> None:
    (commit,) = stadt.releases()
    (stadt.wurzel / "releases" / commit / ".venv/bin/python").unlink()
    anhalten = [sys.executable, str(ERSATZ), "stop", "portal-web.service"]
    subprocess.run(anhalten, env=stadt.umgebung, check=True)
    ergebnis = stadt.aktualisieren()

    assert ergebnis.returncode == 0, ergebnis.stderr
    assert stadt.seite() == (200, "eins")


def test_a_city_that_backs_up_in_another_way_says_so(stadt: Stadt) -> None:
    stadt.mitschrift()
    stadt.stand("zwei")
    stadt.umgebung["BETRIEB_SICHERUNG"] = ""

    assert stadt.aktualisieren().returncode == 0
    assert not any("sichern" in zeile for zeile in stadt.mitschrift())


def test_what_does_not_exist_changes_nothing(stadt: Stadt) -> None:
    ergebnis = stadt.aktualisieren("v99")

    assert ergebnis.returncode == 1
    assert "Den Stand „v99“ gibt es nicht." in ergebnis.stderr


def test_two_updates_do_not_get_into_each_others_way(stadt: Stadt) -> None:
    with (stadt.wurzel / ".aktualisieren.schloss").open("w") as schloss:
        fcntl.flock(schloss, fcntl.LOCK_EX)
        ergebnis = stadt.aktualisieren()

    assert ergebnis.returncode == 1
    assert "Es läuft schon eine Aktualisierung." in ergebnis.stderr
