"""`kill -9` in the middle of it: what was confirmed is there, nothing is half, and it goes on.

The middle is where a process waits for a table that the test holds; nothing here depends on speed.
"""

import signal
import threading
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import psutil
import pytest
from django.test.client import BOUNDARY, encode_multipart

from tests.grundlage.pdf.proben import pdf
from tests.seitenformular import formular
from tests.stoerung.portal import Antwort, Browser, Portal, abwarten

NEU = "/admin/aktuelles/beitrag/add/"


class Nebenher(threading.Thread):
    """A request in the background, that the server may break off."""

    def __init__(self, anfrage: Callable[[], Antwort]) -> None:
        super().__init__()
        self._anfrage = anfrage
        self.antwort: Antwort | None = None
        self.start()

    def run(self) -> None:
        with suppress(OSError):
            self.antwort = self._anfrage()


def beitrag(titel: str) -> dict[str, object]:
    """Give what a clerk types for a post with a document."""
    datei = BytesIO(pdf())
    datei.name = "plan.pdf"
    return {
        "titel": titel,
        "teaser": "Worum es geht.",
        "text": "<p>Der Text.</p>",
        "veroeffentlichen_ab_0": "01.01.2026",
        "veroeffentlichen_ab_1": "08:00",
        "anhaenge-TOTAL_FORMS": "1",
        "anhaenge-0-titel": "Plan",
        "anhaenge-0-datei": datei,
    }


def hochladen(browser: Browser, titel: str) -> Antwort:
    return browser.absenden(NEU, "beitrag_form", **beitrag(titel))


def bestand(portal: Portal, titel: str) -> tuple[int, int, int]:
    """Count posts of that title, their documents and their history."""
    wo = f"WHERE titel = '{titel}'"
    return (
        portal.sql(f"SELECT count(*) FROM aktuelles_beitrag {wo}"),
        portal.sql(
            "SELECT count(*) FROM aktuelles_anhang WHERE beitrag_id IN "
            f"(SELECT id FROM aktuelles_beitrag {wo})"
        ),
        portal.sql(f"SELECT count(*) FROM aktuelles_beitraggeschichte {wo}"),
    )


def herrenlose(portal: Portal) -> int:
    """Count files of documents that no row names."""
    genannt = portal.sql("SELECT coalesce(array_agg(datei), '{}') FROM aktuelles_anhang")
    ordner = portal.daten / "medien/anhaenge"
    return sum(f"anhaenge/{datei.name}" not in genannt for datei in ordner.glob("*"))


def test_a_killed_worker_takes_nothing_confirmed_and_leaves_nothing_half(portal: Portal) -> None:
    browser = portal.browser().anmelden()
    assert hochladen(browser, "vorher").adresse.endswith("/admin/aktuelles/beitrag/")
    with portal.aufgehalten("aktuelles_anhang") as abwarten_bis_es_wartet:
        anfrage = Nebenher(lambda: hochladen(browser, "mittendrin"))
        abwarten_bis_es_wartet()
        assert herrenlose(portal) == 1
        [arbeiter] = portal.arbeiter()
        arbeiter.kill()
        anfrage.join()
    assert anfrage.antwort is None

    abwarten(portal.lebt)
    assert bestand(portal, "vorher") == (1, 1, 1)
    assert bestand(portal, "mittendrin") == (0, 0, 0)
    assert hochladen(browser, "mittendrin").adresse.endswith("/admin/aktuelles/beitrag/")
    assert bestand(portal, "mittendrin") == (1, 1, 1)
    # The file that was on its way goes with the next tidying, a day later.
    aufraeumen = (
        "from django.utils import timezone; from hattingen_portal.grundlage.pdf import pflege; "
        "print(pflege.aufraeumen(timezone.now()))"
    )
    assert portal.ausfuehren("shell", "-v0", "-c", aufraeumen) == ("1\n", "", 0)
    assert herrenlose(portal) == 0


def test_after_the_whole_server_was_killed_the_next_start_goes_on(portal: Portal) -> None:
    browser = portal.browser().anmelden()
    with portal.aufgehalten("aktuelles_anhang") as abwarten_bis_es_wartet:
        anfrage = Nebenher(lambda: hochladen(browser, "Server fort"))
        abwarten_bis_es_wartet()
        portal.alles_toeten()
        anfrage.join()
    portal.starten()
    assert bestand(portal, "Server fort") == (0, 0, 0)
    assert hochladen(portal.browser().anmelden(), "Server fort").status == 200
    assert bestand(portal, "Server fort") == (1, 1, 1)


