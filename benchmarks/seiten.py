"""How fast pages, feeds, 304s and a list of the admin are, next to a bare Django (B).

    .venv/bin/python benchmarks/seiten.py            # 60 conferences, then 600, then 6,000

Three servers with two synchronous gunicorn workers each, on loopback: B, the portal as it runs
(warm), and the portal with nothing kept (cold). They are asked in turns by Debian's `wrk`, B before
each page, so that a machine that is busy for a while troubles all three; the table shows medians,
and beside each that of its ratios to B. Of an answer that is longer than LANG most of the time goes
into the line: below it stands what B reaches with as many bytes. It needs no running portal: it
makes a database of its own in a temporary folder.
"""

import os
import sys
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from statistics import median
from urllib.error import HTTPError
from urllib.request import Request, urlopen

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from benchmarks.umgebung import Server, einrichten, noetig, wrk

einrichten("benchmarks.kalt")

import psutil
from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

RUNDEN = int(os.environ.get("RUNDEN", "5"))
SEKUNDEN = 2
GROESSEN = {60: (100, 10), 600: (1000, 100), 6000: (10_000, 300)}
LANG = 100_000  # bytes
FEED = "/kalender/alle.ics"
ADMINLISTE = "/admin/konferenzen/konferenz/"


@dataclass(frozen=True)
class Seite:
    """A page, the headers that it is asked with, and its bars: B times so much, so many queries."""

    name: str
    pfad: str
    warm: float | None
    kalt: float
    sql: int
    kopf: dict[str, str] = field(default_factory=dict)


BASIS = Seite("B", "/", None, 0, 0)
SERVER = (
    Server("B", "benchmarks.leer:application"),
    Server("warm", "hattingen_portal.wsgi", "hattingen_portal.settings"),
    Server("kalt", "hattingen_portal.wsgi", "benchmarks.kalt"),
)


def main() -> None:
    """Make a portal with ever more rows, and print a table for each size."""
    noetig("wrk")
    call_command("migrate", verbosity=0)
    call_command("grunddaten", verbosity=0)
    for konferenzen, (akteure, beitraege) in GROESSEN.items():
        call_command(
            "lasttest_daten",
            konferenzen=konferenzen,
            akteure=akteure,
            beitraege=beitraege,
            verbosity=0,
        )
        with connection.cursor() as zeiger:
            zeiger.execute("ANALYZE")
        _tafel(konferenzen)


def _tafel(konferenzen: int) -> None:
    ports: dict[str, int] = {}
    with _alle(ports):
        seiten = _seiten(konferenzen, ports)
        gemessen = _messen(seiten, ports)
        basis = median(runde["B"] for runden in gemessen.values() for runde in runden)
        print(f"\n{konferenzen} Konferenzen; B = {basis:.0f}/s")
        _drucken("Seite", "kB", "warm/s", "÷ B", "≥", "kalt/s", "÷ B", "≥", "SQL", "≤")
        for seite in seiten:
            runden = gemessen[seite.name]
            _drucken(
                seite.name,
                f"{_laenge(ports['warm'], seite) / 1000:.0f}",
                *_zahlen(runden, "warm", 2),
                "–" if seite.warm is None else f"{seite.warm:.2f}",
                *_zahlen(runden, "kalt", 3),
                f"{seite.kalt:.3f}",
                str(_abfragen(seite)),
                str(seite.sql),
            )
            if "gleich lang" in runden[0]:
                _drucken(" B, gleich lang", "", *_zahlen(runden, "gleich lang", 2))
        print(f"PSS je Prozess (warm): {_pss(ports['warm'])} MB", flush=True)


@contextmanager
def _alle(ports: dict[str, int]) -> Iterator[None]:
    with ExitStack() as stapel:
        for server in SERVER:
            ports[server.name] = stapel.enter_context(server.laeuft())
        yield


