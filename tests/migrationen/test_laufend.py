"""The previous release answers every page while the database is brought to this one."""

import os
import subprocess
import tarfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.urls import Resolver404, resolve
from psycopg import sql

from akteure.models import Kategorie
from hattingen_portal.management.commands import migrate
from tests.migrationen.stand import COMMIT
from tests.portal.test_kanarien import adressen
from tests.sicherheit.adressen import oeffentliche_muster
from tests.sicherung.datenbanken import bauplan
from tests.stoerung.conftest import EINRICHTEN
from tests.stoerung.portal import Portal
from tests.umgebung import WURZEL

# Files, which the example data have none of; written by the previous release.
MIT_DATEIEN = """
from io import BytesIO
from django.core.files.base import ContentFile
from PIL import Image
from aktuelles.models import Anhang, Beitrag
from konferenzen.models import Konferenz, Unterlage
beitrag = Beitrag.objects.first()
Image.new("RGB", (900, 600), "green").save(bild := BytesIO(), "JPEG")
beitrag.bild, beitrag.bild_alt = ContentFile(bild.getvalue(), "foto.jpg"), "Grün"
beitrag.save()
plan = ContentFile(b"%PDF-1.7", "plan.pdf")
Anhang.objects.create(beitrag=beitrag, titel="Plan", datei=plan)
for konferenz in Konferenz.objects.all():
    Unterlage.objects.create(konferenz=konferenz, titel="Plan", datei=plan, oeffentlich=True)
"""
# No link leads there, or not in the previous release.
OHNE = {
    ".well-known/security.txt": "only where a city has set a date",
    "admin/passwort/<uidb64>/<token>/": "stands in a mail alone",
    "gesundheit/bereit/": "the previous release does not have it",
    "medien/videos/<str:name>": "no film among the example data",
    "nachricht-angekommen/<slug:nummer>/": "only for who has just written",
    "vorschau/<str:marke>/": "only for whom a clerk has given the link",
    "vorschau/<str:marke>/bilder/<str:name>": "as above",
}


@pytest.fixture
def frueher(tmp_path: Path) -> Path:
    """Give the previous release's code, with what was built for this one."""
    archiv = subprocess.run(
        ["git", "archive", COMMIT], cwd=WURZEL, capture_output=True, check=False
    )
    if archiv.returncode:
        satz = f"Die vorige Fassung ({COMMIT[:7]}) fehlt hier; git fetch --unshallow holt sie."
        if os.environ.get("PORTAL_STOERUNG_PFLICHT") and not _ohne_vergangenheit():
            pytest.fail(satz)
        pytest.skip(satz)
    ordner = tmp_path / "frueher"
    with tarfile.open(fileobj=BytesIO(archiv.stdout)) as inhalt:
        inhalt.extractall(ordner, filter="data")
    (ordner / ".bau").symlink_to(WURZEL / ".bau")
    return ordner


def _ohne_vergangenheit() -> bool:
    """Tell whether this is a clone that holds its newest commits alone."""
    befehl = ["git", "rev-parse", "--is-shallow-repository"]
    antwort = subprocess.run(befehl, cwd=WURZEL, capture_output=True, text=True, check=True)
    return antwort.stdout.strip() == "true"


@contextmanager
def dauernd(portal: Portal, pfade: list[str], misslungen: list[str]) -> Iterator[threading.Event]:
    """Ask for all `pfade` again and again; the event comes with each full round."""
    ende, runde = threading.Event(), threading.Event()

    def fragen() -> None:
        while not ende.is_set():
            alle_fragen(portal, pfade, misslungen)
            runde.set()

    faden = threading.Thread(target=fragen)
    faden.start()
    yield runde
    ende.set()
    faden.join()


def eine_je_art(portal: Portal) -> list[str]:
    """Give an address of each public pattern, found by following the links of `portal`."""
    browser = portal.browser()
    je_art: dict[str, str] = {}
    offen = [
        "/",
        "/sitemap.xml",
        *(f"/{m.route}" for m in oeffentliche_muster() if not m.parameter),
    ]
    while offen:
        pfad = offen.pop()
        try:
            art = resolve(pfad.partition("?")[0]).route
        except Resolver404:
            continue
        if art not in je_art and (antwort := browser.holen(pfad)).status == 200:
            je_art[art] = pfad
            offen += sorted(adressen(antwort.text))
    assert {muster.route for muster in oeffentliche_muster()} - je_art.keys() == OHNE.keys()
    return [*je_art.values()]


def alle_fragen(portal: Portal, pfade: list[str], misslungen: list[str]) -> None:
    browser = portal.browser()
    for pfad in pfade:
        try:
            status = browser.holen(pfad).status
        except OSError as fehler:
            status = str(fehler)
        if status != 200:
            misslungen.append(f"{status} {pfad}")


