"""`make start` after make's own part: real processes, real signals.

The starts share one data folder, as a person's starts do.
"""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode

import psutil
import psycopg
import pytest

from hattingen_portal.datenbank.server import Server
from tests.datenbank.conftest import erschlagen, laeuft
from tests.post.smtpserver import Verhalten, smtpserver
from tests.umgebung import UMGEBUNG, WURZEL


def freier_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="module")
def port() -> int:
    return freier_port()


@pytest.fixture(scope="module")
def daten(port) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="portal-") as ordner:
        daten = Path(ordner) / "daten"
        # Somebody must have started once: the tests stand each for itself.
        erster = Start(daten, port)
        erster.ausgabe_bis_zur_adresse()
        erster.signal(signal.SIGINT)
        erster.prozess.communicate(timeout=60)
        (Path(ordner) / "erste-ausgabe").write_text("".join(erster.ausgabe))
        yield daten


class Start:
    """A shell in place of make, which waits for its child too, and in it what `make start` runs."""

    def __init__(self, daten: Path, port: int, **umgebung: str) -> None:
        self.port = port
        self.ausgabe: list[str] = []
        self.prozess = subprocess.Popen(
            [
                "/bin/sh",
                "-c",
                'trap : TERM; "$0" -m hattingen_portal.start; exit $?',
                sys.executable,
            ],
            cwd=WURZEL,
            env=UMGEBUNG | {"PORTAL_DATEN": str(daten), "PORT": str(port)} | umgebung,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
            text=True,
        )

    def ausgabe_bis_zur_adresse(self) -> str:
        for zeile in self.prozess.stdout:
            self.ausgabe.append(zeile)
            if zeile.startswith("Das Portal läuft"):
                return "".join(self.ausgabe)
        raise AssertionError(self.prozess.stderr.read())

    def signal(self, welches: signal.Signals) -> None:
        """Send to the whole group, as a terminal does for Ctrl-C."""
        os.killpg(self.prozess.pid, welches)

    def gunicorn(self) -> psutil.Process:
        return psutil.Process(self.prozess.pid).children()[0]

    def ende(self) -> tuple[str, str]:
        """Wait for the end; give what was still written to both outputs."""
        return self.prozess.communicate(timeout=60)

    def adresse(self, pfad: str) -> str:
        return f"http://127.0.0.1:{self.port}{pfad}"

    def gesund(self) -> str:
        """Ask whether portal and database are ready."""
        with urllib.request.urlopen(self.adresse("/gesundheit/bereit/"), timeout=60) as antwort:
            pruefungen = json.load(antwort)["pruefungen"]
            return f"{pruefungen['datenbank']}\n"


@pytest.fixture
def start(daten, port) -> Iterator[Callable[..., Start]]:
    alle: list[Start] = []

    def starten(anderer_port: int = port, **umgebung: str) -> Start:
        alle.append(Start(daten, anderer_port, **umgebung))
        return alle[-1]

    yield starten
    for einer in alle:
        if einer.prozess.returncode is None:
            einer.signal(signal.SIGTERM)
            einer.ende()


def lebt(prozess: psutil.Process) -> bool:
    """Tell whether `prozess` still runs; one that only waits to be reaped does not."""
    try:
        return prozess.is_running() and prozess.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def sql(daten: Path, befehl: str) -> object:
    server = Server(daten)
    zugang = server.bereit()
    try:
        with psycopg.connect(dbname="hattingen", **zugang) as verbindung:
            zeiger = verbindung.execute(befehl)
            return zeiger.fetchone()[0] if zeiger.description else None
    finally:
        server.verlassen()


def test_the_first_start_names_the_address_and_a_login_that_works(daten, port, start):
    ausgabe = (daten.parent / "erste-ausgabe").read_text()
    muster = (
        rf"(?s).*Anmeldung für die Verwaltung: http://127.0.0.1:{port}/admin/\n"
        r"    Name:     admin\n    Passwort: (\S{16})\n.*"
        rf"\nDas Portal läuft: http://127.0.0.1:{port}/    \(Beenden mit Strg\+C\)\n"
    )
    passwort = re.fullmatch(muster, ausgabe).group(1)

    portal = start()
    portal.ausgabe_bis_zur_adresse()
    kekse = CookieJar()
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(kekse))
    anmeldung = portal.adresse("/admin/login/?next=/gesundheit/")
    browser.open(anmeldung).close()
    schutz = next(keks.value for keks in kekse if keks.name == "csrftoken")
    felder = {"username": "admin", "password": passwort, "csrfmiddlewaretoken": schutz}
    with browser.open(anmeldung, urlencode(felder).encode()) as antwort:
        assert antwort.url == portal.adresse("/gesundheit/")


