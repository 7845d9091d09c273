"""Two web servers and two workers on one database, as a city that grows has them."""

import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import quote
from urllib.request import Request, urlopen

import psutil
import pytest
from django.db import connection
from redis import Redis, RedisError

from hattingen_portal.post.models import Sendung
from hattingen_portal.post.versand import versenden
from hattingen_portal.stand.gemerkt import Gemerkt
from hattingen_portal.stand.models import Stand
from tests import fabriken as f
from tests.browser.conftest import fehlt
from tests.test_start import freier_port
from tests.umgebung import KEIN_REDIS, REDIS, UMGEBUNG, WURZEL

pytestmark = pytest.mark.django_db(transaction=True)
GEDULD = 30  # seconds after which something is broken; nothing here is measured
EINE_SEKUNDE = 1.0  # after which no process anywhere may still give what was
MAILS = 20


@pytest.fixture
def umgebung(tmp_path: Path) -> dict[str, str]:
    """Let processes use the database of this test, as a server that the city runs."""
    zugang = connection.get_connection_params()
    adresse = f"postgres://{zugang['user']}@/{zugang['dbname']}?host={quote(zugang['host'], '')}"
    return UMGEBUNG | {
        "DATABASE_URL": f"{adresse}&port={zugang['port']}",
        "PORTAL_DATEN": str(tmp_path / "daten"),
        "DJANGO_SETTINGS_MODULE": "hattingen_portal.settings",
    }


@contextmanager
def prozess(umgebung: dict[str, str], *befehl: str) -> Iterator[subprocess.Popen[bytes]]:
    laufend = subprocess.Popen([sys.executable, *befehl], cwd=WURZEL, env=umgebung)
    try:
        yield laufend
    finally:
        kinder = (
            psutil.Process(laufend.pid).children(recursive=True) if laufend.poll() is None else []
        )
        laufend.send_signal(signal.SIGTERM)
        laufend.wait(timeout=GEDULD)
        psutil.wait_procs(kinder, timeout=GEDULD)


@pytest.fixture
def webserver(umgebung: dict[str, str]) -> Iterator[list[int]]:
    with laufende(umgebung) as ports:
        yield ports


@contextmanager
def laufende(umgebung: dict[str, str], prozesse: int = 2) -> Iterator[list[int]]:
    """Run two web servers, each with so many processes; give their ports."""
    with ExitStack() as stapel:
        ports = [freier_port(), freier_port()]
        for port in ports:
            stapel.enter_context(
                prozess(
                    umgebung,
                    *("-m", "gunicorn", f"--workers={prozesse}", "--log-level=error"),
                    *(f"--bind=127.0.0.1:{port}", "hattingen_portal.wsgi"),
                )
            )
        for port in ports:
            abwarten(lambda port=port: holen(port, "/aktuelles/")[0] == 200)
        f.stadtteil("Welper")  # the first version: the tests before have emptied all tables
        time.sleep(EINE_SEKUNDE)
        yield ports


def holen(port: int, pfad: str, etag: str = "") -> tuple[int, str, str]:
    """Give status, ETag and text."""
    anfrage = Request(f"http://127.0.0.1:{port}{pfad}", headers={"If-None-Match": etag})
    try:
        with urlopen(anfrage, timeout=GEDULD) as antwort:
            return antwort.status, antwort.headers["ETag"], antwort.read().decode()
    except HTTPError as antwort:
        with antwort:
            return antwort.status, antwort.headers["ETag"], ""
    except URLError:
        return 0, "", ""


def abwarten(bedingung: Callable[[], object]) -> None:
    ende = time.monotonic() + GEDULD
    while not bedingung():
        assert time.monotonic() < ende
        time.sleep(0.02)


def test_web_servers_agree_without_a_message_between_them(webserver: list[int]) -> None:
    eins, zwei = webserver
    etags = [holen(eins, "/aktuelles/")[1]]
    assert holen(zwei, "/aktuelles/", etags[0]) == (304, etags[0], "")

    for nummer in range(3):
        titel = f"Nachricht Nr. {nummer}"
        f.beitrag(titel)
        # Two processes stand behind each port, and nobody chooses which of them answers.
        time.sleep(EINE_SEKUNDE)
        assert zeigt(eins, titel)
        assert zeigt(zwei, titel)
        etags.append(holen(eins, "/aktuelles/")[1])
        assert holen(zwei, "/aktuelles/", etags[-1]) == (304, etags[-1], "")
        assert holen(zwei, "/aktuelles/", etags[-2])[0] == 200
    assert len(set(etags)) == 4


