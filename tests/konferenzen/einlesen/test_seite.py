"""The page on which a list is read in: what is read, corrected, previewed and saved."""

from pathlib import Path
from typing import Any

import pytest
from django.contrib.admin.models import ADDITION, LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import reverse

from konferenzen.einlesen import einlesen
from konferenzen.models import Konferenz, Runde, Status, Veranstaltungsort
from tests import fabriken as f
from tests.konferenzen.einlesen.schritte import (
    RUNDE,
    SEITE,
    ZENTRUM,
    angekreuzt,
    antworten,
    bestand,
    einfuegen,
    eingaben,
    fehler,
    gespeichert,
    liste,
    senden,
    speichern,
    stadtteile,
    zeilen,
    zeilenfehler,
)
from tests.verwaltung import meldungen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("jetzt")]
DATEN = Path(__file__).parents[2] / "daten"
WELPER = f"Welper | Montag, 01.02.2027 von 17–19 Uhr | {ZENTRUM}"
FALSCHER_TAG = WELPER.replace("Montag", "Dienstag")
SPAETER = WELPER.replace("von 17–19", "von 18–20")
HOLTHAUSEN = "Holthausen | Di., 09.02.27, 17.00 bis 19.00 Uhr | Haus, Weg 3, 45527 Hattingen"
MONTAG, DIENSTAG = f.berlin(2027, 2, 1, 17), f.berlin(2027, 2, 2, 17)
BEISPIELE = {
    "01-tabelle-striche.txt": [("Welper", "neu"), ("Winz-Baak", "neu"), ("EOBS", "neu")],
    "02-tabulatoren.txt": [("Holthausen", "neu"), ("Blankenstein", "neu")],
    "03-semikolon.csv": [("Hattingen-Mitte", "neu"), ("Blankenstein", "neu")],
    "04-html.html": [("Welper", "neu")],
    "05-zeilen.txt": [("Hattingen-Mitte", "neu"), ("Welper", "neu"), ("Blankenstein", "neu")],
    "06-fliesstext.txt": [("Welper", "neu"), ("EOBS", "neu")],
    "07-fehler.txt": [
        ("Welper", "fehlerhaft"),
        ("Holthausen", "fehlerhaft"),
        (None, "fehlerhaft"),
        ("Winz-Baak", "fehlerhaft"),
        ("Blankenstein", "neu"),
    ],
    "08-entfaellt.txt": [("Welper", "abgesagt")],
}


@pytest.fixture(autouse=True)
def _stadtteile(db: None) -> None:
    stadtteile()


@pytest.mark.parametrize("weg", ["eingefügt", "hochgeladen"])
@pytest.mark.parametrize("name", BEISPIELE)
def test_every_example_is_read_and_nothing_is_written(sb: Client, name: str, weg: str) -> None:
    inhalt = (DATEN / name).read_bytes()
    if weg == "eingefügt":
        antwort = einfuegen(sb, inhalt.decode())
    else:
        antwort = einfuegen(sb, "", datei=SimpleUploadedFile(name, inhalt))
    for knopf in ("pruefen", "weiter", "zurueck", "lesen", "pruefen"):
        if knopf != "lesen":
            assert zeilen(antwort) == BEISPIELE[name]
        assert bestand() == (0, 0, 0)
        antwort = senden(sb, antwort, knopf)
    assert zeilen(antwort) == BEISPIELE[name]
    assert not LogEntry.objects.exists()


@pytest.mark.parametrize("name", [*BEISPIELE, "termine-fruehjahr-2026.txt"])
def test_the_page_saves_what_the_command_saves(sb: Client, name: str) -> None:
    inhalt = (DATEN / name).read_text(encoding="utf-8")
    runde = "Frühjahr 2026" if "2026" in name else "Frühjahr 2027"
    with transaction.atomic():
        einlesen(inhalt, runde=runde, veroeffentlichen=True, nur_lesbare=True)
        vom_befehl = gespeichert()
        transaction.set_rollback(True)
    assert bestand() == (0, 0, 0)
    speichern(sb, einfuegen(sb, inhalt, neue_runde=runde), veroeffentlichen="oeffentlich")
    assert gespeichert() == vom_befehl != []


