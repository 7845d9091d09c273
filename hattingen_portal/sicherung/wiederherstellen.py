"""Make a portal of a backup: complete, or everything stays as it was."""

import errno
import os
from pathlib import Path, PurePosixPath

import psycopg
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import OperationalError, connection
from django.db.migrations.loader import MigrationLoader

from hattingen_portal.datenbank.server import gesperrt
from hattingen_portal.management.commands.migrate import BelegtError
from hattingen_portal.sicherung import SicherungError, dateien
from hattingen_portal.sicherung.archiv import DATEIEN, DATENBANK, Leser, Manifest, Teil, oeffnen
from hattingen_portal.sicherung.augenblick import OHNE_ZEILEN, tabellen
from hattingen_portal.sicherung.einspielen import einspielen, traegt
from hattingen_portal.sicherung.programme import programm, serverfassung
from hattingen_portal.sicherung.tausch import Ordnertausch, Tausch, aufholen

# What `migrate` alone fills, and what runs beside an empty portal.
AUCH_LEER = {
    *OHNE_ZEILEN,
    *("auth_permission", "django_content_type", "django_migrations", "hattingen_portal_stand"),
    *("procrastinate_events", "procrastinate_jobs", "procrastinate_periodic_defers"),
    "procrastinate_workers",
}
EINGESPIELT = "Die Daten sind eingespielt, aber noch nicht auf diese Fassung gebracht"


def pruefen(quelle: Path) -> Manifest:
    """Check a backup without restoring it, each part too; raises SicherungError with a sentence."""
    with oeffnen(quelle) as leser:
        for teil in leser.manifest.teile:
            for _ in leser.lesen(teil):
                pass
        return leser.manifest


def wiederherstellen(quelle: Path, *, ersetzen: bool = False) -> Manifest | None:
    """Restore the backup `quelle`, and bring its database to this release.

    Without `ersetzen` only where neither database nor folders hold anything. Raises SicherungError
    with a German sentence, and has changed nothing then, unless it says that the rows are there and
    only not brought to this release yet. A restore that was broken off before is undone first. One
    that had come to its commit is brought to its end instead (then None), or replaced as it is with
    `ersetzen`: it may be one that cannot be brought to its end.
    """
    with gesperrt(dateien.daten() / "wiederherstellung.lock"), oeffnen(quelle) as leser:
        _passend(leser.manifest)
        offen = aufholen(traegt)
        if offen and not ersetzen:
            _vollenden(offen)
            return None
        if not ersetzen:
            _leer()
        try:
            tausch = _ausfuehren(leser)
        except OSError as fehler:
            raise SicherungError(_grund(fehler)) from fehler
        _vollenden(tausch)
        return leser.manifest


def _vollenden(tausch: Tausch) -> None:
    """Bring the database to this release; what is done already stays done.

    The note stays until then: whoever is cut off here is told so, and goes on from here. Raises
    SicherungError where a table stays busy, a migration fails or the database goes away.
    """
    connection.close()
    ContentType.objects.clear_cache()
    try:
        call_command("migrate", interactive=False, verbosity=0)
    except BelegtError as fehler:
        raise SicherungError(
            f"{EINGESPIELT}: Eine Tabelle ist immer wieder in Gebrauch. Bitte halten Sie das "
            "Portal und seinen Worker an, und bringen Sie die Wiederherstellung zu Ende: "
            "manage.py wiederherstellen"
        ) from fehler
    except Exception as fehler:  # whatever a migration fails of, the way out is the same
        if _verbindung_fort(fehler):
            raise SicherungError(
                f"{EINGESPIELT}: Die Verbindung zur Datenbank ist abgebrochen. Bitte bringen Sie "
                "die Wiederherstellung zu Ende, sobald die Datenbank wieder antwortet: manage.py "
                "wiederherstellen"
            ) from fehler
        raise SicherungError(
            f"{EINGESPIELT}: Die Umstellung ist gescheitert ({_woran(fehler)}). Bitte versuchen "
            "Sie es noch einmal: manage.py wiederherstellen. Scheitert sie wieder, nehmen Sie mit "
            "--ersetzen eine andere Sicherung, oder diese mit der Fassung des Portals, aus der sie "
            "stammt."
        ) from fehler
    tausch.beenden(uebernommen=True)


def _verbindung_fort(fehler: Exception) -> bool:
    """Tell whether the database has ended the connection, or is away: no migration has failed."""
    if not isinstance(fehler, OperationalError):
        return False
    code = getattr(fehler.__cause__, "sqlstate", None)  # only a query's error carries one
    return code is None or code.startswith(("08", "57P"))


def _woran(fehler: Exception) -> str:
    """Give type and message of `fehler` without its details, which hold values of rows."""
    ursache = fehler.__cause__
    satz = ursache.diag.message_primary if isinstance(ursache, psycopg.Error) else None
    return ": ".join(filter(None, (type(fehler).__name__, satz)))


