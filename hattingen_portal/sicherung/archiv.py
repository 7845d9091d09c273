"""The file that a backup is: written in one go, checked as a whole before anything is read.

A ZIP file whose comment, its very last bytes, is the SHA-256 of everything before it. ZIP's own
checksums would leave out its directory, and be believed part by part, when half is restored.
"""

import hashlib
import json
import os
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO, Any

from hattingen_portal.sicherung import SicherungError

FORMAT = 2
MANIFEST = "manifest.json"
DATENBANK = "datenbank.sql"
EINSTELLUNGEN = "einstellungen.json"
DATEIEN = "dateien"
SIEGEL = 64  # characters: a SHA-256 in hexadecimal digits
BLOCK = 1 << 20  # bytes that are held in memory at once


@dataclass(frozen=True)
class Teil:
    """One part of a backup: its name, bytes, SHA-256, and of a file its mode and time (ns)."""

    name: str
    groesse: int
    sha256: str
    rechte: int = 0o600
    geaendert: int = 0


@dataclass
class Manifest:
    """What a backup says of itself: whose database at which time (UTC, ISO 8601), and its parts.

    `medien_anderswo`: without the uploads, which lie in a store with a backup of its own.
    """

    erstellt: str
    server: int
    migrationen: list[list[str]]
    tabellen: dict[str, int]
    ohne_zeilen: list[str]
    fehlende: list[str]
    teile: list[Teil] = field(default_factory=list)
    medien_anderswo: bool = False  # format 1 says nothing of it
    format: int = FORMAT

    def dateien(self) -> list[Teil]:
        """Give the parts that are files of the portal."""
        return [teil for teil in self.teile if teil.name.startswith(f"{DATEIEN}/")]


# --- Writing -----------------------------------------------------------------------------------


class Schreiber:
    """Writes parts into a new archive, however large, without holding them in memory."""

    def __init__(self, datei: IO[bytes], manifest: Manifest) -> None:
        """Take an empty file that is open for writing, and what is to stand in the manifest."""
        self._zip = zipfile.ZipFile(datei, "w")
        self.manifest = manifest

    def aufnehmen(
        self, name: str, quelle: IO[bytes], *, packen: bool, rechte: int = 0o600, geaendert: int = 0
    ) -> None:
        """Write what `quelle` gives as the part `name`, compressed where it pays (`packen`)."""
        summe, groesse = hashlib.sha256(), 0
        with self._zip.open(_eintrag(name, packen=packen), "w", force_zip64=True) as ziel:
            while block := quelle.read(BLOCK):
                summe.update(block)
                groesse += len(block)
                ziel.write(block)
        self.manifest.teile.append(Teil(name, groesse, summe.hexdigest(), rechte, geaendert))

    def abschliessen(self) -> None:
        """Write the manifest and room for the seal; `versiegeln` comes when the file is closed."""
        inhalt = json.dumps(asdict(self.manifest), ensure_ascii=False, indent=1)
        self._zip.writestr(_eintrag(MANIFEST, packen=True), inhalt)
        self._zip.comment = b"0" * SIEGEL
        self._zip.close()

    def verwerfen(self) -> None:
        """Let go of the file, which is of no use."""
        with suppress(OSError, ValueError):  # its disk may be full, a part half written
            self._zip.close()


def _eintrag(name: str, *, packen: bool) -> zipfile.ZipInfo:
    eintrag = zipfile.ZipInfo(name)
    eintrag.compress_type = zipfile.ZIP_DEFLATED if packen else zipfile.ZIP_STORED
    return eintrag


def versiegeln(datei: IO[bytes]) -> None:
    """Put the checksum of an archive, open for reading and writing, at its end, and onto the disk.

    It is read once more for this: what cannot be read back is no backup.
    """
    groesse = datei.seek(0, os.SEEK_END)
    siegel = _summe(datei, groesse - SIEGEL)
    datei.seek(-SIEGEL, os.SEEK_END)
    datei.write(siegel)
    datei.flush()
    os.fsync(datei.fileno())