def test_a_wrong_weekday_is_asked_about_and_corrected_by_one_click(sb: Client) -> None:
    antwort = einfuegen(sb, liste(FALSCHER_TAG))
    assert zeilenfehler(antwort) == {
        "tag": ["Der 1.2.2027 ist ein Montag, in der Liste steht Dienstag. Was stimmt?"]
    }
    assert angekreuzt(antwort) == [None]
    for worte, beginn in (("Montag, 01.02.2027", MONTAG), ("Dienstag, 02.02.2027", DIENSTAG)):
        berichtigt = antworten(sb, antwort, worte)
        assert zeilenfehler(berichtigt) == {}
        assert eingaben(berichtigt)["z0-tag"] == worte
        assert angekreuzt(berichtigt) == ["ja"]
        assert berichtigt.context["zeilen"][0].ergebnis.beginn == beginn
    assert bestand() == (0, 0, 0)


def test_a_corrected_list_is_published(sb: Client) -> None:
    antwort = antworten(sb, einfuegen(sb, liste(FALSCHER_TAG, HOLTHAUSEN)), "Montag, 01.02.2027")
    gezeigt = senden(sb, antwort, "weiter", veroeffentlichen="oeffentlich")
    assert bestand() == (0, 0, 0)
    assert [(str(b.konferenz.stadtteil), b.seite.termin.ganz) for b in _bilder(gezeigt)] == [
        ("Welper", "Montag, 1. Februar 2027, 17–19 Uhr"),
        ("Holthausen", "Dienstag, 9. Februar 2027, 17–19 Uhr"),
    ]
    assert b"Speichern und ver\xc3\xb6ffentlichen" in gezeigt.content
    ende = senden(sb, gezeigt, "ausfuehren")
    runde = Runde.objects.get()
    assert ende.url == (
        f"{reverse('admin:konferenzen_konferenz_changelist')}?runde__id__exact={runde.pk}"
    )
    assert meldungen(ende) == ["Gespeichert in Frühjahr 2027: 2 neu."]
    assert gespeichert() == [
        ("Welper", MONTAG, "Meditationszentrum", "oeffentlich"),
        ("Holthausen", f.berlin(2027, 2, 9, 17), "Haus", "oeffentlich"),
    ]
    durch = [a.durch_name for k in Konferenz.objects.all() for a in k.aenderungen.all()]
    assert durch == ["sb", "sb"]
    erster = LogEntry.objects.earliest("pk")
    assert (erster.action_flag, erster.change_message) == (
        ADDITION,
        f"Liste eingelesen: Montag, 1. Februar 2027, 17–19 Uhr; {ZENTRUM}",
    )


def _bilder(antwort: Any) -> list[Any]:
    return list(antwort.context["gelesen"].vorschauen)


def test_drafts_are_what_new_conferences_become_by_themselves(sb: Client) -> None:
    antwort = senden(sb, einfuegen(sb, liste(WELPER)), "weiter")
    assert "Nichts: Die Konferenz ist ein Entwurf." in antwort.content.decode()
    assert "Als Entwürfe speichern" in antwort.content.decode()
    senden(sb, antwort, "ausfuehren")
    assert gespeichert() == [("Welper", MONTAG, "Meditationszentrum", "entwurf")]