def test_a_database_killed_while_somebody_saves_says_so_and_comes_back(portal: Portal) -> None:
    browser = portal.browser().anmelden()
    assert hochladen(browser, "gesichert").status == 200
    with portal.verbinden() as halter:
        halter.execute("BEGIN; LOCK TABLE aktuelles_anhang IN SHARE MODE")
        anfrage = Nebenher(lambda: hochladen(browser, "Datenbank fort"))
        abwarten(lambda: portal.sql("SELECT count(*) FROM pg_locks WHERE NOT granted"))
        portal.datenbank_toeten()
        anfrage.join()
        halter.close()
    assert anfrage.antwort is not None
    assert anfrage.antwort.status == 503
    assert anfrage.antwort.kopf["Retry-After"] == "120"
    assert "Ihre Angaben sind nicht gesendet." in anfrage.antwort.text

    assert portal.browser().holen("/").status == 200
    assert bestand(portal, "gesichert") == (1, 1, 1)
    assert bestand(portal, "Datenbank fort") == (0, 0, 0)
    assert hochladen(browser, "Datenbank fort").status == 200
    assert bestand(portal, "Datenbank fort") == (1, 1, 1)


@pytest.mark.parametrize(
    ("wen", "runde", "tag"),
    [
        ("Befehl", "Frühjahr 2027", "Montag, 01.02.2027"),
        ("Datenbank", "Herbst 2027", "Dienstag, 05.10.2027"),
    ],
)
def test_an_import_that_is_killed_leaves_no_half_round(
    portal: Portal, tmp_path: Path, wen: str, runde: str, tag: str
) -> None:
    """It waits for the history, when the first conference is written."""
    liste = tmp_path / "liste.txt"
    liste.write_text(f"STK Welper | {tag} von 17–19 Uhr | Haus, Straße 1, 45527 Hattingen |\n")
    einlesen = ("termine_importieren", str(liste), "--runde", runde, "--veroeffentlichen")
    alle = (
        "SELECT ARRAY[(SELECT count(*) FROM konferenzen_runde), (SELECT count(*) FROM "
        "konferenzen_konferenz), (SELECT count(*) FROM konferenzen_aenderung)]"
    )
    vorher = portal.sql(alle)
    with portal.verbinden() as halter:
        halter.execute("BEGIN; LOCK TABLE konferenzen_konferenzgeschichte IN SHARE MODE")
        befehl = portal.befehl(*einlesen)
        abwarten(lambda: portal.sql("SELECT count(*) FROM pg_locks WHERE NOT granted"))
        if wen == "Befehl":
            befehl.send_signal(signal.SIGKILL)
        else:
            portal.datenbank_toeten()
        befehl.communicate()
        assert befehl.returncode != 0
        halter.close()
    assert portal.browser().holen("/termine/").status == 200
    assert portal.sql(alle) == vorher
    ausgabe, fehler, status = portal.ausfuehren(*einlesen)
    assert (fehler, status) == ("", 0), ausgabe
    assert portal.sql(alle) == [anzahl + 1 for anzahl in vorher]


KONFERENZEN = "/admin/konferenzen/konferenz/"
EINLESEN = "/admin/konferenzen/runde/einlesen/"
# What hangs on a publication: rows, history, ledger, log, mails to be sent, and the public version.
SPUREN = (
    *("konferenzen_runde", "konferenzen_konferenz", "konferenzen_konferenzgeschichte"),
    *("konferenzen_aenderung", "django_admin_log", "procrastinate_jobs"),
)


def spuren(portal: Portal) -> tuple[list[int], str]:
    """Count the rows of each of SPUREN, and give the version of what is public."""
    zaehlen = ", ".join(f"(SELECT count(*) FROM {tabelle})" for tabelle in SPUREN)
    anzahlen = portal.sql(f"SELECT ARRAY[{zaehlen}]")
    return anzahlen, portal.sql("SELECT fassung::text FROM hattingen_portal_stand")


def dazugekommen(vorher: tuple[list[int], str], nachher: tuple[list[int], str]) -> list[int]:
    assert vorher[1] != nachher[1]
    return [neu - alt for alt, neu in zip(vorher[0], nachher[0], strict=True)]


