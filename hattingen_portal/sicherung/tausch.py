"""Bring restored folders into their places at one moment, and undo that after an interruption.

A note in PORTAL_DATEN says which folders a restore is about, from when the new ones are there,
still empty, until all is done, the migrations behind the database's commit included. Whether the
database took its part is asked of the database: it carries the restore's mark, which came with the
same commit as the rows.

A restore may take the place of one whose migrations are not done, and never will be perhaps. The
note about that one is kept under another name, and back in its place when the new restore fails.
"""

import json
import os
import re
import shutil
import uuid
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings

BEISEITE = re.compile(r"(neu|vorher)-[0-9a-f]{32}")  # behind the name of a folder, and a dot


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

    def verwerfen(self) -> None:
        """Delete the new folder, which is not in its place."""
        shutil.rmtree(self.neu, ignore_errors=True)

    def aufraeumen(self) -> None:
        """Delete what any restore has left beside the folder, once no note needs it any more."""
        for pfad in self.ziel.parent.glob(f"{self.ziel.name}.*"):
            if BEISEITE.fullmatch(pfad.name.removeprefix(f"{self.ziel.name}.")):
                shutil.rmtree(pfad, ignore_errors=True)


class Tausch:
    """The folders of one restore, and the note about them."""

    def __init__(self, kennung: str, ordner: list[Ordnertausch]) -> None:
        """Take what `beginnen` or the note says."""
        self.kennung = kennung
        self.ordner = ordner
        # The note about an unfinished restore whose place this one takes, if there is any.
        self.davor = notiz().with_suffix(f".davor-{kennung}")

    @classmethod
    def beginnen(cls, ziele: list[Path]) -> "Tausch":
        """Make the empty new folders beside `ziele`, and note that a restore is on its way.

        It takes the place of the unfinished restore that a note may be about already.
        """
        kennung = uuid.uuid4().hex
        tausch = cls(kennung, [Ordnertausch.von(ziel, kennung) for ziel in ziele])
        for ordner in tausch.ordner:
            ordner.neu.mkdir(mode=0o750, parents=True)
        if notiz().exists():
            _schreiben(tausch.davor, notiz().read_text())
        tausch._notieren()
        return tausch

    def tauschen(self) -> None:
        """Put all new folders into their places, once what is in them is on the disk."""
        os.sync()
        for ordner in self.ordner:
            ordner.tauschen()

    def beenden(self, *, uebernommen: bool) -> None:
        """Keep the new folders, or bring the former ones back; then delete the others.

        With the former folders comes the note about the unfinished restore that they are of.
        """
        if not uebernommen:
            for ordner in self.ordner:
                ordner.zuruecktauschen()
        # A new name takes no room, on a disk that may be full.
        if not uebernommen and self.davor.exists():
            self.davor.replace(notiz())
            for ordner in self.ordner:
                ordner.verwerfen()
            return
        notiz().rename(_muell())
        self.aufraeumen()

    def aufraeumen(self) -> None:
        """Delete what is in the way; the note goes last."""
        for ordner in self.ordner:
            ordner.aufraeumen()
        for davor in notiz().parent.glob(f"{notiz().stem}.davor-*"):
            davor.unlink()
        _muell().unlink()

    def _notieren(self) -> None:
        inhalt = {
            "kennung": self.kennung,
            "ordner": [
                {name: str(pfad) for name, pfad in asdict(ordner).items()} for ordner in self.ordner
            ],
        }
        entwurf = notiz().with_suffix(".neu")
        _schreiben(entwurf, json.dumps(inhalt))
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


def _schreiben(pfad: Path, text: str) -> None:
    with pfad.open("w") as datei:
        datei.write(text)
        datei.flush()
        os.fsync(datei.fileno())


def _muell() -> Path:
    """Give the note's name once it is decided which folders stay, and the others may go."""
    return notiz().with_suffix(".muell")


def aufholen(uebernommen: Callable[[str], bool]) -> Tausch | None:
    """Undo each restore that was broken off before its commit; give one that came behind it.

    `uebernommen` tells of a restore's mark whether the database carries it. What is given has its
    folders in their places, and is not ended: the database may lack migrations.
    """
    if _muell().exists():
        Tausch._notiert(_muell()).aufraeumen()
    while notiz().exists():
        tausch = Tausch._notiert(notiz())
        if uebernommen(tausch.kennung):
            return tausch
        tausch.beenden(uebernommen=False)
    return None