@pytest.mark.parametrize(
    ("zeilen", "was", "knopf"),
    [
        ([SPAETER], "entwurf", "Änderungen speichern"),
        ([SPAETER], "oeffentlich", "Änderungen speichern"),
        ([SPAETER, HOLTHAUSEN], "entwurf", "Änderungen und Entwürfe speichern"),
        ([SPAETER, HOLTHAUSEN], "oeffentlich", "Speichern und veröffentlichen"),
    ],
)
def test_the_button_calls_no_change_to_a_public_conference_a_draft(
    sb: Client, zeilen: list[str], was: str, knopf: str
) -> None:
    einlesen(liste(WELPER), runde=RUNDE, veroeffentlichen=True)
    felder = {"neue_runde": "", "runde": Runde.objects.get().pk, "grund": "Der Raum fehlt."}
    antwort = einfuegen(sb, liste(*zeilen), **felder)
    gezeigt = senden(sb, antwort, "weiter", veroeffentlichen=was)
    assert gezeigt.context["gelesen"].vorschauen
    assert gezeigt.context["knopf"] == knopf


def test_a_new_round_and_a_new_venue_are_named_before_they_are_made(sb: Client) -> None:
    text = einfuegen(sb, liste(WELPER)).content.decode()
    assert "Diese Runde gibt es noch nicht. Sie wird mit der Liste angelegt." in text
    assert f"{ZENTRUM}. Er wird mit angelegt." in text
    assert bestand() == (0, 0, 0)


def test_only_what_is_ticked_is_saved(sb: Client) -> None:
    antwort = einfuegen(sb, liste(WELPER, HOLTHAUSEN))
    assert angekreuzt(antwort) == ["ja", "ja"]
    speichern(sb, antwort, z0__nehmen=None)
    assert [name for name, *_ in gespeichert()] == ["Holthausen"]
    assert [ort.name for ort in Veranstaltungsort.objects.all()] == ["Haus"]


def test_rows_in_error_stay_out_and_the_preview_says_so(sb: Client) -> None:
    gezeigt = senden(sb, einfuegen(sb, liste(FALSCHER_TAG, HOLTHAUSEN)), "weiter")
    assert "1 Zeile hat noch Fehler und bleibt außen vor." in gezeigt.content.decode()
    senden(sb, gezeigt, "ausfuehren")
    assert [name for name, *_ in gespeichert()] == ["Holthausen"]


def test_an_error_cannot_be_ticked_by_hand(sb: Client) -> None:
    antwort = einfuegen(sb, liste(FALSCHER_TAG))
    gezeigt = senden(sb, antwort, "weiter", z0__nehmen="on", z0__angeboten="ja")
    assert "keine Zeile ausgewählt" in fehler(gezeigt)["__all__"][0]
    assert _bilder(gezeigt) == []
    senden(sb, gezeigt, "ausfuehren", z0__nehmen="on")
    assert bestand() == (0, 0, 0)


@pytest.mark.parametrize(
    ("zeile", "felder", "beginn", "ort"),
    [
        ("Südstadt | Mo., 1.2.2027, 17–19 Uhr | Haus", {"z0-stadtteil": "Welper"}, MONTAG, "Haus"),
        ("Welper | Mo., 1.2.2027, 19–17 Uhr | Haus", {"z0-zeit": "17-19 Uhr"}, MONTAG, "Haus"),
        ("Welper | 30.2.2027, 17–19 Uhr | Haus", {"z0-tag": "1. Februar"}, MONTAG, "Haus"),
        ("Welper | Mo., 1.2.2027, 17–19 Uhr | dto.", {"z0-ort": "Halle"}, MONTAG, "Halle"),
        ("Welper | Mo., 1.2.2027, 17–19 Uhr | Haus | Tee", {"z0-rest": ""}, MONTAG, "Haus"),
    ],
)
def test_every_part_of_a_row_is_corrected_in_place(
    sb: Client, zeile: str, felder: dict[str, str], beginn: Any, ort: str
) -> None:
    antwort = einfuegen(sb, liste(zeile))
    [teil] = [name.removeprefix("z0-") for name in felder]
    assert list(zeilenfehler(antwort)) == [teil]
    speichern(sb, senden(sb, antwort, **felder))
    assert gespeichert() == [("Welper", beginn, ort, "entwurf")]


