"""Fifty readers for a minute on two web servers, while somebody saves once a second.

    .venv/bin/python benchmarks/last.py            # another duration: SEKUNDEN=10

Each answer says by its ETag which version it is of. Right after each save, the version that holds
from then on is read from the database; an answer that comes in more than a second after the version
after its own was stored is too old. Prints a table, and ends with 1 at any error or old answer.
"""

import asyncio
import os
import re
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from statistics import quantiles

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from benchmarks.umgebung import Server, einrichten

einrichten("hattingen_portal.settings")

from django.core.management import call_command
from django.test import RequestFactory

from aktuelles.models import Beitrag
from hattingen_portal.stand.fassung import Leser
from hattingen_portal.stand.speicher import fassungsmarke

LESERINNEN = 50
SEKUNDEN = int(os.environ.get("SEKUNDEN", "60"))
HOECHSTENS_ALT = 1.0  # seconds
ETAG = re.compile(rb'ETag: (?:W/)?"([0-9a-f]+)-')
ADRESSEN = (
    "/",
    "/termine/",
    "/stadtteile/welper/",
    "/termine/lasttest-1/",
    "/aktuelles/",
    "/kalender/alle.ics",
)


class Pruefer:
    """Knows when each version was stored, and judges answers by it."""

    def __init__(self) -> None:
        self.nummern: dict[str, int] = {}
        self.gespeichert: list[float] = []
        self.dauern: list[float] = []
        self.fehler: list[str] = []
        self.alte: list[float] = []

    def neue_fassung(self) -> None:
        """Read the version that holds now, stored just before."""
        gespeichert = time.monotonic()
        stand = Leser().fragen().stand
        if stand is None:
            sys.exit("Die Datenbank nennt keine Fassung.")
        for adresse in ADRESSEN:
            marke = fassungsmarke(RequestFactory().get(adresse), stand)
            self.nummern[marke] = len(self.gespeichert)
        self.gespeichert.append(gespeichert)

    def antwort(self, adresse: str, kopf: bytes, dauer: float) -> None:
        """Judge an answer that has just come in, by its headers."""
        jetzt = time.monotonic()
        self.dauern.append(dauer)
        if not kopf.startswith(b"HTTP/1.1 200"):
            self.fehler.append(f"{adresse}: {kopf[:30]!r}")
            return
        gefunden = ETAG.search(kopf)
        marke = gefunden[1].decode() if gefunden else ""
        nummer = self.nummern.get(marke)
        if nummer is None:  # of the version that is being stored just now: as new as can be
            return
        naechste = nummer + 1
        if naechste < len(self.gespeichert):
            alter = jetzt - self.gespeichert[naechste]
            if alter > HOECHSTENS_ALT:
                self.alte.append(alter)


async def _lesen(pruefer: Pruefer, ports: list[int], nummer: int, ende: float) -> None:
    runde = nummer
    while time.monotonic() < ende:
        runde += 1
        adresse, port = ADRESSEN[runde % len(ADRESSEN)], ports[runde % len(ports)]
        beginn = time.monotonic()
        try:
            hinein, hinaus = await asyncio.open_connection("127.0.0.1", port)
            kopf = "" if runde % 2 else "Accept-Encoding: gzip\r\n"
            hinaus.write(f"GET {adresse} HTTP/1.1\r\nHost: 127.0.0.1\r\n{kopf}\r\n".encode())
            antwort = await hinein.read(-1)
            hinaus.close()
        except OSError as fehler:
            pruefer.fehler.append(f"{adresse}: {fehler}")
            continue
        pruefer.antwort(adresse, antwort.partition(b"\r\n\r\n")[0], time.monotonic() - beginn)


async def _schreiben(pruefer: Pruefer, ende: float) -> None:
    nummer = 0
    while time.monotonic() < ende:
        nummer += 1
        await asyncio.to_thread(_sichern, nummer)
        pruefer.neue_fassung()
        await asyncio.sleep(1)


def _sichern(nummer: int) -> None:
    Beitrag.objects.filter(slug="lasttest-nachricht-0").update(teaser=f"Fassung {nummer}.")


async def _lauf(pruefer: Pruefer, ports: list[int]) -> None:
    ende = time.monotonic() + SEKUNDEN
    await asyncio.gather(
        _schreiben(pruefer, ende),
        *(_lesen(pruefer, ports, nummer, ende) for nummer in range(LESERINNEN)),
    )


def main() -> None:
    """Run it, and print what came of it."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # the reader of versions asks in between
    call_command("migrate", verbosity=0)
    call_command("grunddaten", verbosity=0)
    call_command("lasttest_daten", konferenzen=600, akteure=1000, beitraege=100, verbosity=0)
    pruefer = Pruefer()
    pruefer.neue_fassung()
    with ExitStack() as stapel:
        portal = Server("portal", "hattingen_portal.wsgi", "hattingen_portal.settings")
        ports = [stapel.enter_context(portal.laeuft()) for _ in range(2)]
        asyncio.run(_lauf(pruefer, ports))
    hundertstel = quantiles(pruefer.dauern, n=100)
    for name, wert in (
        ("Leserinnen", LESERINNEN),
        ("Sekunden", SEKUNDEN),
        ("Antworten", len(pruefer.dauern)),
        ("Antworten je Sekunde", round(len(pruefer.dauern) / SEKUNDEN)),
        ("Median (ms)", round(1000 * hundertstel[49])),
        ("99 von 100 unter (ms)", round(1000 * hundertstel[98])),
        ("gesichert", len(pruefer.gespeichert) - 1),
        ("Fehler", len(pruefer.fehler)),
        ("älter als eine Sekunde", len(pruefer.alte)),
    ):
        print(f"{name.ljust(24)}{wert:>8}")
    if pruefer.fehler or pruefer.alte:
        sys.exit(f"{pruefer.fehler[:3]} {pruefer.alte[:3]}")


if __name__ == "__main__":
    main()