def _seiten(konferenzen: int, ports: dict[str, int]) -> list[Seite]:
    feed = 0.50 if konferenzen <= 60 else 0.45
    seiten = [
        Seite("Startseite", "/", 0.55, 0.15, 4),
        Seite("Runde (60)", "/termine/runden/lasttest-runde-0/", 0.55, 0.10, 4),
        Seite("Termine (60)", "/termine/", 0.55, 0.10, 4),
        Seite("Archiv (30)", "/termine/archiv/", 0.55, 0.10, 4),
        Seite("Stadtteil", "/stadtteile/welper/", 0.55, 0.15, 4),
        Seite("Konferenz", "/termine/lasttest-1/", 0.55, 0.15, 4),
        Seite("Akteure", "/akteure/", 0.55, 0.10, 4),
        Seite("Feed", FEED, feed, 0.0, 2),
        # As calendar programs ask for it, and as nginx passes their wish on.
        Seite("Feed, gzip", FEED, feed, 0.0, 2, {"Accept-Encoding": "gzip"}),
    ]
    for name, pfad in (("304 Startseite", "/"), ("304 Feed", FEED)):
        etag = _holen(ports["warm"], pfad)["ETag"]
        seiten.append(Seite(name, pfad, 0.50, 0.20, 1, {"If-None-Match": etag}))
    seiten.append(Seite("Adminliste", ADMINLISTE, None, 0.012, 6, {"Cookie": _anmeldung()}))
    return seiten


def _messen(seiten: list[Seite], ports: dict[str, int]) -> dict[str, list[dict[str, float]]]:
    """Give for each page what was reached in each round."""
    gemessen: dict[str, list[dict[str, float]]] = defaultdict(list)
    for _ in range(RUNDEN):
        for seite in seiten:
            runde = {"B": _wrk(ports["B"], BASIS)}
            runde |= {name: _wrk(ports[name], seite) for name in ("warm", "kalt")}
            if seite.warm is not None and (laenge := _laenge(ports["warm"], seite)) > LANG:
                konstante = replace(BASIS, pfad=f"/?bytes={laenge}")
                runde["gleich lang"] = _wrk(ports["B"], konstante)
            gemessen[seite.name].append(runde)
    return gemessen


def _zahlen(runden: list[dict[str, float]], name: str, stellen: int) -> tuple[str, str]:
    """Give the median of a server and that of its ratios to B."""
    verhaeltnis = median(runde[name] / runde["B"] for runde in runden)
    return f"{median(runde[name] for runde in runden):.0f}", f"{verhaeltnis:.{stellen}f}"


def _wrk(port: int, seite: Seite) -> float:
    adresse = f"http://127.0.0.1:{port}{seite.pfad}"
    return wrk(adresse, zugleich=4, sekunden=SEKUNDEN, kopf=seite.kopf)


def _holen(port: int, pfad: str, kopf: dict[str, str] | None = None) -> dict[str, str]:
    with urlopen(Request(f"http://127.0.0.1:{port}{pfad}", headers=kopf or {})) as antwort:
        return dict(antwort.headers) | {"laenge": str(len(antwort.read()))}


def _laenge(port: int, seite: Seite) -> int:
    try:
        return int(_holen(port, seite.pfad, seite.kopf)["laenge"])
    except HTTPError:  # 304
        return 0


def _abfragen(seite: Seite) -> int:
    """Give how many queries the page takes with nothing kept."""
    kunde = Client(headers=seite.kopf, SERVER_NAME="127.0.0.1")
    for _ in range(3):  # what it knows from now on, and what PostgreSQL has prepared
        antwort = kunde.get(seite.pfad)
    if antwort.status_code not in {200, 304}:
        sys.exit(f"{seite.name}: {antwort.status_code}")
    with CaptureQueriesContext(connection) as abfragen:
        kunde.get(seite.pfad)
    return len(abfragen)


def _anmeldung() -> str:
    """Give the cookie of a clerk who may do everything."""
    konto, _ = User.objects.get_or_create(
        username="lasttest", defaults={"is_staff": True, "is_superuser": True}
    )
    kunde = Client()
    kunde.force_login(konto)
    return f"{settings.SESSION_COOKIE_NAME}={kunde.cookies[settings.SESSION_COOKIE_NAME].value}"


def _pss(port: int) -> str:
    meister = next(
        v.pid
        for v in psutil.net_connections("tcp")
        if v.laddr.port == port and v.status == "LISTEN"
    )
    vater = psutil.Process(meister)
    vater = vater.parent() if "gunicorn" in " ".join(vater.parent().cmdline()) else vater
    return ", ".join(f"{k.memory_full_info().pss / 1e6:.0f}" for k in vater.children())


def _drucken(*spalten: str) -> None:
    erste, *weitere = spalten
    print(erste.ljust(16) + "".join(spalte.rjust(9) for spalte in weitere), flush=True)


if __name__ == "__main__":
    main()