def _summe(datei: IO[bytes], laenge: int) -> bytes:
    """Give the SHA-256, as digits, of the first `laenge` bytes."""
    datei.seek(0)
    summe = hashlib.sha256()
    while laenge > 0 and (block := datei.read(min(BLOCK, laenge))):
        summe.update(block)
        laenge -= len(block)
    return summe.hexdigest().encode()


# --- Reading -----------------------------------------------------------------------------------


class Leser:
    """An archive that is whole and unaltered: `oeffnen` gives no other."""

    def __init__(self, archiv: zipfile.ZipFile, manifest: Manifest) -> None:
        """Take what `oeffnen` has checked."""
        self._zip = archiv
        self.manifest = manifest

    def lesen(self, teil: Teil) -> Iterator[bytes]:
        """Give the bytes of a part in blocks; raises SicherungError when its sum does not fit."""
        summe = hashlib.sha256()
        with self._zip.open(teil.name) as quelle:
            while block := quelle.read(BLOCK):
                summe.update(block)
                yield block
        if summe.hexdigest() != teil.sha256:
            raise SicherungError(f"In der Sicherung ist „{teil.name}“ beschädigt.")

    def teil(self, name: str) -> Teil:
        """Give the part `name`; raises KeyError without it."""
        return next(teil for teil in self.manifest.teile if teil.name == name)


@contextmanager
def oeffnen(quelle: Path) -> Iterator[Leser]:
    """Check the whole archive and open it.

    Raises SicherungError for a file that is missing, no backup, cut off, altered or of a later
    format.
    """
    try:
        datei = quelle.open("rb")
    except OSError as fehler:
        raise SicherungError(
            f"Die Sicherung „{quelle}“ lässt sich nicht öffnen ({fehler.strerror})."
        ) from fehler
    with datei:
        _siegel_pruefen(datei, quelle)
        try:
            with zipfile.ZipFile(datei) as archiv:
                yield Leser(archiv, _manifest(archiv, quelle))
        except zipfile.BadZipFile as fehler:
            raise _beschaedigt(quelle) from fehler


def _siegel_pruefen(datei: IO[bytes], quelle: Path) -> None:
    groesse = datei.seek(0, os.SEEK_END)
    datei.seek(0)
    if datei.read(2) != b"PK":
        raise SicherungError(f"„{quelle}“ ist keine Sicherung des Portals.")
    if groesse <= SIEGEL:
        raise _beschaedigt(quelle)
    datei.seek(-SIEGEL, os.SEEK_END)
    siegel = datei.read()
    if _summe(datei, groesse - SIEGEL) != siegel:
        raise _beschaedigt(quelle)


def _beschaedigt(quelle: Path) -> SicherungError:
    return SicherungError(
        f"Die Sicherung „{quelle}“ ist beschädigt, abgeschnitten oder keine des Portals. Es wurde "
        "nichts verändert. Bitte nehmen Sie eine andere."
    )


def _manifest(archiv: zipfile.ZipFile, quelle: Path) -> Manifest:
    """Read the manifest, and see that the archive holds its parts and nothing else."""
    try:
        angaben: dict[str, Any] = json.loads(archiv.read(MANIFEST))
        if angaben["format"] > FORMAT:
            raise SicherungError(
                f"Die Sicherung „{quelle}“ stammt von einer neueren Fassung des Portals. Bitte "
                "spielen Sie zuerst diese Fassung ein."
            )
        angaben["teile"] = [Teil(**teil) for teil in angaben["teile"]]
        manifest = Manifest(**angaben)
    except (KeyError, ValueError, TypeError) as fehler:
        raise _beschaedigt(quelle) from fehler
    genannt = [teil.name for teil in manifest.teile]
    if archiv.namelist() != [*genannt, MANIFEST] or not all(map(_ungefaehrlich, genannt)):
        raise _beschaedigt(quelle)
    return manifest


def _ungefaehrlich(name: str) -> bool:
    """Tell whether a part's name leads nowhere else than below the folder it is restored into."""
    pfad = PurePosixPath(name)
    return not pfad.is_absolute() and ".." not in pfad.parts