def mittendrin_toeten(portal: Portal, tabelle: str, anfrage: Callable[[], Antwort]) -> None:
    """Kill the worker that answers `anfrage` where it waits to write into `tabelle`."""
    with portal.aufgehalten(tabelle) as abwarten_bis_es_wartet:
        nebenher = Nebenher(anfrage)
        abwarten_bis_es_wartet()
        [arbeiter] = portal.arbeiter()
        arbeiter.kill()
        nebenher.join()
    assert nebenher.antwort is None
    abwarten(portal.lebt)


def test_an_import_in_the_admin_that_is_killed_leaves_no_half_round(portal: Portal) -> None:
    """It waits for the ledger, when the first conference is written and the second is not.

    And for Django's log, when all of them are.
    """
    browser = portal.browser().anmelden()
    liste = "".join(
        f"STK {stadtteil} | {tag}.02.2029 von 17–19 Uhr | Haus, Straße 1, 45527 Hattingen |\n"
        for stadtteil, tag in (("Welper", "Montag, 05"), ("Holthausen", "Dienstag, 06"))
    )
    felder = {"neue_runde": "Frühjahr 2029", "liste": liste, "veroeffentlichen": "oeffentlich"}

    def weiter(antwort: Antwort, knopf: str) -> Antwort:
        eingaben = formular(antwort.text.encode(), "einlesen_form") | {knopf: ""}
        return browser.holen(EINLESEN, encode_multipart(BOUNDARY, eingaben))

    gezeigt = weiter(browser.absenden(EINLESEN, "einlesen_form", **felder, lesen=""), "weiter")
    vorher = spuren(portal)
    for tabelle in ("konferenzen_aenderung", "django_admin_log"):
        mittendrin_toeten(portal, tabelle, lambda: weiter(gezeigt, "ausfuehren"))
        assert spuren(portal) == vorher
    assert "Frühjahr 2029" not in portal.browser().holen("/termine/").text

    # What was typed is still in the open page, and is taken now.
    assert "Gespeichert in Frühjahr 2029: " in weiter(gezeigt, "ausfuehren").text
    assert dazugekommen(vorher, spuren(portal)) == [1, 2, 2, 2, 2, 0]


def test_a_publication_that_is_killed_is_none_or_all_of_it(portal: Portal) -> None:
    """First it waits for the ledger; then, with all that it writes, for the public version.

    That one is written when the database confirms: from there on nobody is needed any more.
    """
    browser = portal.browser().anmelden()
    entwurf = {"art": "veranstaltung", "titel": "Fest", "status": "entwurf"}
    entwurf |= {"beginn_0": "05.03.2029", "beginn_1": "17:00"}
    angelegt = browser.absenden(f"{KONFERENZEN}add/", "konferenz_form", **entwurf)
    assert angelegt.adresse.endswith(KONFERENZEN)
    [nummer, seite] = portal.sql(
        "SELECT ARRAY[id::text, slug] FROM konferenzen_konferenz WHERE titel = 'Fest'"
    )

    def veroeffentlichen() -> Antwort:
        wo = f"{KONFERENZEN}{nummer}/change/"
        return browser.absenden(wo, "konferenz_form", status="oeffentlich")

    vorher = spuren(portal)
    mittendrin_toeten(portal, "konferenzen_aenderung", veroeffentlichen)
    assert spuren(portal) == vorher
    assert portal.browser().holen(f"/termine/{seite}/").status == 404

    mittendrin_toeten(portal, "hattingen_portal_stand", veroeffentlichen)
    abwarten(lambda: spuren(portal) != vorher)
    assert dazugekommen(vorher, spuren(portal)) == [0, 0, 1, 1, 1, 0]
    assert portal.browser().holen(f"/termine/{seite}/").status == 200


def test_a_backup_that_is_killed_is_none_and_the_next_one_is_whole(
    portal: Portal, tmp_path: Path
) -> None:
    """It waits for rows that it leaves out, when pg_dump has begun."""
    with portal.verbinden() as halter:
        halter.execute("BEGIN; LOCK TABLE django_session")
        befehl = portal.befehl("sichern", str(tmp_path))
        abwarten(lambda: portal.sql("SELECT count(*) FROM pg_locks WHERE NOT granted"))
        [dump] = [p for p in psutil.Process(befehl.pid).children() if p.name() == "pg_dump"]
        befehl.kill()
        befehl.communicate()
        assert [pfad.suffix for pfad in tmp_path.iterdir()] == [".unfertig"]
    dump.wait(60)

    assert portal.ausfuehren("sichern", str(tmp_path), "-v0") == ("", "", 0)
    [sicherung] = tmp_path.iterdir()
    assert portal.ausfuehren("wiederherstellen", str(sicherung), "--nur-pruefen", "-v0") == (
        "",
        "",
        0,
    )