def test_no_request_fails_while_the_database_is_brought_up_to_date(
    frueher: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    daten = tmp_path_factory.mktemp("d") / "daten"
    altes, neues = Portal(daten, wurzel=frueher), Portal(daten)
    assert altes.ausfuehren("shell", "-v0", "-c", EINRICHTEN + MIT_DATEIEN) == ("", "", 0)
    altes.starten()
    misslungen: list[str] = []
    try:
        pfade = eine_je_art(altes)
        with dauernd(altes, pfade, misslungen) as runde:
            assert runde.wait(60)
            assert neues.ausfuehren("migrate", "-v0") == ("", "", 0)
            assert neues.ausfuehren("grunddaten", "-v0") == ("", "", 0)
            for _ in range(2):  # the first may have begun before
                runde.clear()
                assert runde.wait(60)
        assert misslungen == []

        neues.starten()
        alle_fragen(neues, pfade, misslungen)
        assert misslungen == []
        assert neues.bereit()
    finally:
        neues.anhalten()
        altes.anhalten()


@pytest.mark.django_db(transaction=True)
def test_a_busy_table_is_not_queued_for(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Readers that come after a waiting migration would wait behind it."""
    monkeypatch.setattr(migrate, "GEDULD", "100ms")
    monkeypatch.setattr(migrate, "PAUSE", 0.0)
    monkeypatch.setattr(migrate, "VERSUCHE", 2)
    call_command("migrate", "hattingen_portal", "0019", verbosity=0)  # the last that needs it
    with psycopg.connect(**connection.get_connection_params()) as halter:
        halter.execute("SELECT count(*) FROM quartiere_ansprechperson")
        with pytest.raises(CommandError, match=r"^Eine Tabelle ist immer wieder in Gebrauch\."):
            call_command("migrate", "hattingen_portal", "0014", verbosity=0)
    assert capsys.readouterr().err == "Eine Tabelle ist gerade in Gebrauch; gleich noch einmal …\n"
    connection.close()
    call_command("migrate", "hattingen_portal", "0019", check_unapplied=True, verbosity=0)
    with connection.cursor() as zeiger:
        zeiger.execute("SHOW lock_timeout")
        assert zeiger.fetchone() == ("0",)
    call_command("migrate", verbosity=0)


@pytest.mark.django_db(transaction=True)
def test_a_migration_that_somebody_waits_for_the_other_way_round_begins_anew(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It holds Stadtteile, and waits for Akteure; a save holds those, and waits for the first.

    The way back goes over several tables in one transaction.
    """
    monkeypatch.setattr(migrate, "PAUSE", 0.0)
    # Later ones hold other tables while they wait for these.
    call_command("migrate", "hattingen_portal", "0016", verbosity=0)
    with (
        psycopg.connect(**connection.get_connection_params()) as schreiber,
        psycopg.connect(**connection.get_connection_params(), autocommit=True) as zeuge,
    ):
        schreiber.execute("SET deadlock_timeout = '1min'")  # the migration is to give way
        schreiber.execute("LOCK TABLE akteure_akteur IN ROW EXCLUSIVE MODE")

        wann = (zeuge, "akteure_akteur")
        faden = threading.Thread(
            target=weiterschreiben, args=(schreiber, "quartiere_stadtteil", *wann)
        )
        faden.start()
        try:
            call_command("migrate", "hattingen_portal", "0015", verbosity=0)
        finally:
            faden.join()
            call_command("migrate", verbosity=0)
    assert capsys.readouterr().err == "Eine Tabelle ist gerade in Gebrauch; gleich noch einmal …\n"


def weiterschreiben(
    schreiber: psycopg.Connection, tabelle: str, zeuge: psycopg.Connection, erwartet: str
) -> None:
    """Go on to `tabelle` as soon as somebody waits for the table `erwartet`, and save."""
    wartende = "SELECT 1 FROM pg_locks WHERE NOT granted AND relation = %s::regclass"
    while not zeuge.execute(wartende, [erwartet]).fetchone():
        time.sleep(0.01)
    schreiber.execute(
        sql.SQL("LOCK TABLE {} IN ROW EXCLUSIVE MODE").format(sql.Identifier(tabelle))
    )
    schreiber.commit()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("stand", "tabelle"),
    [
        ("0017", "hattingen_portal_standmarke"),  # it goes on to what is about to be watched
        ("0015", "quartiere_stadtteil"),  # from the last table it goes back to the first
    ],
)
def test_who_saves_into_two_tables_does_not_wait_for_a_migration_that_waits_for_them(
    capsys: pytest.CaptureFixture[str], stand: str, tabelle: str
) -> None:
    """A save has written into `tabelle`, and goes on to another one."""
    call_command("migrate", "hattingen_portal", stand, verbosity=0)
    with (
        psycopg.connect(**connection.get_connection_params()) as schreiber,
        psycopg.connect(**connection.get_connection_params(), autocommit=True) as zeuge,
    ):
        schreiber.execute("SET deadlock_timeout = '1min'")  # the migration would give way
        schreiber.execute(f"LOCK TABLE {tabelle} IN ROW EXCLUSIVE MODE")

        wann = (zeuge, tabelle)
        faden = threading.Thread(target=weiterschreiben, args=(schreiber, "akteure_akteur", *wann))
        faden.start()
        try:
            call_command("migrate", verbosity=0)
        finally:
            faden.join()
    assert capsys.readouterr().err == ""


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("davor", "letzte"), [("0015", "quartiere_stadtteil"), ("0018", "quartiere_ansprechperson")]
)
def test_what_ended_at_the_last_of_its_tables_goes_on_there(
    monkeypatch: pytest.MonkeyPatch, davor: str, letzte: str
) -> None:
    """Meanwhile somebody saves, and all is as if it had gone well at once."""
    monkeypatch.setattr(migrate, "GEDULD", "100ms")
    monkeypatch.setattr(migrate, "VERSUCHE", 1)
    in_einem_zug = bauplan()
    call_command("migrate", "hattingen_portal", davor, verbosity=0)
    with psycopg.connect(**connection.get_connection_params()) as halter:
        halter.execute(
            sql.SQL("LOCK TABLE {} IN ROW EXCLUSIVE MODE").format(sql.Identifier(letzte))
        )
        with pytest.raises(CommandError, match=r"^Eine Tabelle ist immer wieder in Gebrauch\."):
            call_command("migrate", verbosity=0)
    connection.close()
    Kategorie.objects.create(name="Unterdessen")
    call_command("migrate", verbosity=0)
    call_command("migrate", check_unapplied=True, verbosity=0)
    assert bauplan() == in_einem_zug
    with connection.cursor() as zeiger:
        zeiger.execute("SELECT count(*) FROM hattingen_portal_standmarke")
        assert zeiger.fetchone() == (0,)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("von", "nach", "letzte"),
    [
        ("0016", "0015", "akteure_akteur"),
        ("0016", "0015", "hattingen_portal_stand"),
        ("0016", "0015", "django_migrations"),
        ("0019", "0018", "akteure_akteur"),
        ("0019", "0018", "django_migrations"),
    ],
)
def test_a_way_back_that_ended_at_the_last_of_its_tables_was_none(
    monkeypatch: pytest.MonkeyPatch, von: str, nach: str, letzte: str
) -> None:
    """What is not watched any more would stay as it was on the pages."""
    monkeypatch.setattr(migrate, "GEDULD", "100ms")
    monkeypatch.setattr(migrate, "VERSUCHE", 1)
    call_command("migrate", "hattingen_portal", von, verbosity=0)
    davor = bauplan()
    with psycopg.connect(**connection.get_connection_params()) as halter:
        halter.execute(sql.SQL("LOCK TABLE {} IN SHARE MODE").format(sql.Identifier(letzte)))
        with pytest.raises(CommandError, match=r"^Eine Tabelle ist immer wieder in Gebrauch\."):
            call_command("migrate", "hattingen_portal", nach, verbosity=0)
    connection.close()
    assert bauplan() == davor
    call_command("migrate", "hattingen_portal", von, check_unapplied=True, verbosity=0)

    call_command("migrate", "hattingen_portal", nach, verbosity=0)
    call_command("migrate", verbosity=0)


@pytest.mark.django_db(transaction=True)
def test_a_trigger_of_the_same_name_elsewhere_does_not_stand_in_for_the_notes_own() -> None:
    in_einem_zug = bauplan()
    call_command("migrate", "hattingen_portal", "0015", verbosity=0)
    with connection.cursor() as zeiger:
        zeiger.execute(
            "CREATE SCHEMA anderes; CREATE TABLE anderes.etwas (); "
            "CREATE TRIGGER stand_fortschreiben BEFORE INSERT ON anderes.etwas "
            "FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()"
        )
        try:
            call_command("migrate", verbosity=0)
        finally:
            zeiger.execute("DROP SCHEMA anderes CASCADE")
    assert bauplan() == in_einem_zug


@pytest.mark.django_db(transaction=True)
def test_what_goes_back_as_a_whole_is_only_printed_where_it_is_asked_for_as_sql(
    capsys: pytest.CaptureFixture[str],
) -> None:
    call_command("sqlmigrate", "hattingen_portal", "0019", backwards=True)
    assert capsys.readouterr().out.count("DROP TRIGGER") == 5
    call_command("migrate", check_unapplied=True, verbosity=0)
