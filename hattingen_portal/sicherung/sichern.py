"""Make a backup: whole under its name, or not at all."""

import errno
import fcntl
import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from hattingen_portal.sicherung import UNVOLLENDET, SicherungError, dateien
from hattingen_portal.sicherung.archiv import (
    DATEIEN,
    EINSTELLUNGEN,
    Manifest,
    Schreiber,
    versiegeln,
)
from hattingen_portal.sicherung.augenblick import OHNE_ZEILEN, Augenblick, augenblick
from hattingen_portal.sicherung.programme import serverfassung
from hattingen_portal.sicherung.tausch import notiz

UNFERTIG = ".unfertig"
VERSUCHE = 3
# Their values are secrets, or hold some.
GEHEIM = re.compile(r"SECRET|KEY|PASSW|TOKEN|GEHEIM|(?<!BASIS)_URL$")


@dataclass(frozen=True)
class Ergebnis:
    """A finished backup; `fehlende` are files that rows name, and that the portal has lost."""

    pfad: Path
    groesse: int
    fehlende: list[str]


def sichern(ziel: Path, jetzt: datetime) -> Ergebnis:
    """Back the portal up into a new file in the folder `ziel`, named by `jetzt` (aware).

    It appears under its name when all of it is on the disk; nobody but its owner may read it.
    Raises SicherungError with a German sentence, and leaves nothing behind then.
    """
    pfad = ziel / f"portal-{jetzt.astimezone(UTC):%Y-%m-%dT%H%M%SZ}.zip"
    try:
        with _allein(), _entwurf(ziel, pfad) as entwurf:
            fehlende = _schreiben(entwurf, jetzt)
        return Ergebnis(pfad, pfad.stat().st_size, fehlende)
    except OSError as fehler:
        raise SicherungError(_grund(fehler, ziel)) from fehler


def _grund(fehler: OSError, ziel: Path) -> str:
    if fehler.errno in {errno.ENOSPC, errno.EDQUOT}:
        return (
            f"Für die Sicherung ist in „{ziel}“ kein Platz mehr. Bitte schaffen Sie Platz; frühere "
            "Sicherungen sind unverändert."
        )
    return f"Die Sicherung lässt sich in „{ziel}“ nicht anlegen ({fehler.strerror})."


@contextmanager
def _allein() -> Iterator[None]:
    """Let one backup of this portal run at a time; the lock goes with the process.

    None beside a restore: a snapshot from before its commit finds the new tables, and no row in
    them. None after one that was broken off either, for its files may not be those of the rows.
    """
    with (dateien.daten() / "sicherung.lock").open("a") as sperre:
        try:
            fcntl.flock(sperre, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise SicherungError("Es läuft schon eine Sicherung dieses Portals.") from None
        if notiz().exists():
            raise SicherungError(UNVOLLENDET)
        yield


@contextmanager
def _entwurf(ziel: Path, pfad: Path) -> Iterator[Path]:
    """Give the name under which the backup grows; it gets its own when all of it is on the disk."""
    ziel.mkdir(mode=0o700, parents=True, exist_ok=True)
    for rest in ziel.glob(f"portal-*{UNFERTIG}"):
        rest.unlink()
    if pfad.exists():
        raise SicherungError(f"Die Sicherung „{pfad}“ gibt es schon.")
    entwurf = pfad.with_name(pfad.name + UNFERTIG)
    try:
        yield entwurf
        entwurf.rename(pfad)
        _aufs_verzeichnis_warten(ziel)
    finally:
        entwurf.unlink(missing_ok=True)


def _aufs_verzeichnis_warten(ordner: Path) -> None:
    griff = os.open(ordner, os.O_RDONLY)
    try:
        os.fsync(griff)
    finally:
        os.close(griff)


def _schreiben(entwurf: Path, jetzt: datetime) -> list[str]:
    """Write the archive; give the files that rows name and that are not there.

    A file is deleted once the save that replaced it is committed. One that the snapshot names may
    go before it is held, hence the next try with a new snapshot. What is missing from two
    snapshots is not on its way out: it is lost, and the rest has to be saved all the same.
    """
    quellen, zuvor = dateien.ordner(), None
    for _ in range(VERSUCHE):
        with augenblick() as moment, dateien.festgehalten(quellen) as kopien:
            fehlende = dateien.verlorene(kopien)
            if not fehlende or fehlende == zuvor:
                _archivieren(entwurf, jetzt, moment, kopien, sorted(fehlende))
                return sorted(fehlende)
        zuvor = fehlende
    raise SicherungError(
        "Während der Sicherung wurden immer wieder Dateien ersetzt. Bitte starten Sie sie neu."
    )


def _archivieren(
    entwurf: Path,
    jetzt: datetime,
    moment: Augenblick,
    kopien: dict[str, Path],
    fehlende: list[str],
) -> None:
    manifest = Manifest(
        erstellt=jetzt.astimezone(UTC).isoformat(timespec="seconds"),
        server=serverfassung(),
        migrationen=moment.migrationen,
        tabellen=moment.tabellen,
        ohne_zeilen=list(OHNE_ZEILEN),
        fehlende=fehlende,
        medien_anderswo=dateien.medien_anderswo(),
    )
    griff = os.open(entwurf, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(griff, "w+b") as datei:
        schreiber = Schreiber(datei, manifest)
        try:
            _fuellen(schreiber, moment, kopien)
            schreiber.abschliessen()
        except BaseException:
            schreiber.verwerfen()
            raise
        versiegeln(datei)


def _fuellen(schreiber: Schreiber, moment: Augenblick, kopien: dict[str, Path]) -> None:
    einstellungen = json.dumps(_einstellungen(), ensure_ascii=False, indent=1).encode()
    schreiber.aufnehmen(EINSTELLUNGEN, BytesIO(einstellungen), packen=True)
    moment.abziehen(schreiber)
    for name, kopie in kopien.items():
        for pfad in dateien.alle(kopie):
            _datei_aufnehmen(schreiber, f"{DATEIEN}/{name}/{pfad.relative_to(kopie)}", pfad)


def _datei_aufnehmen(schreiber: Schreiber, name: str, pfad: Path) -> None:
    """Store a file as it is: pictures, PDFs and videos are compressed already."""
    angaben = pfad.stat()
    with pfad.open("rb") as quelle:
        schreiber.aufnehmen(
            name,
            quelle,
            packen=False,
            rechte=angaben.st_mode & 0o777,
            geaendert=angaben.st_mtime_ns,
        )


def _einstellungen() -> dict[str, str]:
    """Give what the environment says to the portal, without what is secret."""
    return {
        name: wert
        for name, wert in sorted(os.environ.items())
        if name.startswith("PORTAL_") and not GEHEIM.search(name)
    }
