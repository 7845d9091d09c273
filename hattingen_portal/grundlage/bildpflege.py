"""What a portal does now and then with its stored pictures: clean old ones, drop forgotten ones."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import PurePath

from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db import transaction

from hattingen_portal.grundlage.bild import BildFeld, MitBild
from hattingen_portal.grundlage.bildfassungen import fassungen_loeschen, loeschen, mit_fassungen
from hattingen_portal.grundlage.dateifeld import dateien, waisen_loeschen
from hattingen_portal.grundlage.geschichte.aufzeichnung import geschichte_von, hat_geschichte


def erneuern() -> tuple[int, list[str]]:
    """Clean the pictures that were stored before uploads were; give how many, and which cannot be.

    Nothing else of their rows changes, neither version nor date: nobody who edits one is disturbed.
    """
    anzahl, misslungen = 0, []
    for zeile in _ungereinigte():
        try:
            anzahl += _gereinigt(zeile)
        except (OSError, ValidationError):
            misslungen.append(f"{zeile._meta.verbose_name} „{zeile}“")
    return anzahl, misslungen


def aufraeumen(vor: datetime) -> int:
    """Delete pictures that no row names and that were stored before the aware `vor`; give how many.

    With them go the versions of pictures that are gone.
    """
    anzahl = waisen_loeschen(BildFeld, vor)
    for kennung in mit_fassungen() - {PurePath(name).stem for name in dateien("bilder")}:
        fassungen_loeschen(kennung)
    return anzahl


def _ungereinigte() -> Iterator[MitBild]:
    for modell in apps.get_models():
        if issubclass(modell, MitBild):
            yield from modell._base_manager.exclude(bild="").filter(bild_breite=None)


@transaction.atomic
def _gereinigt(zeile: MitBild) -> bool:
    """Replace the picture of `zeile`; False where somebody else has replaced it meanwhile."""
    bisher = zeile.bild.name
    with default_storage.open(bisher) as datei:
        zeile.bild.save(PurePath(bisher).name, datei, save=False)
    neu = (
        type(zeile)
        ._base_manager.filter(pk=zeile.pk, bild=bisher)
        .update(bild=zeile.bild.name, bild_breite=zeile.bild_breite, bild_hoehe=zeile.bild_hoehe)
    )
    if neu and hat_geschichte(type(zeile)):  # the same picture under another name is no change
        geschichte_von(type(zeile)).filter(bild=bisher).update(bild=zeile.bild.name)
    transaction.on_commit(lambda: loeschen(bisher if neu else zeile.bild.name))
    return bool(neu)