def _passend(manifest: Manifest) -> None:
    """Raise SicherungError for a backup of a later release, of a later PostgreSQL, or of a portal
    whose uploads lie elsewhere than those of this one.
    """
    bekannt = MigrationLoader(None, ignore_no_migrations=True).disk_migrations.keys()
    if fremd := [eine for eine in map(tuple, manifest.migrationen) if eine not in bekannt]:
        raise SicherungError(
            "Die Sicherung stammt von einer neueren Fassung des Portals (sie kennt "
            f"{fremd[0][0]} {fremd[0][1]}). Bitte spielen Sie zuerst diese Fassung ein."
        )
    server = serverfassung() // 10_000
    if (gesichert := manifest.server // 10_000) > server:
        raise SicherungError(
            f"Die Sicherung stammt von PostgreSQL {gesichert}, dieser Server hat Version {server}. "
            f"Bitte nehmen Sie einen Server mit Version {gesichert} oder neuer."
        )
    if manifest.medien_anderswo and not dateien.medien_anderswo():
        raise SicherungError(
            "Die Sicherung ist ohne die hochgeladenen Dateien, denn die lagen in einer Ablage mit "
            "S3-Schnittstelle. Bitte nennen Sie diese zuerst in PORTAL_S3_URL."
        )
    if dateien.medien_anderswo() and not manifest.medien_anderswo:
        raise SicherungError(
            "Die Sicherung enthält die hochgeladenen Dateien, dieses Portal aber hat sie in der "
            "Ablage aus PORTAL_S3_URL. Bitte stellen Sie es ohne PORTAL_S3_URL wieder her, und "
            "kopieren Sie die Dateien danach in die Ablage."
        )
    programm("psql")


def _leer() -> None:
    """Raise SicherungError where anything would be overwritten."""
    with connection.cursor() as zeiger:
        for tabelle in tabellen():
            if tabelle in AUCH_LEER:
                continue
            zeiger.execute(f"SELECT EXISTS (SELECT FROM {connection.ops.quote_name(tabelle)})")
            if zeiger.fetchone()[0]:
                raise SicherungError(
                    f"Die Datenbank ist nicht leer (Tabelle {tabelle}). Mit --ersetzen ersetzt die "
                    "Sicherung alles, was da ist."
                )
    for name, ordner in dateien.ordner().items():
        for datei in dateien.alle(ordner):
            if datei.relative_to(ordner).parts[0] != dateien.ENTBEHRLICH.get(name):
                raise SicherungError(
                    f"Der Ordner „{ordner}“ ist nicht leer. Mit --ersetzen ersetzt die Sicherung "
                    "alles, was da ist."
                )


def _ausfuehren(leser: Leser) -> Tausch:
    """Files first, into folders beside; then the database; the folders change before it commits.

    Should the process be killed between the two, the database is still the former one, and the
    next restore changes the folders back. What is given is not ended yet.
    """
    ziele = dateien.ordner()
    tausch = Tausch.beginnen(list(ziele.values()))
    try:
        for name, ordner in zip(ziele, tausch.ordner, strict=True):
            _auspacken(leser, name, ordner)
        einspielen(
            leser.lesen(leser.teil(DATENBANK)),
            tabellen=leser.manifest.tabellen,
            kennung=tausch.kennung,
            davor=tausch.tauschen,
        )
    except BaseException:
        # The answer to the commit may have been lost, and not the commit.
        connection.close()
        if not traegt(tausch.kennung):
            tausch.beenden(uebernommen=False)
        raise
    return tausch


def _auspacken(leser: Leser, name: str, ordner: Ordnertausch) -> None:
    vorne = PurePosixPath(DATEIEN, name)
    for teil in leser.manifest.dateien():
        pfad = PurePosixPath(teil.name)
        if pfad.is_relative_to(vorne):
            _datei_auspacken(leser, teil, ordner.neu / pfad.relative_to(vorne))


def _datei_auspacken(leser: Leser, teil: Teil, ziel: Path) -> None:
    ziel.parent.mkdir(mode=0o750, parents=True, exist_ok=True)
    with ziel.open("xb") as datei:
        for block in leser.lesen(teil):
            datei.write(block)
    ziel.chmod(teil.rechte)
    os.utime(ziel, ns=(teil.geaendert, teil.geaendert))


def _grund(fehler: OSError) -> str:
    if fehler.errno in {errno.ENOSPC, errno.EDQUOT}:
        return (
            f"In „{dateien.daten()}“ ist nicht genug Platz für die Dateien der Sicherung. Es wurde "
            "nichts verändert."
        )
    return (
        f"Die Dateien der Sicherung lassen sich nicht ablegen ({fehler}). Es wurde nichts "
        "verändert."
    )
