"""A portal whose uploads lie in S3: all else is backed up, and the store is not asked."""

from io import StringIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from hattingen_portal import umgebung
from hattingen_portal.sicherung.archiv import oeffnen
from hattingen_portal.sicherung.augenblick import OHNE_ZEILEN, tabellen
from tests.sicherung.datenbanken import dateien, in_datenbank, zeilen

pytestmark = pytest.mark.django_db

NICHT_DARIN = (
    "Die hochgeladenen Dateien sind nicht darin: Sie liegen in der Ablage aus PORTAL_S3_URL, die "
    "eine eigene Sicherung braucht.\n"
)


def in_s3(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Set a store where nobody answers."""
    monkeypatch.setenv("PORTAL_S3_URL", "http://wer:geheim@127.0.0.1:9/portal")
    settings.STORAGES = settings.STORAGES | {"default": umgebung.medienablage()}


def in_ordner(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PORTAL_S3_URL")
    settings.STORAGES = settings.STORAGES | {"default": umgebung.medienablage()}


def befehl(*argumente: object) -> str:
    ausgabe = StringIO()
    call_command(*map(str, argumente), stdout=ausgabe, stderr=ausgabe)
    return ausgabe.getvalue()


def ohne_version(inhalt: dict[str, list[str]]) -> dict[str, list[str]]:
    return {name: alle for name, alle in inhalt.items() if name != "hattingen_portal_stand"}


def test_all_but_the_uploads_is_backed_up_and_restored_beside_a_store(
    quelle: None, leer: str, settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    in_s3(settings, monkeypatch)
    vorher, post = zeilen(), dateien(tmp_path / "post")
    assert befehl("sichern", tmp_path / "ziel").endswith(f")\n{NICHT_DARIN}")
    [sicherung] = (tmp_path / "ziel").iterdir()
    with ZipFile(sicherung) as archiv:
        [_, _, brief, _] = archiv.namelist()
        assert archiv.namelist() == ["einstellungen.json", "datenbank.sql", brief, "manifest.json"]
    assert brief.startswith("dateien/post/")
    with oeffnen(sicherung) as leser:
        assert (leser.manifest.medien_anderswo, leser.manifest.fehlende) == (True, [])
    assert befehl("wiederherstellen", sicherung, "--nur-pruefen").endswith(
        f", 1 Datei.\n{NICHT_DARIN}"
    )

    woanders = tmp_path / "woanders"
    settings.MEDIA_ROOT = woanders / "medien"
    settings.PORTAL_ABLAGE = woanders / "post"
    (woanders / "medien/fassungen").mkdir(parents=True)
    (woanders / "medien/fassungen/klein.jpg").touch()
    with in_datenbank(leer):
        assert befehl("wiederherstellen", sicherung).endswith(f", 1 Datei.\n{NICHT_DARIN}")
        leere = {name: [] for name in (*OHNE_ZEILEN, "procrastinate_workers")}
        assert ohne_version(zeilen()) == ohne_version(vorher) | leere
        assert dateien(woanders / "post") == post
        assert list(dateien(woanders / "medien")) == ["fassungen/klein.jpg"]


def test_where_uploads_lie_in_a_folder_a_backup_without_them_is_refused(
    quelle: None, leer: str, settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    in_s3(settings, monkeypatch)
    befehl("sichern", tmp_path / "ziel")
    [sicherung] = (tmp_path / "ziel").iterdir()

    in_ordner(settings, monkeypatch)
    with in_datenbank(leer):
        with pytest.raises(CommandError) as fehler:
            befehl("wiederherstellen", sicherung, "--ersetzen")
        assert tabellen() == []
    assert str(fehler.value) == (
        "Die Sicherung ist ohne die hochgeladenen Dateien, denn die lagen in einer Ablage mit "
        "S3-Schnittstelle. Bitte nennen Sie diese zuerst in PORTAL_S3_URL."
    )


def test_a_backup_with_uploads_is_refused_beside_a_store(
    sicherung: Path, woanders: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_s3(settings, monkeypatch)
    with pytest.raises(CommandError) as fehler:
        befehl("wiederherstellen", sicherung)
    assert tabellen() == []
    assert str(fehler.value) == (
        "Die Sicherung enthält die hochgeladenen Dateien, dieses Portal aber hat sie in der Ablage "
        "aus PORTAL_S3_URL. Bitte stellen Sie es ohne PORTAL_S3_URL wieder her, und kopieren Sie "
        "die Dateien danach in die Ablage."
    )
