"""One run over what is over: a batch is a transaction, and no batch waits for anybody.

What another run, or a clerk, holds at this moment is left for the next run (SKIP LOCKED). So it may
run at any time, on a running portal, twice at once, and be cut off anywhere. Where one row of a
batch cannot go, each of them is tried by itself.
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


class UnloeschbarError(Exception):
    """Rows that are over and cannot go: in German, each by its kind and number, nothing of it."""

    def __init__(self, zeilen: list[str]) -> None:
        super().__init__("\n".join(("Nicht alles Abgelaufene ließ sich löschen:", *zeilen)))


# Something still refers to the row, or somebody saves it at this moment.
UNMOEGLICH = (IntegrityError, VeraltetError)
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

    A row that cannot go keeps no other: at the end UnloeschbarError is raised.
    """
    gescheiterte = []
    for sorte in sorten():
        anzahl, bleiben = _eine_sorte(sorte, jetzt)
        gescheiterte += [f"{sorte.name}: {zeile}" for zeile in bleiben]
        yield Befund(sorte.name, _danach(sorte), anzahl)
    dateien = verwaiste_dateien()
    for datei in dateien:
        datei.unlink(missing_ok=True)
    yield Befund(DATEIEN, Danach.ZEILE.value.deutsch, len(dateien))
    if gescheiterte:
        raise UnloeschbarError(gescheiterte)


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


def _eine_sorte(sorte: Sorte, jetzt: datetime) -> tuple[int, list[str]]:
    """Give how many rows it was done to, and which could not go.

    It goes on behind the last key each time: what stays over, for whatever reason, ends nothing.
    """
    anzahl, bleiben = 0, []
    stapel = _naechste(sorte, jetzt, None)
    while stapel:
        try:
            anzahl += _tun(sorte, jetzt, stapel)
        except UNMOEGLICH:
            for schluessel in stapel:
                try:
                    anzahl += _tun(sorte, jetzt, [schluessel])
                except UNMOEGLICH as fehler:
                    # Not its words, in which PostgreSQL repeats what stands in the row.
                    bleiben.append(f"{_zeile(schluessel)} ({type(fehler).__name__})")
        stapel = _naechste(sorte, jetzt, stapel[-1])
    return anzahl, bleiben


def _zeile(schluessel: Any) -> str:
    """Name a row for the log by a number alone: the key of a session is a secret."""
    return f"Nummer {schluessel}" if isinstance(schluessel, int) else "eine Zeile"


def _naechste(sorte: Sorte, jetzt: datetime, letzter: Any) -> list[Any]:
    """Give the keys of the next rows that are over, behind the key `letzter` unless it is None."""
    weitere = sorte.abgelaufen(jetzt).order_by("pk")
    if letzter is not None:
        weitere = weitere.filter(pk__gt=letzter)
    return list(weitere.values_list("pk", flat=True)[:AUF_EINMAL])


@transaction.atomic
def _tun(sorte: Sorte, jetzt: datetime, schluessel: list[Any]) -> int:
    """Do it to the rows with these keys that are still over and that nobody holds; count them."""
    zeilen = sorte.abgelaufen(jetzt).filter(pk__in=schluessel).order_by("pk")
    frei = list(
        zeilen.select_for_update(skip_locked=True, of=("self",)).values_list("pk", flat=True)
    )
    if frei:
        sorte.tun(zeilen.model._base_manager.filter(pk__in=frei))
    return len(frei)
