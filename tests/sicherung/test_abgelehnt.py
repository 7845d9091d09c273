"""What is refused, before anything is touched; and what is as it was after a restore broke off."""

import random
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from zipfile import ZipFile

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations import RunPython
from pytest_django import Settings

from hattingen_portal.management.commands import migrate
from hattingen_portal.sicherung import SicherungError, programme, tausch
from hattingen_portal.sicherung import einspielen as einspielen_modul
from hattingen_portal.sicherung.archiv import SIEGEL, oeffnen, versiegeln
from hattingen_portal.sicherung.augenblick import tabellen
from hattingen_portal.sicherung.einspielen import LEEREN, einspielen, traegt
from hattingen_portal.sicherung.sichern import sichern
from hattingen_portal.sicherung.wiederherstellen import wiederherstellen
from tests.sicherung.conftest import ABENDS, hochladen
from tests.sicherung.datenbanken import dateien, zeilen

pytestmark = pytest.mark.django_db

BESCHAEDIGT = (
    "Die Sicherung „{}“ ist beschädigt, abgeschnitten oder keine des Portals. Es wurde nichts "
    "verändert. Bitte nehmen Sie eine andere."
)
GESCHEITERT = (
    "Die Daten sind eingespielt, aber noch nicht auf diese Fassung gebracht: Die Umstellung ist "
    "gescheitert ({}). Bitte versuchen Sie es noch einmal: manage.py wiederherstellen. Scheitert "
    "sie wieder, nehmen Sie mit --ersetzen eine andere Sicherung, oder diese mit der Fassung des "
    "Portals, aus der sie stammt."
)


def unberuehrt(ordner: Path) -> bool:
    """Tell whether nothing was made, in the database or beside the uploads."""
    return tabellen() == [] and list(ordner.iterdir()) == [ordner / "wiederherstellung.lock"]


def abgelehnt(sicherung: Path) -> str:
    with pytest.raises(CommandError) as fehler:
        call_command("wiederherstellen", str(sicherung))
    return str(fehler.value)


