"""A backup while somebody writes: held up at chosen points by locks, as the database has them."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import psycopg
import pytest
from django.core.files.base import ContentFile
from django.db import connection
from PIL import Image

from aktuelles.models import Beitrag
from hattingen_portal.sicherung import SicherungError
from hattingen_portal.sicherung.archiv import Manifest, oeffnen
from hattingen_portal.sicherung.sichern import Ergebnis, sichern
from tests.sicherung.conftest import ABENDS
from tests.sicherung.datenbanken import in_datenbank

pytestmark = pytest.mark.django_db


@contextmanager
def aufgehalten(tabelle: str) -> Iterator[Callable[[], None]]:
    """Hold a table that a backup reads; give a function that waits until it waits."""
    with (
        psycopg.connect(**_zugang()) as halter,
        psycopg.connect(**_zugang(), autocommit=True) as zeuge,
    ):
        halter.execute(f"LOCK TABLE {tabelle} IN ACCESS EXCLUSIVE MODE")

        def abwarten() -> None:
            ende = time.monotonic() + 30
            while not zeuge.execute(
                "SELECT 1 FROM pg_locks WHERE NOT granted AND relation = %s::regclass", [tabelle]
            ).fetchone():
                assert time.monotonic() < ende
                time.sleep(0.01)

        yield abwarten


def _zugang() -> dict[str, object]:
    namen = ("host", "port", "user", "dbname")
    return {
        name: wert for name, wert in connection.get_connection_params().items() if name in namen
    }


@contextmanager
def nebenher_aufgehalten(tabelle: str, ordner: Path) -> Iterator[list[Ergebnis]]:
    """Run the body while a backup, in another thread, waits for `tabelle`; it ends after that."""
    ergebnisse: list[Ergebnis] = []
    name = connection.settings_dict["NAME"]

    def arbeiten() -> None:
        with in_datenbank(name):
            ergebnisse.append(sichern(ordner / "ziel", ABENDS))

    faden = threading.Thread(target=arbeiten)
    with aufgehalten(tabelle) as abwarten:
        faden.start()
        abwarten()
        yield ergebnisse
    faden.join()


def bild_ersetzen() -> tuple[str, str]:
    """Save another picture; give the names of both. The former file is gone then."""
    beitrag = Beitrag.objects.get(titel="Mit Bild")
    vorher = beitrag.bild.name
    ausgabe = BytesIO()
    Image.new("RGB", (60, 40), "red").save(ausgabe, "JPEG")
    beitrag.bild = ContentFile(ausgabe.getvalue(), "rot.jpg")
    beitrag.save()
    return vorher, beitrag.bild.name


def inhalt(sicherung: Path) -> tuple[Manifest, str]:
    with oeffnen(sicherung) as leser:
        sql = b"".join(leser.lesen(leser.teil("datenbank.sql"))).decode()
        return leser.manifest, sql


def test_a_file_replaced_between_snapshot_and_files_makes_it_begin_anew(
    quelle: None, tmp_path: Path
) -> None:
    """The counting waits, in the snapshot; the files are held after it."""
    with nebenher_aufgehalten("konferenzen_sperrtag", tmp_path) as ergebnisse:
        vorher, nachher = bild_ersetzen()
        assert not (tmp_path / "medien" / vorher).exists()
    manifest, sql = inhalt(ergebnisse[0].pfad)
    assert manifest.fehlende == []
    assert f"dateien/medien/{nachher}" in [teil.name for teil in manifest.teile]
    assert (vorher in sql.split("COPY public.aktuelles_beitrag ")[1].split("\\.")[0]) is False


def test_a_file_replaced_while_the_database_is_dumped_is_there_as_it_was(
    quelle: None, tmp_path: Path
) -> None:
    """Only pg_dump waits for this table, whose rows are left out."""
    with nebenher_aufgehalten("django_session", tmp_path) as ergebnisse:
        vorher, nachher = bild_ersetzen()
    manifest, sql = inhalt(ergebnisse[0].pfad)
    namen = [teil.name for teil in manifest.teile]
    assert f"dateien/medien/{vorher}" in namen
    assert f"dateien/medien/{nachher}" not in namen
    assert vorher in sql
    assert nachher not in sql
    assert not (tmp_path / "medien.sicherung").exists()


def test_a_second_backup_at_the_same_time_is_refused(quelle: None, tmp_path: Path) -> None:
    with (
        nebenher_aufgehalten("django_session", tmp_path),
        pytest.raises(SicherungError, match=r"^Es läuft schon eine Sicherung dieses Portals\.$"),
    ):
        sichern(tmp_path / "ziel", ABENDS)


def test_no_backup_is_made_beside_a_restore(quelle: None, tmp_path: Path) -> None:
    (tmp_path / "wiederherstellung.json").write_text("{}")
    with pytest.raises(SicherungError, match=r"^Eine Wiederherstellung läuft noch oder wurde"):
        sichern(tmp_path / "ziel", ABENDS)
    assert not (tmp_path / "ziel").exists()


def test_a_file_that_is_lost_is_named_and_holds_nothing_up(quelle: None, tmp_path: Path) -> None:
    beitrag = Beitrag.objects.get(titel="Mit Bild")
    (tmp_path / "medien" / beitrag.bild.name).unlink()
    ergebnis = sichern(tmp_path / "ziel", ABENDS)
    assert ergebnis.fehlende == [beitrag.bild.name]
    assert inhalt(ergebnis.pfad)[0].fehlende == [beitrag.bild.name]
