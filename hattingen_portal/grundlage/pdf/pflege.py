"""What a portal does now and then with its PDFs: look into old ones, drop forgotten ones."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.core.files.storage import default_storage

from hattingen_portal.grundlage.dateifeld import felder, waisen_loeschen
from hattingen_portal.grundlage.pdf.feld import PdfFeld
from hattingen_portal.grundlage.pdf.pruefung import maengel


def nachholen() -> tuple[int, list[str]]:
    """Look into the PDFs that nobody has looked into; give how many, and which are not there.

    Nothing else of their rows changes, nor of what they belong to. While the portal reads others,
    some may stay for the next time.
    """
    anzahl, fehlende = 0, []
    for zeile in _ungeprueft():
        name = zeile.datei.name
        try:
            with default_storage.open(name) as datei:
                gefunden = maengel(datei.read())
        except OSError:
            fehlende.append(f"{zeile._meta.verbose_name} „{zeile}“")
            continue
        if gefunden is not None:
            # Only where nobody has replaced it meanwhile.
            zeilen = type(zeile)._base_manager.filter(pk=zeile.pk, datei=name)
            anzahl += zeilen.update(pdf_maengel=gefunden)
    return anzahl, fehlende


def aufraeumen(vor: datetime) -> int:
    """Delete PDFs that no row names and that were stored before the aware `vor`; give how many."""
    return waisen_loeschen(PdfFeld, vor)


def _ungeprueft() -> Iterator[Any]:
    for modell, _ in felder(PdfFeld):
        yield from modell._base_manager.filter(pdf_maengel=None).order_by("pk")
