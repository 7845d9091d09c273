"""Two web servers and two workers on one database, as a city that grows has them."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import quote
from urllib.request import Request, urlopen

import psutil
import pytest
from django.db import connection

from hattingen_portal.post.models import Sendung
from hattingen_portal.post.versand import versenden
from tests import fabriken as f
from tests.test_start import freier_port
from tests.umgebung import UMGEBUNG, WURZEL

pytestmark = pytest.mark.django_db(transaction=True)
GEDULD = 30  # seconds after which something is broken; nothing here is measured
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
def laufende(umgebung: dict[str, str]) -> Iterator[list[int]]:
    with ExitStack() as stapel:
        ports = [freier_port(), freier_port()]
        for port in ports:
            stapel.enter_context(
                prozess(
                    umgebung,
                    *("-m", "gunicorn", "--workers=2", "--log-level=error"),
                    *(f"--bind=127.0.0.1:{port}", "hattingen_portal.wsgi"),
                )
            )
        for port in ports:
            abwarten(lambda port=port: holen(port, "/aktuelles/")[0] == 200)
        f.stadtteil("Welper")  # the first version: the tests before have emptied all tables
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
        for port in webserver:
            # Two processes behind each port, and all of them have to have noticed.
            abwarten(lambda port=port, titel=titel: all(zeigt(port, titel) for _ in range(10)))
        etags.append(holen(eins, "/aktuelles/")[1])
        assert holen(zwei, "/aktuelles/", etags[-1]) == (304, etags[-1], "")
        assert holen(zwei, "/aktuelles/", etags[-2])[0] == 200
    assert len(set(etags)) == 4


def zeigt(port: int, titel: str) -> bool:
    return titel in holen(port, "/aktuelles/")[2]


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