def test_another_start_brings_nothing_back_and_names_no_password(daten, port, start):
    assert sql(daten, "SELECT count(*) FROM auth_user") == 1
    sql(daten, "TRUNCATE aktuelles_beitrag CASCADE")
    portal = start()
    assert portal.ausgabe_bis_zur_adresse() == (
        f"\nDas Portal läuft: http://127.0.0.1:{port}/    (Beenden mit Strg+C)\n"
    )
    assert sql(daten, "SELECT count(*) FROM aktuelles_beitrag") == 0


@pytest.mark.parametrize(
    "womit", [[signal.SIGINT], [signal.SIGINT] * 5, [signal.SIGTERM], [signal.SIGTERM] * 5]
)
def test_the_end_takes_everything_along(daten, start, womit):
    portal = start()
    portal.ausgabe_bis_zur_adresse()
    gunicorn = portal.gunicorn()
    alle = [gunicorn, *gunicorn.children(recursive=True)]
    assert portal.gesund() == "ok\n"
    for eines in womit:
        portal.signal(eines)
    ausgabe, fehler = portal.ende()
    assert (ausgabe, fehler) == ("", "")
    assert [prozess for prozess in alle if lebt(prozess)] == []
    assert not laeuft(daten)
    assert list(daten.glob("*.pid")) == []


def test_an_end_right_after_the_beginning_is_one_too(daten, start):
    portal = start()
    portal.ausgabe_bis_zur_adresse()
    portal.signal(signal.SIGINT)
    assert portal.ende() == ("", "")
    assert not laeuft(daten)


def test_a_killed_database_is_back_with_the_next_request(daten, start):
    portal = start()
    portal.ausgabe_bis_zur_adresse()
    assert portal.gesund() == "ok\n"
    erschlagen(daten)  # until it is gone, the connection that is there may answer, and fail
    assert portal.gesund() == "ok\n"


def test_after_gunicorn_was_killed_a_new_start_works(start):
    opfer = start()
    opfer.ausgabe_bis_zur_adresse()
    opfer.gunicorn().kill()
    opfer.ende()
    portal = start()
    portal.ausgabe_bis_zur_adresse()
    assert portal.gesund() == "ok\n"


def test_an_orphaned_start_is_relieved(start, port):
    opfer = start()
    opfer.ausgabe_bis_zur_adresse()
    waise = opfer.gunicorn()
    opfer.prozess.kill()  # as `kill -9` of make: nobody tells gunicorn
    assert lebt(waise)
    portal = start()
    assert portal.ausgabe_bis_zur_adresse() == (
        "Ein früherer Start des Portals läuft noch ohne sein „make“; er wird beendet.\n"
        f"\nDas Portal läuft: http://127.0.0.1:{port}/    (Beenden mit Strg+C)\n"
    )
    assert not lebt(waise)
    assert portal.gesund() == "ok\n"
    opfer.ende()


# --- Mail ----------------------------------------------------------------------------------------


def mail_einreihen(daten: Path, betreff: str) -> None:
    """Queue a mail in a process of its own, as a page of the portal would."""
    befehl = (
        "from hattingen_portal.post.versand import versenden;"
        f"versenden(an=['a@example.org'], betreff={betreff!r}, text='Hallo')"
    )
    subprocess.run(
        [sys.executable, "manage.py", "shell", "--verbosity", "0", "--command", befehl],
        cwd=WURZEL,
        env=UMGEBUNG | {"PORTAL_DATEN": str(daten)},
        check=True,
    )


def abwarten(eingetreten: Callable[[], object]) -> None:
    """Wait until `eingetreten` gives something true."""
    ende = time.monotonic() + 60
    while not eingetreten():
        assert time.monotonic() < ende
        time.sleep(0.2)


def abgelegt(daten: Path, betreff: str) -> Path:
    """Wait for the file of the mail."""
    ende = time.monotonic() + 60
    while time.monotonic() < ende:
        for datei in (daten / "post").glob("*.eml"):
            if f"Subject: {betreff}\n" in datei.read_text():
                return datei
        time.sleep(0.05)
    raise AssertionError(
        sql(daten, "SELECT array_agg(letzter_fehler) FROM hattingen_portal_sendung")
    )


def test_a_mail_is_delivered_also_after_all_workers_were_killed(daten, start):
    portal = start()
    portal.ausgabe_bis_zur_adresse()
    mail_einreihen(daten, "vorher")
    abgelegt(daten, "vorher")

    for arbeiter in portal.gunicorn().children():
        if arbeiter.name() != "postgres":
            arbeiter.kill()
    mail_einreihen(daten, "nachher")
    abgelegt(daten, "nachher")


