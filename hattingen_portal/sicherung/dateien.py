"""The portal's files: which belong to a backup, and how they are held still while it is made."""

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.files.storage import FileSystemStorage, default_storage
from django.db.models import FileField

# What is made again when it is missing.
ENTBEHRLICH = {"medien": "fassungen"}
# A file that is being written: it gets its name when it is whole.
ENTWURF = ".neu"
# File systems without links, or with a limit to them: these files are copied.
OHNE_VERKNUEPFUNG = {errno.EPERM, errno.EXDEV, errno.EOPNOTSUPP, errno.EMLINK, errno.ENOSYS}


def ordner() -> dict[str, Path]:
    """Give the folders whose files belong to the portal, by their names in a backup."""
    medien = {} if medien_anderswo() else {"medien": Path(settings.MEDIA_ROOT)}
    return medien | {"post": Path(settings.PORTAL_ABLAGE)}


def medien_anderswo() -> bool:
    """Tell whether uploads lie in a store (PORTAL_S3_URL), which has a backup of its own."""
    return not isinstance(default_storage, FileSystemStorage)


def daten() -> Path:
    """Give the folder above the uploads (PORTAL_DATEN), for locks and notes."""
    ordner = Path(settings.MEDIA_ROOT).parent
    ordner.mkdir(mode=0o700, parents=True, exist_ok=True)
    return ordner


def genannte() -> set[str]:
    """Give the names of all files that rows of the database name, relative to MEDIA_ROOT."""
    return {
        name
        for modell in apps.get_models()
        for feld in modell._meta.local_fields
        if isinstance(feld, FileField)
        for name in modell._base_manager.values_list(feld.attname, flat=True).iterator()
        if name
    }


def verlorene(kopien: dict[str, Path]) -> set[str]:
    """Give those of `genannte` that are not in `kopien`; none where uploads lie elsewhere."""
    medien = kopien.get("medien")
    return {name for name in genannte() if not (medien / name).exists()} if medien else set()


@contextmanager
def festgehalten(quellen: dict[str, Path]) -> Iterator[dict[str, Path]]:
    """Give folders with the same files as `quellen`, which stay whatever a save replaces meanwhile.

    They are links, and cost neither time nor room. What an earlier backup left when it was killed
    goes first.
    """
    kopien = {name: pfad.with_name(f"{pfad.name}.sicherung") for name, pfad in quellen.items()}
    try:
        for name, kopie in kopien.items():
            shutil.rmtree(kopie, ignore_errors=True)
            _verknuepfen(quellen[name], kopie, ohne=ENTBEHRLICH.get(name))
        yield kopien
    finally:
        for kopie in kopien.values():
            shutil.rmtree(kopie, ignore_errors=True)


def _verknuepfen(quelle: Path, kopie: Path, *, ohne: str | None) -> None:
    for ort, unterordner, namen in os.walk(quelle):
        if Path(ort) == quelle and ohne in unterordner:
            unterordner.remove(ohne)
        ziel = kopie / Path(ort).relative_to(quelle)
        ziel.mkdir(mode=0o700, parents=True)
        for name in namen:
            if not name.endswith(ENTWURF):
                # It may have been replaced since; whether a row names it is asked later.
                with suppress(FileNotFoundError):
                    _verknuepfung(Path(ort) / name, ziel / name)


def _verknuepfung(datei: Path, ziel: Path) -> None:
    try:
        os.link(datei, ziel, follow_symlinks=False)
    except OSError as fehler:
        if fehler.errno not in OHNE_VERKNUEPFUNG:
            raise
        shutil.copy2(datei, ziel)


def alle(wurzel: Path) -> Iterator[Path]:
    """Give the files below `wurzel` in a fixed order; nothing where it is not there."""
    for ort, unterordner, namen in os.walk(wurzel):
        unterordner.sort()
        for name in sorted(namen):
            datei = Path(ort) / name
            if datei.is_file() and not datei.is_symlink():
                yield datei
