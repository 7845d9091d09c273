"""One run over what is over: a batch is a transaction, and no batch waits for anybody.

What another run, or a clerk, holds at this moment is left for the next run (SKIP LOCKED). So it may
run at any time, on a running portal, twice at once, and be cut off anywhere.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Min

from hattingen_portal.datenschutz.abgelaufen import Sorte, sorten
from hattingen_portal.datenschutz.fristen import Danach
from hattingen_portal.grundlage.sperre import VeraltetError
from hattingen_portal.post.models import Sendung

AUF_EINMAL = 200  # rows of a batch: none holds its locks for long


@dataclass(frozen=True)
class Befund:
    """How many rows of a kind it is about, and when the oldest began (aware, or a date)."""

    name: str
    danach: str
    anzahl: int
    aeltestes: Any = None


DATEIEN = "abgelegte Mails ohne Eintrag (Dateien)"


def ansehen(jetzt: datetime) -> Iterator[Befund]:
    """Give for each kind what a run at the aware time `jetzt` would find; changes nothing."""
    for sorte in sorten():
        zeilen = sorte.abgelaufen(jetzt).order_by()
        zahlen = zeilen.aggregate(aeltestes=Min(sorte.seit))
        yield Befund(sorte.name, _danach(sorte), zeilen.count(), zahlen["aeltestes"])
    yield Befund(DATEIEN, Danach.ZEILE.value.deutsch, len(verwaiste_dateien()))


def ausfuehren(jetzt: datetime) -> Iterator[Befund]:
    """Do at the aware time `jetzt` what the table says, and give for each kind to how many rows.

    A row that cannot go keeps none of the other kinds: at the end ExceptionGroup is raised.
    """
    gescheiterte = []
    for sorte in sorten():
        try:
            anzahl = _eine_sorte(sorte, jetzt)
        except (IntegrityError, VeraltetError) as fehler:
            gescheiterte.append(fehler)
            continue
        yield Befund(sorte.name, _danach(sorte), anzahl)
    dateien = verwaiste_dateien()
    for datei in dateien:
        datei.unlink(missing_ok=True)
    yield Befund(DATEIEN, Danach.ZEILE.value.deutsch, len(dateien))
    if gescheiterte:
        raise ExceptionGroup("Nicht alles Abgelaufene ließ sich löschen", gescheiterte)


def verwaiste_dateien() -> list[Path]:
    """Give the files of mails whose row is gone; each mail has its row before it has a file."""
    dateien = {datei: _kennung(datei) for datei in settings.PORTAL_ABLAGE.glob("*-*.*")}
    kennungen = {kennung for kennung in dateien.values() if kennung}
    da = set(Sendung.objects.filter(kennung__in=kennungen).values_list("kennung", flat=True))
    return sorted(datei for datei, kennung in dateien.items() if kennung and kennung not in da)


def _kennung(datei: Path) -> UUID | None:
    """Give whose file it is by its name; None for what the portal has not put there."""
    try:
        return UUID(datei.stem[-36:])
    except ValueError:
        return None


def _danach(sorte: Sorte) -> str:
    return sorte.frist.danach.value.deutsch


def _eine_sorte(sorte: Sorte, jetzt: datetime) -> int:
    """Go on behind the last key each time: what stays over, for whatever reason, ends nothing."""
    anzahl, letzter = 0, None
    while True:
        with transaction.atomic():
            weitere = sorte.abgelaufen(jetzt).order_by("pk")
            if letzter is not None:
                weitere = weitere.filter(pk__gt=letzter)
            frei = weitere.select_for_update(skip_locked=True, of=("self",))
            schluessel = list(frei.values_list("pk", flat=True)[:AUF_EINMAL])
            if not schluessel:
                return anzahl
            sorte.tun(weitere.model._base_manager.filter(pk__in=schluessel))
        anzahl, letzter = anzahl + len(schluessel), schluessel[-1]