def test_a_mail_is_delivered_also_after_the_database_was_killed(daten, start):
    portal = start()
    portal.ausgabe_bis_zur_adresse()
    erschlagen(daten)
    mail_einreihen(daten, "danach")
    abgelegt(daten, "danach")


def test_after_the_database_was_killed_the_clock_goes_on_and_the_log_has_a_line(daten, start):
    portal = start()
    portal.ausgabe_bis_zur_adresse()
    getaktet = "SELECT count(*) FROM procrastinate_periodic_defers"
    abwarten(lambda: sql(daten, getaktet))
    sql(daten, "DELETE FROM procrastinate_periodic_defers RETURNING id")
    erschlagen(daten)
    abwarten(lambda: sql(daten, getaktet))

    portal.signal(signal.SIGINT)
    _, fehler = portal.ende()
    meldungen = [zeile.split(" ", 2)[2] for zeile in fehler.splitlines()]
    pause = "WARNING hattingen_portal.post.arbeiter: Der Mailversand macht eine Pause: "
    # One for each of gunicorn's workers that met the loss before the database was back; whether
    # procrastinate raises then or only ends depends on which of its parts notices first.
    assert len(meldungen) <= 2
    assert set(meldungen) <= {f"{pause}ConnectorException", f"{pause}AbgebrochenError"}


def test_the_worker_of_a_city_delivers_too_and_ends_in_order(daten):
    arbeiter = subprocess.Popen(
        [sys.executable, "manage.py", "procrastinate", "worker"],
        cwd=WURZEL,
        env=UMGEBUNG | {"PORTAL_DATEN": str(daten)},
        stderr=subprocess.PIPE,
        text=True,
    )
    mail_einreihen(daten, "allein")
    abgelegt(daten, "allein")
    arbeiter.terminate()
    _, fehler = arbeiter.communicate(timeout=60)

    assert (fehler, arbeiter.returncode) == ("Launching a worker on all queues\n", 0)
    assert not laeuft(daten)


@pytest.mark.parametrize("wie_oft", [1, 2])
def test_a_mail_server_that_hangs_does_not_keep_the_portal_from_ending(daten, start, wie_oft):
    verhalten, erreicht = Verhalten(schweigt_bei="a@example.org"), threading.Event()
    verhalten.bei_mail = erreicht.set
    with smtpserver(verhalten) as smtp:
        portal = start(
            PORTAL_SMTP_URL=f"smtp://127.0.0.1:{smtp}?tls=nein", PORTAL_ABSENDER="p@example.org"
        )
        portal.ausgabe_bis_zur_adresse()
        gunicorn = portal.gunicorn()
        alle = [gunicorn, *gunicorn.children(recursive=True)]
        mail_einreihen(daten, "hängt")
        assert erreicht.wait(60)
        for _ in range(wie_oft):  # the second one has gunicorn kill the worker of the mail
            portal.signal(signal.SIGINT)
            time.sleep(0.5)
        assert portal.ende() == ("", "")
    assert [prozess for prozess in alle if lebt(prozess)] == []
    assert not laeuft(daten)


@pytest.mark.parametrize("wer", ["ein fremdes Programm", "dieses Portal"])
def test_a_taken_port_gives_a_sentence_with_the_way_out(start, wer):
    with socket.socket() as fremd:
        if wer == "dieses Portal":
            portal = start()
            portal.ausgabe_bis_zur_adresse()
            port = portal.port
        else:
            fremd.bind(("127.0.0.1", 0))
            fremd.listen()
            port = fremd.getsockname()[1]
        zweiter = start(port)
        assert zweiter.ende() == (
            "",
            (
                f"Der Port {port} ist schon belegt, von einem anderen Programm oder von einem "
                f"Portal, das noch läuft. Ein anderer Port: make start PORT={port + 1}\n"
            ),
        )
        assert zweiter.prozess.returncode == 1


def test_two_starts_on_two_ports_share_the_database(daten, start):
    einer = start()
    einer.ausgabe_bis_zur_adresse()
    anderer = start(freier_port())
    anderer.ausgabe_bis_zur_adresse()
    einer.signal(signal.SIGINT)
    einer.ende()
    assert laeuft(daten)
    assert anderer.gesund() == "ok\n"


@pytest.mark.parametrize("unsinniger_port", ["achttausend", "0", "65536", "-1"])
def test_a_nonsensical_port_gives_a_sentence(start, unsinniger_port):
    unsinn = start(unsinniger_port)
    assert unsinn.ende() == (
        "",
        f"PORT muss eine Zahl von 1 bis 65535 sein, nicht „{unsinniger_port}“.\n",
    )
    assert unsinn.prozess.returncode == 1
