"""A file that goes with its row: one that is replaced or deleted does not stay on the disk."""

from collections.abc import Collection, Iterator
from contextlib import suppress
from datetime import datetime
from functools import partial
from pathlib import PurePath
from typing import Any, TypeVar

from django.apps import apps
from django.core.files.storage import default_storage
from django.db import models, transaction
from django.db.models.signals import post_delete, post_save


class EigeneDatei(models.FileField):
    """A file of one row alone. Before any other field class that says how it is stored."""

    def contribute_to_class(
        self, cls: type[models.Model], name: str, *args: Any, **art: Any
    ) -> None:
        """Listen to what is saved or deleted, also by a queryset, of this model alone.

        A listener to all models would have Django read each row that it deletes.
        """
        super().contribute_to_class(cls, name, *args, **art)
        if not cls._meta.abstract:
            post_save.connect(self._bisherige_loeschen, sender=cls)
            post_delete.connect(self._mit_zeile_loeschen, sender=cls)

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """Store a new file; the row remembers the one that it had until it is saved itself.

        That may still fail, and without a transaction around it nothing would bring a file back.
        """
        vars(model_instance)[self._merkstelle] = "" if add else self._gespeichert(model_instance)
        return super().pre_save(model_instance, add)

    def datei_loeschen(self, name: str) -> None:
        """Delete the file stored as `name`; a field whose files have company deletes that, too."""
        default_storage.delete(name)

    def _gespeichert(self, zeile: models.Model) -> str:
        """Give the name of the file that the database has for `zeile`; "" without one."""
        zeilen = type(zeile)._base_manager.filter(pk=zeile.pk)
        return zeilen.values_list(self.attname, flat=True).first() or ""

    @property
    def _merkstelle(self) -> str:
        return f"_{self.attname}_bisher"

    def _bisherige_loeschen(
        self, instance: models.Model, update_fields: Collection[str] | None, **_: Any
    ) -> None:
        """Delete the file that `instance` had; one left over from a failed save is none of that."""
        bisher = vars(instance).pop(self._merkstelle, "")
        geschrieben = update_fields is None or self.name in update_fields
        if bisher and geschrieben and bisher != getattr(instance, self.attname).name:
            self._loeschen_sobald_sicher(bisher)

    def _mit_zeile_loeschen(self, instance: models.Model, **_: Any) -> None:
        if name := getattr(instance, self.attname).name:
            self._loeschen_sobald_sicher(name)

    def _loeschen_sobald_sicher(self, name: str) -> None:
        transaction.on_commit(partial(self.datei_loeschen, name), robust=True)


Feld = TypeVar("Feld", bound=EigeneDatei)


def felder(art: type[Feld]) -> Iterator[tuple[type[models.Model], Feld]]:
    """Give each field of the kind `art` that the portal has, with its model."""
    for modell in apps.get_models():
        for feld in modell._meta.local_fields:
            if isinstance(feld, art):
                yield modell, feld


def waisen_loeschen(art: type[Feld], vor: datetime) -> int:
    """Delete files of fields of the kind `art` that no row names; give how many.

    Only those that were stored before the aware `vor`: younger ones may be on their way into a row.
    They remain where a save was rolled back or a server died, and from releases that kept them.
    """
    genannt = {
        name
        for modell, feld in felder(art)
        for name in modell._base_manager.values_list(feld.attname, flat=True)
    }
    alle = {
        PurePath(feld.generate_filename(None, "x")).parent.name: feld for _, feld in felder(art)
    }
    anzahl = 0
    for ordner, feld in alle.items():
        for datei in dateien(ordner):
            name = f"{ordner}/{datei}"
            if name not in genannt and _aelter(name, vor):
                feld.datei_loeschen(name)
                anzahl += 1
    return anzahl


def _aelter(name: str, vor: datetime) -> bool:
    """Tell whether `name` was stored before `vor`; of one that goes meanwhile nothing is left."""
    with suppress(FileNotFoundError):
        return default_storage.get_modified_time(name) < vor
    return False


def dateien(ordner: str) -> list[str]:
    """Give the names of what lies in a folder of the uploads; none where it is not there yet."""
    try:
        return default_storage.listdir(ordner)[1]
    except FileNotFoundError:
        return []