def test_a_restore_that_is_killed_leaves_an_empty_portal_and_may_be_tried_again(
    portal: Portal, tmp_path: Path
) -> None:
    """It waits for the lock by which it keeps restores apart, when the files are unpacked."""
    hochladen(portal.browser().anmelden(), "bleibt")
    portal.ausfuehren("sichern", str(tmp_path), "-v0")
    [sicherung] = tmp_path.glob("*.zip")
    anderes = Portal(portal.daten.parent / "anderes")
    anderes.ausfuehren("migrate", "contenttypes", "-v0")
    anderes.starten()
    try:
        with anderes.verbinden() as halter:
            halter.execute("SELECT pg_advisory_lock(20862)")
            befehl = anderes.befehl("wiederherstellen", str(sicherung))
            abwarten(lambda: anderes.sql("SELECT count(*) FROM pg_locks WHERE NOT granted"))
            befehl.kill()
            befehl.communicate()
        assert anderes.sql("SELECT to_regclass('aktuelles_beitrag')") is None
        assert not list(anderes.daten.glob("medien/**/*.pdf"))
        assert not anderes.bereit()

        assert anderes.ausfuehren("wiederherstellen", str(sicherung), "-v0") == ("", "", 0)
        assert bestand(anderes, "bleibt") == (1, 1, 1)
        assert herrenlose(anderes) == herrenlose(portal)
        assert len(list(anderes.daten.glob("medien/anhaenge/*.pdf"))) > 0
        assert not list(anderes.daten.glob("*.neu-*"))
        abwarten(anderes.bereit)
        assert anderes.browser().holen("/").status == 200
    finally:
        anderes.anhalten()


# Whoever connects to a restored database waits. The schema is none that a restore empties.
WER_KOMMT_WARTET = """
CREATE SCHEMA halt;
CREATE FUNCTION halt.warten() RETURNS event_trigger LANGUAGE plpgsql AS $$
BEGIN
    IF obj_description(to_regclass('public.django_migrations'), 'pg_class') IS NOT NULL THEN
        PERFORM pg_advisory_lock_shared(1);
    END IF;
END;
$$;
CREATE EVENT TRIGGER halt ON login EXECUTE FUNCTION halt.warten();
SELECT pg_advisory_lock(1);
"""


def test_a_restore_that_is_killed_behind_its_commit_says_so_and_is_brought_to_its_end(
    portal: Portal, tmp_path: Path
) -> None:
    """It waits when it connects anew, to see whether the database is that of this release."""
    hochladen(portal.browser().anmelden(), "schon da")
    portal.ausfuehren("sichern", str(tmp_path), "-v0")
    [sicherung] = tmp_path.glob("*.zip")
    gesicherte = portal.sql("SELECT fassung FROM hattingen_portal_stand")
    anderes = Portal(portal.daten.parent / "unvollendet")
    anderes.ausfuehren("migrate", "contenttypes", "-v0")
    anderes.starten()
    try:
        with anderes.verbinden() as halter:
            halter.execute(WER_KOMMT_WARTET)
            befehl = anderes.befehl("wiederherstellen", str(sicherung))
            abwarten(lambda: halter.execute("SELECT 1 FROM pg_locks WHERE NOT granted").fetchone())
            befehl.kill()
            befehl.communicate()
            halter.execute("DROP EVENT TRIGGER halt; SELECT pg_advisory_unlock(1)")
        assert bestand(anderes, "schon da") == (1, 1, 1)
        assert anderes.sql("SELECT fassung FROM hattingen_portal_stand") != gesicherte
        zustand = anderes.browser().holen("/gesundheit/bereit/")
        assert zustand.status == 503
        assert '"wiederherstellung": "läuft oder wurde abgebrochen"' in zustand.text
        _, fehler, status = anderes.ausfuehren("sichern", str(tmp_path / "neue"))
        assert ("zuerst zu Ende: manage.py wiederherstellen" in fehler, status) == (True, 1)

        assert anderes.ausfuehren("wiederherstellen", str(sicherung)) == (
            "Die vorige Wiederherstellung ist nun vollständig.\n",
            "",
            0,
        )
        assert bestand(anderes, "schon da") == (1, 1, 1)
        assert len(list(anderes.daten.glob("medien/anhaenge/*.pdf"))) > 0
        abwarten(anderes.bereit)
    finally:
        anderes.anhalten()
