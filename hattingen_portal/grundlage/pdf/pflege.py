"""What a portal does now and then with its PDFs: look into old ones, drop forgotten ones."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.files.storage import default_storage

from hattingen_portal.grundlage.dateifeld import felder, waisen_loeschen
from hattingen_portal.grundlage.pdf.feld import PdfFeld
from hattingen_portal.grundlage.pdf.pruefung import maengel


@dataclass
class Nachgeholt:
    """How many PDFs were looked into and how many remain, and in which rows there is no file."""

    geprueft: int = 0
    offen: int = 0
    fehlende: list[str] = field(default_factory=list)


def nachholen(hoechstens: int | None = None, *, alle: bool = False) -> Nachgeholt:
    """Look into PDFs that nobody has looked into, all of them or `hoechstens` so many.

    With `alle` also into the others: an earlier release has looked for less.

    Nothing else of their rows changes, nor of what they belong to. Ends early where one cannot be
    looked into now: neither could the next.
    """
    zeilen = list(_zeilen(alle=alle))
    stand = Nachgeholt()
    for zeile in zeilen:
        if stand.geprueft == hoechstens:
            break
        try:
            with default_storage.open(zeile.datei.name) as datei:
                gefunden = maengel(datei.read())
        except OSError:
            stand.fehlende.append(f"{zeile._meta.verbose_name} „{zeile}“")
            continue
        if gefunden is None:
            break
        # Only where nobody has replaced it meanwhile.
        dieselbe = type(zeile)._base_manager.filter(pk=zeile.pk, datei=zeile.datei.name)
        dieselbe.update(pdf_maengel=gefunden)
        stand.geprueft += 1
    stand.offen = len(zeilen) - stand.geprueft - len(stand.fehlende)
    return stand


def aufraeumen(vor: datetime) -> int:
    """Delete PDFs that no row names and that were stored before the aware `vor`; give how many."""
    return waisen_loeschen(PdfFeld, vor)


def _zeilen(*, alle: bool) -> Iterator[Any]:
    for modell, _ in felder(PdfFeld):
        zeilen = modell._base_manager.order_by("pk")
        yield from zeilen if alle else zeilen.filter(pdf_maengel=None)
