"""How long the feed of all conferences takes, and a 304 of it, next to icalendar alone.

    .venv/bin/python benchmarks/kalender.py

The feed goes through the whole portal: middleware, view, queries, calendar, ETag. Beside it the
same events are put into icalendar's own classes, as somebody writes it who has the values at hand,
and serialised. Both are measured in turns, so that a machine that is busy for a while troubles
both; the table shows medians. It needs no running portal: it makes a database of its own in a
temporary folder, and removes it.
"""

import atexit
import gc
import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import django

# The portal of this run: its settings are read when its modules are, hence before them.
for _name in [name for name in os.environ if name.startswith(("PORTAL_", "DATABASE_URL"))]:
    del os.environ[_name]
ORDNER = tempfile.mkdtemp(prefix="portal-benchmark-")
atexit.register(shutil.rmtree, ORDNER, ignore_errors=True)  # runs after the database has ended
os.environ |= {
    "DJANGO_SETTINGS_MODULE": "benchmarks.kalt",  # each feed is made
    "PORTAL_DATEN": ORDNER,
    "PORTAL_DATENBANK_FLUECHTIG": "1",
}
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
django.setup()

from django.conf import settings
from django.core.management import call_command
from django.utils import timezone
from icalendar import Calendar, Event

from konferenzen import kalender
from konferenzen.kalenderpruefung.abruf import Abruf, im_prozess
from konferenzen.models import Art, Konferenz, Status, Veranstaltungsort
from quartiere.models import Stadtteil

FEED = "/kalender/alle.ics"
RUNDEN = {60: 31, 600: 15, 6000: 7}
STADTTEILE = 6
BESCHREIBUNG = "Wir sprechen über Wege, Bänke und Licht; über Hilfe, die ankommt.\n\n" * 3


def main() -> None:
    """Make a portal with ever more conferences, and print a line for each size."""
    call_command("migrate", verbosity=0)
    abruf = im_prozess()
    _drucken("Konferenzen", "kB", "Feed", "icalendar", "Verhältnis", "304")
    for anzahl, runden in RUNDEN.items():
        _anlegen(anzahl)
        feed = abruf("GET", FEED, {})
        werte = _werte()
        if _ereignisse(feed.inhalt) != _ereignisse(_mit_icalendar(werte)):
            sys.exit("Die beiden Kalender zeigen nicht dasselbe.")
        ganz, allein, unveraendert = _messen(
            runden,
            partial(_holen, abruf, 200, {}),
            partial(_mit_icalendar, werte),
            partial(_holen, abruf, 304, {"If-None-Match": feed.kopf["etag"]}),
        )
        _drucken(
            str(anzahl),
            f"{len(feed.inhalt) / 1000:.0f}",
            f"{ganz:.1f} ms",
            f"{allein:.1f} ms",
            f"{ganz / allein:.2f}",
            f"{unveraendert:.1f} ms",
        )


def _anlegen(anzahl: int) -> None:
    """Bring the portal to so many conferences: in six Stadtteile, from now on, one each hour."""
    jetzt = timezone.now().replace(minute=0, second=0, microsecond=0)
    vorhanden = Konferenz.objects.count()
    stadtteile = [
        Stadtteil.objects.get_or_create(name=f"Stadtteil {nummer}", kuerzel=f"{nummer}")[0]
        for nummer in range(STADTTEILE)
    ]
    ort, _ = Veranstaltungsort.objects.get_or_create(
        name="Bürgerhaus; großer Saal",
        defaults={"strasse": "Straße", "hausnummer": "2", "plz": "45525", "stadt": "Hattingen"},
    )
    Konferenz.objects.bulk_create(
        Konferenz(
            art=Art.SPRECHSTUNDE,
            titel=f"Sprechstunde für Ältere, Nr. {nummer}",
            slug=f"sprechstunde-{nummer}",
            stadtteil=stadtteile[nummer % STADTTEILE],
            ort=ort,
            raum_geteilt=True,
            beginn=jetzt + timedelta(hours=nummer),
            ende=jetzt + timedelta(hours=nummer + 2),
            beschreibung=BESCHREIBUNG,
            anmeldung_kontakt="Quartiersbüro, (02324) 000",
            status=Status.OEFFENTLICH,
            sequenz=1,
            veroeffentlicht_am=jetzt,
            geaendert_am=jetzt,
        )
        for nummer in range(vorhanden, anzahl)
    )


def _holen(abruf: Abruf, status: int, kopf: dict[str, str]) -> None:
    antwort = abruf("GET", FEED, kopf)
    if antwort.status != status:
        sys.exit(f"Der Feed antwortet mit {antwort.status} statt {status}.")


def _messen(runden: int, *vorgaenge: Callable[[], object]) -> list[float]:
    """Give the median of each of `vorgaenge` in milliseconds, measured in turns."""
    zeiten: list[list[float]] = [[] for _ in vorgaenge]
    for _ in range(runden):
        for vorgang, eigene in zip(vorgaenge, zeiten, strict=True):
            gc.collect()
            beginn = perf_counter()
            vorgang()
            eigene.append(1000 * (perf_counter() - beginn))
    return [median(eigene) for eigene in zeiten]


def _werte() -> list[dict[str, Any]]:
    """Give what the feed shows of each conference as plain values, ready to be written."""
    konferenzen = Konferenz.objects.im_kalender().mit_umfeld().chronologisch()
    gelesen = Calendar.from_ical(kalender.feed(_kopf(), konferenzen, []))
    return [
        {name: _schlicht(wert) for name, wert in ereignis.items()}
        for ereignis in gelesen.walk("VEVENT")
    ]


def _schlicht(wert: Any) -> object:
    """Give a value of icalendar's as Python knows it."""
    if hasattr(wert, "dt"):
        return wert.dt
    if hasattr(wert, "cats"):
        return [str(kategorie) for kategorie in wert.cats]
    return int(wert) if isinstance(wert, int) else str(wert)


def _kopf() -> kalender.Kopf:
    return kalender.Kopf("", "", settings.PORTAL_BASIS_URL, settings.PORTAL_BASIS_URL)


def _mit_icalendar(werte: list[dict[str, Any]]) -> bytes:
    """Put the values into icalendar's classes and serialise them, nothing else."""
    alle = Calendar()
    alle.add("VERSION", "2.0")
    alle.add("PRODID", "-//Benchmark//DE")
    for felder in werte:
        ereignis = Event()
        for name, wert in felder.items():
            ereignis.add(name, wert)
        alle.add_component(ereignis)
    inhalt: bytes = alle.to_ical()
    return inhalt


def _ereignisse(inhalt: bytes) -> bytes:
    """Give the events of a calendar as they stand there."""
    return inhalt.partition(b"BEGIN:VEVENT")[2]


def _drucken(*spalten: str) -> None:
    print("".join(spalte.rjust(13) for spalte in spalten), flush=True)


if __name__ == "__main__":
    main()
