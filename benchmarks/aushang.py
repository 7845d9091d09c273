"""How long a poster takes, from the request to the last byte.

    .venv/bin/python benchmarks/aushang.py

Each goes through the whole portal: middleware, view, queries, Typst, ETag; the first one also opens
the fonts. Before each request the venue gets another name, so that nothing of the last poster can
be used again. The table shows the median and the slowest by the clock, and the median of the
processor's time, which others on a busy machine do not lengthen. It needs no running portal, yet
the fonts that `make bauen` makes; its database lies in a temporary folder, and goes with it.
"""

import atexit
import os
import shutil
import sys
import tempfile
from datetime import timedelta
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

import django

# The portal of this run: its settings are read when its modules are, hence before them.
for _name in [name for name in os.environ if name.startswith(("PORTAL_", "DATABASE_URL"))]:
    del os.environ[_name]
ORDNER = tempfile.mkdtemp(prefix="portal-benchmark-")
atexit.register(shutil.rmtree, ORDNER, ignore_errors=True)  # runs after the database has ended
os.environ |= {
    "DJANGO_SETTINGS_MODULE": "hattingen_portal.settings",
    "PORTAL_DATEN": ORDNER,
    "PORTAL_DATENBANK_FLUECHTIG": "1",
}
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
django.setup()

from django.core.management import call_command
from django.utils import timezone

from konferenzen.kalenderpruefung.abruf import Abruf, im_prozess
from konferenzen.models import Konferenz, Runde, Status, Veranstaltungsort
from quartiere.models import Stadtteil

RUNDEN = 31
LANGES_WORT = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz"
ZEILEN = (6, 30)


def main() -> None:
    """Make a round, and print a line for each kind of poster."""
    call_command("migrate", verbosity=0)
    abruf = im_prozess()
    konferenz = _anlegen()
    runde = f"/termine/runden/{konferenz.runde.slug}/" if konferenz.runde else ""
    _drucken("Aushang", "kB", "Median", "langsamster", "Rechenzeit")
    _drucken("der erste", *_messen(abruf, "Haus", konferenz.get_absolute_url(), 1))
    for art, ort in (("Konferenz", "Haus"), ("lange Namen", LANGES_WORT)):
        _drucken(art, *_messen(abruf, ort, konferenz.get_absolute_url(), RUNDEN))
    for anzahl in ZEILEN:
        _auffuellen(konferenz, anzahl)
        _drucken(f"Runde mit {anzahl}", *_messen(abruf, "Haus", runde, RUNDEN))


def _messen(abruf: Abruf, ort: str, seite: str, runden: int) -> tuple[str, ...]:
    """Give size and times of the poster of `seite`, whose venue changes each time."""
    zeiten, rechenzeiten, laenge = [], [], 0
    for nummer in range(runden):
        Veranstaltungsort.objects.update(name=f"{ort} {nummer}")
        beginn, gerechnet = perf_counter(), process_time()
        antwort = abruf("GET", f"{seite}aushang.pdf", {})
        zeiten.append(1000 * (perf_counter() - beginn))
        rechenzeiten.append(1000 * (process_time() - gerechnet))
        if antwort.status != 200:
            sys.exit(f"Der Aushang antwortet mit {antwort.status}.")
        laenge = len(antwort.inhalt)
    ms = (median(zeiten), max(zeiten), median(rechenzeiten))
    return f"{laenge / 1000:.0f}", *(f"{zeit:.0f} ms" for zeit in ms)


def _anlegen() -> Konferenz:
    heute = timezone.localdate()
    Runde.objects.create(
        name="Frühjahr", slug="fruehjahr", beginn=heute, ende=heute + timedelta(days=200)
    )
    Veranstaltungsort.objects.create(
        name="Haus", strasse="Straße", hausnummer="2", plz="45525", stadt="Hattingen"
    )
    return _konferenz(0)


def _auffuellen(konferenz: Konferenz, anzahl: int) -> None:
    """Bring the round of `konferenz` to `anzahl` conferences."""
    for nummer in range(Konferenz.objects.filter(runde=konferenz.runde).count(), anzahl):
        _konferenz(nummer)


def _konferenz(nummer: int) -> Konferenz:
    beginn = timezone.now() + timedelta(days=nummer + 1)
    name = f"Stadtteil {nummer}"
    return Konferenz.objects.create(
        slug=f"stadtteil-{nummer}",
        stadtteil=Stadtteil.objects.create(name=name, kuerzel=name, figur="raute", ton="rot"),
        runde=Runde.objects.get(),
        ort=Veranstaltungsort.objects.get(),
        beginn=beginn,
        ende=beginn + timedelta(hours=2),
        status=Status.OEFFENTLICH,
        sequenz=1,
        veroeffentlicht_am=timezone.now(),
    )


def _drucken(erste: str, *spalten: str) -> None:
    print(erste.ljust(14) + "".join(spalte.rjust(13) for spalte in spalten), flush=True)


if __name__ == "__main__":
    main()
