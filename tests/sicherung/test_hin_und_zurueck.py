"""All rows and all files, before and after; and whether the restored portal works."""

from io import StringIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.core.management import call_command
from django.db import IntegrityError
from django.test import Client
from pytest_django import Settings

from hattingen_portal.sicherung.augenblick import OHNE_ZEILEN
from hattingen_portal.sicherung.sichern import sichern
from konferenzen.models import Aenderung
from tests import fabriken as f
from tests.sicherung.conftest import ABENDS
from tests.sicherung.datenbanken import bauplan, dateien, in_datenbank, zaehler, zeilen

pytestmark = pytest.mark.django_db


def wiederherstellen(*argumente: object) -> str:
    ausgabe = StringIO()
    call_command("wiederherstellen", *map(str, argumente), stdout=ausgabe, stderr=ausgabe)
    return ausgabe.getvalue()


def test_everything_comes_back_and_works(
    quelle: None, leer: str, settings: Settings, tmp_path: Path
) -> None:
    (tmp_path / "medien/fassungen").mkdir()
    (tmp_path / "medien/fassungen/klein.jpg").write_bytes(b"klein")
    vorher = zeilen(), zaehler(), bauplan()
    medien, post = dateien(tmp_path / "medien"), dateien(tmp_path / "post")
    sicherung = sichern(tmp_path / "sicherungen", ABENDS).pfad
    assert (zeilen(), zaehler(), bauplan()) == vorher
    assert dateien(tmp_path / "medien") == medien
    assert sorted(pfad.name for pfad in tmp_path.iterdir()) == [
        *("medien", "pdf-plaetze", "post", "sicherung.lock", "sicherungen")
    ]

    woanders = tmp_path / "woanders"
    settings.MEDIA_ROOT = woanders / "medien"
    settings.PORTAL_ABLAGE = woanders / "post"
    with in_datenbank(leer):
        anzahl = sum(len(z) for tabelle, z in vorher[0].items() if tabelle not in OHNE_ZEILEN)
        assert wiederherstellen(sicherung) == (
            f"Wiederhergestellt: Stand vom 14. Januar 2026, 21:30 Uhr, {anzahl} Zeilen, "
            "3 Dateien.\n"
        )

        erwartet = vorher[0] | {name: [] for name in OHNE_ZEILEN} | {"procrastinate_workers": []}
        nachher = zeilen()
        # Alone in being new: what processes remember by a version may be of rows that are gone.
        [fassung], [vorige] = (alle.pop("hattingen_portal_stand") for alle in (nachher, erwartet))
        assert fassung != vorige
        assert nachher == erwartet
        assert zaehler() == vorher[1]
        assert bauplan() == vorher[2]
        del medien["fassungen/klein.jpg"]
        assert dateien(woanders / "medien") == medien
        assert dateien(woanders / "post") == post
        assert sorted(pfad.name for pfad in woanders.iterdir()) == [
            *("medien", "post", "wiederherstellung.lock")
        ]

        assert Client().get("/").status_code == 200
        assert "/aktuelles/mit-bild/" in Client().get("/suche/", {"q": "bild"}).text
        f.konferenz(beginn=f.berlin(2026, 3, 3, 18))
        f.beitrag().geschichte.get()
        with pytest.raises(IntegrityError, match="Eine öffentliche Änderung bleibt, wie sie ist"):
            Aenderung.objects.filter(sequenz__gt=1).update(sequenz=99)


def test_the_backup_is_for_its_owner_alone_and_holds_no_secret(
    quelle: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PORTAL_SECRET_KEY", "streng-geheim")
    monkeypatch.setenv("PORTAL_SMTP_URL", "smtps://portal:streng-geheim@mail.example.org")
    monkeypatch.setenv("PORTAL_KOMMUNE", "Hattingen an der Ruhr")
    call_command("sichern", str(tmp_path / "ziel"), stdout=StringIO())

    [sicherung] = (tmp_path / "ziel").iterdir()
    assert sicherung.stat().st_mode & 0o777 == 0o600
    assert sicherung.parent.stat().st_mode & 0o777 == 0o700
    with ZipFile(sicherung) as archiv:
        einstellungen = archiv.read("einstellungen.json").decode()
        assert not any(b"streng-geheim" in archiv.read(name) for name in archiv.namelist())
    assert '"PORTAL_KOMMUNE": "Hattingen an der Ruhr"' in einstellungen
