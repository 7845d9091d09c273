"""A disk that is full: under the uploads, under a backup, under the database."""

import shutil
from pathlib import Path

from tests import vorlage
from tests.stoerung.portal import Portal, abwarten
from tests.stoerung.test_absturz import bestand, hochladen

KEIN_PLATZ = (
    "CommandError: Für die Sicherung ist in „{}“ kein Platz mehr. Bitte schaffen Sie Platz; "
    "frühere Sicherungen sind unverändert.\n"
)


def fuellen(platte: Path, frei: int = 0) -> Path:
    """Fill the disk but for `frei` bytes; give the file that does."""
    fuellung = platte / "fuellung"
    with fuellung.open("wb", buffering=0) as datei:
        try:
            while True:
                datei.write(b"0" * 65_536)
        except OSError:
            pass
        datei.truncate(max(0, datei.tell() - frei))
    return fuellung


def test_a_full_disk_under_the_uploads_says_so_and_stores_nothing(
    portal: Portal, tmpfs: Path
) -> None:
    medien = portal.daten / "medien"
    beiseite = medien.rename(medien.with_name("beiseite")) if medien.exists() else None
    medien.symlink_to(tmpfs)
    fuellung = fuellen(tmpfs)
    try:
        browser = portal.browser().anmelden()
        antwort = hochladen(browser, "Platte voll")
        assert antwort.status == 503
        assert "Ihre Angaben sind nicht gesendet." in antwort.text
        assert bestand(portal, "Platte voll") == (0, 0, 0)
        assert portal.browser().holen("/").status == 200
        bereit = portal.browser().holen("/gesundheit/bereit/")
        assert (bereit.status, "nicht genug für Dateien" in bereit.text) == (503, True)

        fuellung.unlink()
        assert hochladen(browser, "Platte voll").status == 200
        assert bestand(portal, "Platte voll") == (1, 1, 1)
    finally:
        medien.unlink()
        if beiseite:
            beiseite.rename(medien)
        shutil.copytree(tmpfs, medien, dirs_exist_ok=True)


def test_a_full_disk_under_a_backup_keeps_the_former_ones(portal: Portal, tmpfs: Path) -> None:
    assert portal.ausfuehren("sichern", str(tmpfs), "-v0") == ("", "", 0)
    [erste] = tmpfs.iterdir()
    inhalt = erste.read_bytes()
    fuellung = fuellen(tmpfs, frei=8_192)
    assert portal.ausfuehren("sichern", str(tmpfs), "--behalten", "1") == (
        "",
        KEIN_PLATZ.format(tmpfs),
        1,
    )
    assert sorted(tmpfs.iterdir()) == [fuellung, erste]
    assert erste.read_bytes() == inhalt
    fuellung.unlink()
    assert portal.ausfuehren("sichern", str(tmpfs), "--behalten", "1", "-v0") == ("", "", 0)
    assert len(list(tmpfs.iterdir())) == 1


def test_a_full_disk_under_the_database_loses_nothing_confirmed(tmpfs: Path) -> None:
    """PostgreSQL may even end where its log finds no room; with room it is there again."""
    portal = Portal(tmpfs / "daten")
    vorlage.tabellen(portal.daten)
    einrichten = (
        "from django.contrib.auth.models import User; "
        "User.objects.create_superuser('sb', password='ein langes Wort')"
    )
    assert portal.ausfuehren("shell", "-v0", "-c", einrichten) == ("", "", 0)
    portal.starten()
    try:
        browser = portal.browser().anmelden()
        assert hochladen(browser, "bestätigt 0").status == 200
        fuellung = fuellen(tmpfs)
        bestaetigt, abgewiesen = ["bestätigt 0"], 0
        for nummer in range(1, 6):
            antwort = hochladen(browser, f"bestätigt {nummer}")
            if antwort.adresse.endswith("/admin/aktuelles/beitrag/"):
                bestaetigt.append(f"bestätigt {nummer}")
            else:
                assert antwort.status == 503
                abgewiesen += 1
        assert abgewiesen

        fuellung.unlink()
        abwarten(lambda: portal.browser().holen("/").status == 200)
        for titel in bestaetigt:
            assert bestand(portal, titel) == (1, 1, 1)
        assert portal.sql("SELECT count(*) FROM aktuelles_beitrag") == len(bestaetigt)
        assert hochladen(browser.anmelden(), "danach").status == 200
        assert bestand(portal, "danach") == (1, 1, 1)
    finally:
        portal.anhalten()