def test_a_backup_that_was_cut_off_is_refused(sicherung: Path, woanders: Path) -> None:
    ganz = sicherung.read_bytes()
    stumpf = sicherung.with_name("stumpf.zip")
    for laenge in (2, SIEGEL, SIEGEL + 1, len(ganz) // 2, len(ganz) - SIEGEL, len(ganz) - 1):
        stumpf.write_bytes(ganz[:laenge])
        assert abgelehnt(stumpf) == BESCHAEDIGT.format(stumpf)
        assert unberuehrt(woanders)


def test_a_backup_with_one_altered_byte_is_refused(sicherung: Path, woanders: Path) -> None:
    ganz = sicherung.read_bytes()
    veraendert = sicherung.with_name("veraendert.zip")
    zufall = random.Random(1)
    for stelle in [
        2,
        len(ganz) - SIEGEL - 3,
        len(ganz) - 1,
        *zufall.sample(range(3, len(ganz)), 20),
    ]:
        veraendert.write_bytes(ganz[:stelle] + bytes([ganz[stelle] ^ 1]) + ganz[stelle + 1 :])
        assert abgelehnt(veraendert) == BESCHAEDIGT.format(veraendert)
    assert unberuehrt(woanders)


def _leere_datei(pfad: Path) -> None:
    pfad.touch()


def _text(pfad: Path) -> None:
    pfad.write_text("Kein Archiv, aber lang genug, um eines zu sein. " * 10)


def _fremdes_archiv(pfad: Path) -> None:
    with ZipFile(pfad, "w") as archiv:
        archiv.writestr("brief.txt", "Hallo")


def _fremdes_archiv_mit_siegel(pfad: Path) -> None:
    with ZipFile(pfad, "w") as archiv:
        archiv.writestr("brief.txt", "Hallo")
        archiv.comment = b"0" * SIEGEL
    with pfad.open("r+b") as datei:
        versiegeln(datei)


@pytest.mark.parametrize(
    ("anlegen", "satz"),
    [
        (
            lambda _: None,
            "Die Sicherung „{}“ lässt sich nicht öffnen (No such file or directory).",
        ),
        (lambda pfad: pfad.mkdir(), "Die Sicherung „{}“ lässt sich nicht öffnen (Is a directory)."),
        (_leere_datei, "„{}“ ist keine Sicherung des Portals."),
        (_text, "„{}“ ist keine Sicherung des Portals."),
        (_fremdes_archiv, BESCHAEDIGT),
        (_fremdes_archiv_mit_siegel, BESCHAEDIGT),
    ],
)
def test_what_is_no_backup_is_refused(
    tmp_path: Path, anlegen: Callable[[Path], None], satz: str
) -> None:
    anlegen(tmp_path / "x.zip")
    assert abgelehnt(tmp_path / "x.zip") == satz.format(tmp_path / "x.zip")


def test_a_backup_of_a_later_release_is_refused(
    quelle: None, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    with connection.cursor() as zeiger:
        zeiger.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('akteure', '9999', now())"
        )
    sicherung = request.getfixturevalue("sicherung")
    woanders = request.getfixturevalue("woanders")

    assert abgelehnt(sicherung) == (
        "Die Sicherung stammt von einer neueren Fassung des Portals (sie kennt akteure 9999). "
        "Bitte spielen Sie zuerst diese Fassung ein."
    )
    assert unberuehrt(woanders)


def test_a_backup_of_an_earlier_release_is_brought_up_to_date(
    quelle: None, request: pytest.FixtureRequest
) -> None:
    call_command("migrate", "hattingen_portal", "0014", verbosity=0)
    sicherung = request.getfixturevalue("sicherung")
    request.getfixturevalue("woanders")
    call_command("wiederherstellen", str(sicherung), verbosity=0)

    with connection.cursor() as zeiger:
        zeiger.execute("SELECT to_regclass('quartiere_ansprechperson_suche_worte') IS NOT NULL")
        assert zeiger.fetchone() == (True,)
    call_command("migrate", check_unapplied=True, verbosity=0)


def test_nothing_is_overwritten_unless_that_is_said(quelle: None, sicherung: Path) -> None:
    hochladen()
    assert abgelehnt(sicherung).startswith("Die Datenbank ist nicht leer (Tabelle a")
    medien = dateien(sicherung.parent.parent / "medien")
    assert len(medien) == 4

    call_command("wiederherstellen", str(sicherung), "--ersetzen", verbosity=0)
    assert len(dateien(sicherung.parent.parent / "medien")) == 2
    assert len(zeilen()["aktuelles_anhang"]) == 1


def test_a_folder_with_files_is_not_replaced_either(sicherung: Path, woanders: Path) -> None:
    (woanders / "medien/bilder").mkdir(parents=True)
    (woanders / "medien/bilder/x.jpg").touch()
    assert abgelehnt(sicherung) == (
        f"Der Ordner „{woanders}/medien“ ist nicht leer. Mit --ersetzen ersetzt die Sicherung "
        "alles, was da ist."
    )
    assert tabellen() == []


def test_a_database_that_migrate_has_just_set_up_counts_as_empty(
    sicherung: Path, woanders: Path
) -> None:
    call_command("migrate", "contenttypes", verbosity=0)
    # What else `migrate` brings with rows, and takes half a minute for.
    with connection.cursor() as zeiger:
        zeiger.execute("CREATE TABLE hattingen_portal_stand AS SELECT 1 AS id")
    call_command("wiederherstellen", str(sicherung), verbosity=0)
    assert len(zeilen()["aktuelles_anhang"]) == 1


# --- Broken off ----------------------------------------------------------------------------------


class AbbruchError(Exception):
    """Stands for whatever ends a process; what really does is in tests/stoerung/."""


def test_what_breaks_off_before_the_commit_changes_nothing(sicherung: Path, woanders: Path) -> None:
    def abbrechen() -> None:
        raise AbbruchError

    with oeffnen(sicherung) as leser, pytest.raises(AbbruchError):
        einspielen(
            leser.lesen(leser.teil("datenbank.sql")),
            tabellen=leser.manifest.tabellen,
            kennung="x",
            davor=abbrechen,
        )
    assert tabellen() == []


def test_a_database_that_would_miss_a_row_is_not_committed(sicherung: Path, woanders: Path) -> None:
    with oeffnen(sicherung) as leser:
        sql = b"".join(leser.lesen(leser.teil("datenbank.sql")))
        zeile = next(zeile for zeile in sql.splitlines(keepends=True) if b"wartet noch" in zeile)
        with pytest.raises(
            SicherungError,
            match=r"^Die Datenbank nimmt die Sicherung nicht an: Zeilen fehlen in "
            r"hattingen_portal_sendung\. Es wurde nichts verändert\.$",
        ):
            einspielen(
                [sql.replace(zeile, b"")],
                tabellen=leser.manifest.tabellen,
                kennung="x",
                davor=lambda: None,
            )
    assert tabellen() == []


@pytest.mark.parametrize("getauscht", [0, 1, 2])
def test_folders_of_a_broken_off_restore_go_back(
    tmp_path: Path, settings: object, getauscht: int
) -> None:
    for name in ("medien", "post"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "alt").touch()
    offen = tausch.Tausch.beginnen([tmp_path / "medien", tmp_path / "post"])
    for ordner in offen.ordner:
        (ordner.neu / "neu").touch()
    for ordner in offen.ordner[:getauscht]:
        ordner.tauschen()

    assert tausch.aufholen(lambda _: False) is None
    assert sorted(str(p.relative_to(tmp_path)) for p in tmp_path.rglob("*")) == [
        *("medien", "medien/alt", "post", "post/alt")
    ]
    assert tausch.aufholen(lambda _: True) is None


@pytest.mark.parametrize("getauscht", [False, True])
def test_folders_go_back_by_as_many_restores_as_the_database_knows_nothing_of(
    tmp_path: Path, settings: object, getauscht: bool
) -> None:
    """The database's own name may have changed back since: to one that no restore has touched."""
    (tmp_path / "medien").mkdir()
    (tmp_path / "medien/alt").touch()
    (tmp_path / "medien.vorher-2025").mkdir()  # somebody's own
    erster = tausch.Tausch.beginnen([tmp_path / "medien"])
    (erster.ordner[0].neu / "erster").touch()
    erster.tauschen()
    zweiter = tausch.Tausch.beginnen([tmp_path / "medien"])
    (zweiter.ordner[0].neu / "zweiter").touch()
    if getauscht:
        zweiter.tauschen()

    offen = tausch.aufholen(lambda kennung: kennung == erster.kennung)
    assert offen
    assert offen.kennung == erster.kennung
    assert [*dateien(tmp_path / "medien")] == ["erster"]
    assert not zweiter.ordner[0].neu.exists()

    assert tausch.aufholen(lambda _: False) is None
    assert sorted(str(p.relative_to(tmp_path)) for p in tmp_path.rglob("*")) == [
        *("medien", "medien.vorher-2025", "medien/alt")
    ]


def test_a_restore_that_was_broken_off_after_its_commit_is_brought_to_its_end(
    sicherung: Path, woanders: Path
) -> None:
    call_command("wiederherstellen", str(sicherung), verbosity=0)
    vorher = zeilen()
    offen = tausch.Tausch.beginnen([woanders / "medien", woanders / "post"])
    (offen.ordner[0].neu / "neu").touch()
    offen.tauschen()
    with connection.cursor() as zeiger:
        zeiger.execute(f"COMMENT ON TABLE django_migrations IS '{offen.kennung}'")
    assert traegt(offen.kennung)

    assert wiederherstellen(sicherung) is None
    assert list(dateien(woanders / "medien")) == ["neu"]
    assert sorted(p.name for p in woanders.iterdir()) == [
        *("medien", "post", "wiederherstellung.lock")
    ]
    assert zeilen() == vorher


@pytest.fixture
def nicht_umgestellt(sicherung: Path, woanders: Path) -> Path:
    """Let a restore have been cut off behind its commit; give the backup."""
    call_command("wiederherstellen", str(sicherung), verbosity=0)
    call_command("migrate", "hattingen_portal", "0014", verbosity=0)
    offen = tausch.Tausch.beginnen([woanders / "medien", woanders / "post"])
    offen.tauschen()
    with connection.cursor() as zeiger:
        zeiger.execute(f"COMMENT ON TABLE django_migrations IS '{offen.kennung}'")
    return sicherung


def test_what_was_broken_off_before_its_migrations_is_migrated(nicht_umgestellt: Path) -> None:
    assert wiederherstellen(nicht_umgestellt) is None
    call_command("migrate", check_unapplied=True, verbosity=0)


@pytest.fixture
def nie_umzustellen(nicht_umgestellt: Path) -> Path:
    """Let its migrations fail, however often they are tried; give the backup."""
    with connection.cursor() as zeiger:
        zeiger.execute("CREATE TABLE quartiere_ansprechperson_suche_vektor (im_weg int)")
    return nicht_umgestellt


def test_a_migration_that_fails_is_named_with_the_way_out_and_keeps_the_note(
    nie_umzustellen: Path,
) -> None:
    for _ in range(2):
        assert abgelehnt(nie_umzustellen) == GESCHEITERT.format(
            'ProgrammingError: relation "quartiere_ansprechperson_suche_vektor" already exists'
        )
        assert tausch.notiz().exists()


def test_what_a_migration_fails_of_is_named_without_the_row(nicht_umgestellt: Path) -> None:
    """PostgreSQL's detail holds the row, and with it whom the mail was for."""
    with connection.cursor() as zeiger:
        zeiger.execute(
            "UPDATE hattingen_portal_sendung SET zustand = 'abgelegt', angenommen = an; "
            "ALTER TABLE hattingen_portal_sendung ADD CONSTRAINT im_weg CHECK (angenommen = an)"
        )
    assert abgelehnt(nicht_umgestellt) == GESCHEITERT.format(
        'IntegrityError: new row for relation "hattingen_portal_sendung" violates check '
        'constraint "im_weg"'
    )


def test_a_migration_that_fails_of_itself_is_named_by_its_type(
    nicht_umgestellt: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def scheitern(*_: object) -> None:
        raise ValueError("muster@example.org")

    migration = import_module("hattingen_portal.migrations.0020_sendung_abgelegt").Migration
    monkeypatch.setattr(migration, "operations", [RunPython(scheitern)])
    assert abgelehnt(nicht_umgestellt) == GESCHEITERT.format("ValueError")


def test_a_connection_that_is_cut_keeps_the_note_and_names_the_command_that_goes_on(
    nicht_umgestellt: Path,
) -> None:
    with connection.cursor() as zeiger:
        zeiger.execute(
            "UPDATE hattingen_portal_sendung SET zustand = 'abgelegt', angenommen = an; "
            "CREATE FUNCTION abschneiden() RETURNS trigger LANGUAGE plpgsql AS "
            "'BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NEW; END'; "
            "CREATE TRIGGER abschneiden BEFORE UPDATE ON hattingen_portal_sendung "
            "FOR EACH ROW EXECUTE FUNCTION abschneiden()"
        )
    assert abgelehnt(nicht_umgestellt) == (
        "Die Daten sind eingespielt, aber noch nicht auf diese Fassung gebracht: Die Verbindung "
        "zur Datenbank ist abgebrochen. Bitte bringen Sie die Wiederherstellung zu Ende, sobald "
        "die Datenbank wieder antwortet: manage.py wiederherstellen"
    )
    assert tausch.notiz().exists()

    connection.close()
    with connection.cursor() as zeiger:
        zeiger.execute("DROP FUNCTION abschneiden CASCADE")
    assert wiederherstellen(nicht_umgestellt) is None


def test_a_restore_whose_migrations_fail_for_good_is_replaced(
    nie_umzustellen: Path, woanders: Path
) -> None:
    (woanders / "medien/von-der-ersten").touch()
    call_command("wiederherstellen", str(nie_umzustellen), "--ersetzen", verbosity=0)

    call_command("migrate", check_unapplied=True, verbosity=0)
    assert len(zeilen()["aktuelles_anhang"]) == 1
    assert len(dateien(woanders / "medien")) == 2
    assert sorted(p.name for p in woanders.iterdir()) == [
        *("medien", "post", "wiederherstellung.lock")
    ]


def test_who_replaces_it_and_fails_too_has_the_first_one_and_its_note(
    nicht_umgestellt: Path, woanders: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (woanders / "medien/von-der-ersten").touch()
    vorher = tausch.notiz().read_text()
    with psycopg.connect(**connection.get_connection_params()) as halter:
        halter.execute("LOCK TABLE akteure_akteur IN ROW EXCLUSIVE MODE")
        monkeypatch.setattr(einspielen_modul, "LEEREN", LEEREN.replace("'10s'", "'100ms'"))
        with pytest.raises(SicherungError, match=r"^Die Datenbank ist in Gebrauch\."):
            wiederherstellen(nicht_umgestellt, ersetzen=True)
    assert tausch.notiz().read_text() == vorher
    assert [*dateien(woanders / "medien")] == ["von-der-ersten"]

    assert wiederherstellen(nicht_umgestellt) is None
    call_command("migrate", check_unapplied=True, verbosity=0)
    assert [*dateien(woanders / "medien")] == ["von-der-ersten"]


def test_who_replaces_it_and_cannot_even_begin_has_the_first_one_and_its_note(
    nicht_umgestellt: Path, settings: Settings, tmp_path: Path
) -> None:
    (tmp_path / "datei").touch()
    settings.PORTAL_ABLAGE = tmp_path / "datei/post"
    with pytest.raises(SicherungError, match=r"^Die Dateien der Sicherung lassen sich nicht able"):
        wiederherstellen(nicht_umgestellt, ersetzen=True)
    assert tausch.notiz().exists()

    assert wiederherstellen(nicht_umgestellt) is None
    assert not tausch.notiz().exists()
    call_command("migrate", check_unapplied=True, verbosity=0)


def test_a_table_that_stays_busy_keeps_the_note_and_names_the_command_that_goes_on(
    nicht_umgestellt: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(migrate, "GEDULD", "100ms")
    monkeypatch.setattr(migrate, "VERSUCHE", 1)
    with psycopg.connect(**connection.get_connection_params()) as halter:
        halter.execute("LOCK TABLE quartiere_ansprechperson IN ROW EXCLUSIVE MODE")
        assert abgelehnt(nicht_umgestellt) == (
            "Die Daten sind eingespielt, aber noch nicht auf diese Fassung gebracht: Eine Tabelle "
            "ist immer wieder in Gebrauch. Bitte halten Sie das Portal und seinen Worker an, und "
            "bringen Sie die Wiederherstellung zu Ende: manage.py wiederherstellen"
        )
    assert tausch.notiz().exists()
    assert wiederherstellen(nicht_umgestellt) is None


# --- The programs ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ausgabe", "satz"),
    [
        (
            "pg_dump (PostgreSQL) 15.18 (Debian 15.18-0)",
            "pg_dump hat Version 15 und ist älter als der Datenbankserver (Version 18).",
        ),
        (None, "Das Programm pg_dump fehlt."),
    ],
)
def test_an_older_or_missing_pg_dump_is_named(
    quelle: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ausgabe: str | None, satz: str
) -> None:
    """As with a database of the city's own: the embedded one brings its programs along."""
    programme_ordner = tmp_path / "bin"
    programme_ordner.mkdir()
    if ausgabe:
        (programme_ordner / "pg_dump").write_text(f"#!/bin/sh\necho '{ausgabe}'\n")
        (programme_ordner / "pg_dump").chmod(0o755)
    monkeypatch.setenv("PATH", str(programme_ordner))
    monkeypatch.setattr(programme, "DEBIAN", tmp_path)
    monkeypatch.setitem(connection.settings_dict, "ENGINE", "django.db.backends.postgresql")

    with pytest.raises(SicherungError) as fehler:
        sichern(tmp_path / "ziel", ABENDS)
    assert str(fehler.value) == (
        f"{satz} Bitte installieren Sie PostgreSQLs Programme in Version 18 (Debian: apt install "
        "postgresql-client-18)."
    )
    assert list((tmp_path / "ziel").iterdir()) == []


def test_a_backup_is_made_of_a_database_named_by_an_address_too(
    quelle: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(programme.PROGRAMME))
    monkeypatch.setitem(connection.settings_dict, "ENGINE", "django.db.backends.postgresql")
    assert sichern(tmp_path / "ziel", ABENDS).groesse > 10_000


@pytest.mark.parametrize("ziel", ["datei", "datei/darin"])
def test_a_target_that_is_no_folder_is_named(quelle: None, tmp_path: Path, ziel: str) -> None:
    (tmp_path / "datei").touch()
    with pytest.raises(SicherungError, match=r"^Die Sicherung lässt sich in „.*datei.*“ nicht"):
        sichern(tmp_path / ziel, ABENDS)


def test_a_target_that_exists_is_not_overwritten(quelle: None, sicherung: Path) -> None:
    vorher = sicherung.read_bytes()
    with pytest.raises(SicherungError, match=r"^Die Sicherung „.*T203000Z.zip“ gibt es schon\.$"):
        sichern(sicherung.parent, ABENDS)
    assert sicherung.read_bytes() == vorher
    assert list(sicherung.parent.iterdir()) == [sicherung]


def test_what_a_killed_backup_left_is_swept_away(quelle: None, tmp_path: Path) -> None:
    (tmp_path / "ziel").mkdir()
    (tmp_path / "ziel/portal-2026-01-01T000000Z.zip.unfertig").touch()
    (tmp_path / "medien.sicherung").mkdir()
    (tmp_path / "medien.sicherung/rest").touch()
    ergebnis = sichern(tmp_path / "ziel", ABENDS)
    assert list((tmp_path / "ziel").iterdir()) == [ergebnis.pfad]
    assert not (tmp_path / "medien.sicherung").exists()
