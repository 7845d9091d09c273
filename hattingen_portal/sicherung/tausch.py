"""Bring restored folders into their places at one moment, and undo that after an interruption.

A note in PORTAL_DATEN says which folders a restore is about, from when the new ones are there,
still empty, until all is done, the migrations behind the database's commit included. Whether the
database took its part is asked of the database: it carries the restore's mark, which came with the
same commit as the rows.
"""

import json
import os
import shutil
import uuid
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings


@dataclass(frozen=True)
class Ordnertausch:
    """A folder, where its new content is made ready, and where the one before it goes."""

    ziel: Path
    neu: Path
    vorher: Path

    @classmethod
    def von(cls, ziel: Path, kennung: str) -> "Ordnertausch":
        """Give it for the folder `ziel`, in the restore `kennung`."""
        return cls(
            ziel,
            ziel.with_name(f"{ziel.name}.neu-{kennung}"),
            ziel.with_name(f"{ziel.name}.vorher-{kennung}"),
        )

    def tauschen(self) -> None:
        """Put the new folder into its place."""
        if self.ziel.exists():
            self.ziel.rename(self.vorher)
        self.neu.rename(self.ziel)

    def zuruecktauschen(self) -> None:
        """Undo `tauschen`, however far it or an earlier undoing came."""
        if not self.neu.exists():
            self.ziel.rename(self.neu)
        if self.vorher.exists():
            self.vorher.rename(self.ziel)

    def aufraeumen(self) -> None:
        """Delete what is not in its place."""
        shutil.rmtree(self.neu, ignore_errors=True)
        shutil.rmtree(self.vorher, ignore_errors=True)


class Tausch:
    """The folders of one restore, and the note about them."""

    def __init__(self, kennung: str, ordner: list[Ordnertausch]) -> None:
        """Take what `beginnen` or the note says."""
        self.kennung = kennung
        self.ordner = ordner

    @classmethod
    def beginnen(cls, ziele: list[Path]) -> "Tausch":
        """Make the empty new folders beside `ziele`, and note that a restore is on its way."""
        kennung = uuid.uuid4().hex
        tausch = cls(kennung, [Ordnertausch.von(ziel, kennung) for ziel in ziele])
        for ordner in tausch.ordner:
            ordner.neu.mkdir(mode=0o750, parents=True)
        tausch._notieren()
        return tausch

    def tauschen(self) -> None:
        """Put all new folders into their places, once what is in them is on the disk."""
        os.sync()
        for ordner in self.ordner:
            ordner.tauschen()

    def beenden(self, *, uebernommen: bool) -> None:
        """Keep the new folders, or bring the former ones back; then delete the others."""
        if not uebernommen:
            for ordner in self.ordner:
                ordner.zuruecktauschen()
        # A new name takes no room, on a disk that may be full.
        notiz().rename(_muell())
        self.aufraeumen()

    def aufraeumen(self) -> None:
        """Delete what is in the way; the note goes last."""
        for ordner in self.ordner:
            ordner.aufraeumen()
        _muell().unlink()

    def _notieren(self) -> None:
        inhalt = {
            "kennung": self.kennung,
            "ordner": [
                {name: str(pfad) for name, pfad in asdict(ordner).items()} for ordner in self.ordner
            ],
        }
        entwurf = notiz().with_suffix(".neu")
        with entwurf.open("w") as datei:
            json.dump(inhalt, datei)
            datei.flush()
            os.fsync(datei.fileno())
        entwurf.replace(notiz())

    @classmethod
    def _notiert(cls, datei: Path) -> "Tausch":
        inhalt = json.loads(datei.read_text())
        ordner = [
            Ordnertausch(**{name: Path(pfad) for name, pfad in einer.items()})
            for einer in inhalt["ordner"]
        ]
        return cls(inhalt["kennung"], ordner)


def notiz() -> Path:
    """Give the file that is there while a restore is on its way, or was broken off.

    Makes no folder for it: who only looks may have none yet, or one that cannot be made.
    """
    return Path(settings.MEDIA_ROOT).parent / "wiederherstellung.json"


def _muell() -> Path:
    """Give the note's name once it is decided which folders stay, and the others may go."""
    return notiz().with_suffix(".muell")


def aufholen(uebernommen: Callable[[str], bool], vollenden: Callable[[], None]) -> bool:
    """Bring a restore that was broken off to its end, or undo it; tell whether it is complete.

    `uebernommen` tells of a restore's mark whether the database carries it; `vollenden` does then
    what the database still lacks.
    """
    if _muell().exists():
        Tausch._notiert(_muell()).aufraeumen()
    if not notiz().exists():
        return False
    tausch = Tausch._notiert(notiz())
    if vollendet := uebernommen(tausch.kennung):
        vollenden()
    tausch.beenden(uebernommen=vollendet)
    return vollendet