def zeigt(port: int, titel: str) -> bool:
    return titel in holen(port, "/aktuelles/")[2]


class RedisServer:
    """A Redis of the test's own, which always comes back at the same port, and empty."""

    def __init__(self) -> None:
        self.port = freier_port()
        self.verbindung = Redis(port=self.port)
        self.starten()

    def starten(self) -> None:
        befehl = [str(REDIS), "--port", str(self.port), "--bind", "127.0.0.1", "--save", ""]
        self._prozess = subprocess.Popen(befehl, stdout=subprocess.DEVNULL)
        abwarten(self._antwortet)

    def toeten(self) -> None:
        self._prozess.kill()
        self._prozess.wait()

    def _antwortet(self) -> bool:
        try:
            return self.verbindung.ping()
        except RedisError:
            return False

    def seiten(self) -> dict[bytes, Gemerkt]:
        """Give what is kept, by its key."""
        return {k: pickle.loads(self.verbindung.get(k)) for k in self.verbindung.scan_iter()}

    def aendern(self, alt: str, neu: str) -> None:
        """Write into the one page that is kept what no server would print."""
        [(schluessel, gemerkt)] = self.seiten().items()
        anders = replace(gemerkt, inhalt=gemerkt.inhalt.replace(alt.encode(), neu.encode()))
        assert anders != gemerkt
        self.verbindung.set(schluessel, pickle.dumps(anders))


@pytest.fixture
def redis_server() -> Iterator[RedisServer]:
    if REDIS is None:
        fehlt(KEIN_REDIS)
    server = RedisServer()
    yield server
    server.verbindung.close()
    server.toeten()


def einig(ports: list[int], redis_server: RedisServer) -> None:
    """Ask both servers until both know the newest version, and the page of that one is kept.

    A server that still goes by an older version (PORTAL_STAND_SEKUNDEN) takes nothing of the
    newest, and keeps its own page in its place. Once the first half of both ETags is that of the
    newest version, nobody goes back to an older one.
    """

    def alle() -> bool:
        marken = {holen(port, "/aktuelles/")[1].partition("-")[0] for port in ports}
        fassung = Stand.objects.get().fassung.hex
        kennungen = [seite.kennung for seite in redis_server.seiten().values()]
        return len(marken) == 1 and [k.partition(".")[0] for k in kennungen] == [fassung]

    abwarten(alle)


def test_web_servers_share_what_they_keep(
    umgebung: dict[str, str], redis_server: RedisServer
) -> None:
    geteilt = umgebung | {"PORTAL_REDIS_URL": f"redis://127.0.0.1:{redis_server.port}/0"}
    # One process each: of two behind a port, nobody could tell what the other one knows.
    with laufende(geteilt, prozesse=1) as ports:
        eins, zwei = ports
        einig(ports, redis_server)
        vorher = redis_server.seiten()
        redis_server.aendern("Aktuelles", "Von nebenan")
        for port in ports:
            assert zeigt(port, "Von nebenan")

        f.beitrag("Brandneu")
        einig(ports, redis_server)
        for port in ports:
            assert zeigt(port, "Brandneu")
            assert not zeigt(port, "Von nebenan")
        assert redis_server.seiten().keys() == vorher.keys()
        assert redis_server.seiten() != vorher

        redis_server.toeten()
        for port in ports:
            assert zeigt(port, "Brandneu")

        redis_server.starten()
        assert redis_server.seiten() == {}
        assert zeigt(eins, "Brandneu")
        redis_server.aendern("Brandneu", "Wieder von nebenan")
        assert zeigt(zwei, "Wieder von nebenan")


def test_workers_share_the_mail(umgebung: dict[str, str], tmp_path: Path) -> None:
    for nummer in range(MAILS):
        versenden(an=["a@example.org"], betreff=f"Mail {nummer}", text="Guten Tag\n")
    with ExitStack() as stapel:
        for _ in range(2):
            stapel.enter_context(prozess(umgebung, "manage.py", "procrastinate", "worker"))
        abwarten(lambda: Sendung.objects.filter(zustand="abgelegt").count() == MAILS)
    betreffs = sorted(
        zeile.removeprefix("Subject: ")
        for datei in (tmp_path / "daten" / "post").iterdir()
        for zeile in datei.read_text().splitlines()
        if zeile.startswith("Subject: ")
    )
    assert betreffs == sorted(f"Mail {nummer}" for nummer in range(MAILS))