def test_what_is_called_off_is_a_tick_that_can_be_taken_out(sb: Client) -> None:
    antwort = einfuegen(sb, liste(WELPER.replace("Uhr", "Uhr (entfällt)")))
    assert eingaben(antwort)["z0-entfaellt"] == "on"
    assert zeilen(antwort) == [("Welper", "abgesagt")]
    speichern(sb, senden(sb, antwort, z0__entfaellt=None))
    assert gespeichert() == [("Welper", MONTAG, "Meditationszentrum", "entwurf")]


def test_of_two_rows_for_one_stadtteil_the_clerk_takes_one(sb: Client) -> None:
    antwort = einfuegen(sb, liste(WELPER, WELPER.replace("Montag, 01.", "Dienstag, 02.")))
    assert zeilen(antwort) == [("Welper", "fehlerhaft")] * 2
    assert angekreuzt(antwort) == ["nein", "nein"]
    antwort = senden(sb, antwort, z1__nehmen="on")
    assert zeilen(antwort) == [("Welper", "ausgelassen"), ("Welper", "neu")]
    beide = senden(sb, antwort, z0__nehmen="on")
    assert zeilen(beide) == [("Welper", "fehlerhaft")] * 2
    assert angekreuzt(beide) == ["ja", "ja"]
    speichern(sb, antwort)
    assert gespeichert() == [("Welper", DIENSTAG, "Meditationszentrum", "entwurf")]


def test_lines_that_are_no_rows_are_shown_with_the_reason(sb: Client) -> None:
    antwort = einfuegen(sb, "Stand: 1. Januar\n" + liste(WELPER))
    assert [(i.text, i.grund) for i in antwort.context["gelesen"].bericht.ignoriert] == [
        ("Stand: 1. Januar", "Beiwerk"),
        ("Stadtteil | Datum und Uhrzeit | Ort |", "Kopfzeile"),
    ]
    assert "„Stand: 1. Januar“ (Beiwerk)" in antwort.content.decode()


def test_corrections_survive_the_way_back_to_the_list_unless_it_changes(sb: Client) -> None:
    antwort = senden(sb, einfuegen(sb, liste(WELPER)), z0__ort="Halle")
    zurueck = senden(sb, antwort, "zurueck")
    assert eingaben(zurueck)["liste"].replace("\r", "") == liste(WELPER)
    assert eingaben(senden(sb, zurueck, "lesen"))["z0-ort"] == "Halle"
    andere = senden(sb, zurueck, "lesen", liste=liste(HOLTHAUSEN))
    assert eingaben(andere)["z0-ort"] == "Haus, Weg 3, 45527 Hattingen"


def test_the_way_there_stands_above_both_lists(sb: Client) -> None:
    for liste_ in ("konferenz", "runde"):
        seite = sb.get(reverse(f"admin:konferenzen_{liste_}_changelist")).content.decode()
        assert f'<a href="{SEITE}">Terminliste einlesen</a>' in seite


def test_a_get_shows_the_empty_form(sb: Client) -> None:
    assert eingaben(sb.get(SEITE))["liste"] == ""
    assert bestand() == (0, 0, 0)


def test_a_draft_is_published_by_reading_the_same_list_again(sb: Client) -> None:
    speichern(sb, einfuegen(sb, liste(WELPER)))
    runde = Runde.objects.get()
    antwort = einfuegen(sb, liste(WELPER), neue_runde="", runde=runde.pk)
    assert (zeilen(antwort), angekreuzt(antwort)) == ([("Welper", "unverändert")], [None])
    speichern(sb, antwort, veroeffentlichen="oeffentlich")
    assert Konferenz.objects.get().status == Status.OEFFENTLICH


def test_another_round_is_read_without_a_word_about_other_people(sb: Client) -> None:
    runde = f.runde("Sommer 2027", beginn="2027-01-01", ende="2027-07-31")
    f.konferenz(runde=runde, beginn=MONTAG)
    antwort = senden(sb, einfuegen(sb, liste(WELPER)), "zurueck")
    antwort = senden(sb, antwort, "lesen", neue_runde="", runde=runde.pk)
    assert antwort.context["gelesen"].hinweise == []
