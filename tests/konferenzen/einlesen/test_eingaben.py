"""Input that nobody should send, but somebody will: a message, never an error page."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from konferenzen.models import Runde
from tests import fabriken as f
from tests.konferenzen.einlesen.schritte import (
    SEITE,
    bestand,
    einfuegen,
    eingaben,
    fehler,
    liste,
    senden,
    stadtteile,
    zeilen,
    zeilenfehler,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("jetzt")]
WELPER = "Welper | Mo., 1.2.2027, 17–19 Uhr | Haus, Weg 1"


@pytest.fixture(autouse=True)
def _stadtteile(db: None) -> None:
    stadtteile()


@pytest.mark.parametrize(
    ("text", "meldung"),
    [
        ("", "Bitte fügen Sie die Liste ein, oder wählen Sie eine Datei aus."),
        (" \r\n ", "Bitte fügen Sie die Liste ein, oder wählen Sie eine Datei aus."),
        ("a\x00b", "Das ist kein Text, sondern eine Binärdatei (sie enthält NUL-Zeichen)."),
        ("x" * 1_000_001, "Die Liste ist zu groß: mehr als 1 MB."),
        ("Guten Tag zusammen", "In diesem Text ist keine Terminliste zu erkennen."),
        ("GrÃ¼n", "Umlaute dieser Liste sind beim Speichern oder Kopieren zerstört worden"),
        (liste(*[WELPER] * 301), "In dieser Liste sind mehr als 300 Zeilen mit Terminen."),
    ],
)
def test_a_list_that_cannot_be_read(sb: Client, text: str, meldung: str) -> None:
    antwort = einfuegen(sb, text)
    assert fehler(antwort)["liste"][0].startswith(meldung)
    assert eingaben(antwort)["neue_runde"] == "Frühjahr 2027"
    assert bestand() == (0, 0, 0)


@pytest.mark.parametrize(
    ("inhalt", "meldung"),
    [
        (b"", "Die Liste ist leer."),
        (b"%PDF-1.7 ...", "Das ist eine PDF-Datei, kein Text."),
        (b"PK\x03\x04...", "Das ist eine Word-, Excel- oder Zip-Datei, kein Text."),
        (b"a\x00b", "Das ist kein Text, sondern eine Binärdatei"),
        (b"x" * 3_000_000, "Die Liste ist zu groß: mehr als 1 MB."),
        (b"\x81\x8d", "Die Datei ist nicht als Text lesbar"),
    ],
)
def test_a_file_that_cannot_be_read(sb: Client, inhalt: bytes, meldung: str) -> None:
    antwort = einfuegen(sb, "", datei=SimpleUploadedFile("liste.txt", inhalt))
    assert fehler(antwort)["datei"][0].startswith(meldung)


def test_a_file_of_windows_is_read(sb: Client) -> None:
    text = liste("Welper | 1. März 2027, 17–19 Uhr | Bürgertreff")
    datei = SimpleUploadedFile("liste.txt", text.encode("cp1252"))
    assert eingaben(einfuegen(sb, "", datei=datei))["z0-ort"] == "Bürgertreff"


def test_a_list_and_a_file_at_once(sb: Client) -> None:
    datei = SimpleUploadedFile("liste.txt", liste(WELPER).encode())
    antwort = einfuegen(sb, liste(WELPER), datei=datei)
    assert fehler(antwort)["datei"][0].startswith("Bitte nur eins von beidem")


@pytest.mark.parametrize(
    ("felder", "feld", "meldung"),
    [
        ({"neue_runde": ""}, "runde", "Bitte wählen Sie eine Runde, oder nennen Sie"),
        ({"neue_runde": "Irgendwann"}, "neue_runde", "Der Name nennt keine Jahreszeit mit Jahr"),
        ({"neue_runde": "", "runde": "999"}, "runde", "Diese Runde gibt es nicht mehr."),
        ({"neue_runde": "", "runde": "x"}, "runde", "Diese Runde gibt es nicht mehr."),
        ({"neue_runde": "Herbst 2027" + "x" * 80}, "neue_runde", ""),
        ({"neue_runde": "Herbst 2027\x00"}, "neue_runde", ""),
        ({"grund": "x" * 1001}, "grund", ""),
        ({"veroeffentlichen": "x"}, "veroeffentlichen", ""),
    ],
)
def test_the_rest_of_the_form(sb: Client, felder: Any, feld: str, meldung: str) -> None:
    antwort = einfuegen(sb, liste(WELPER), **felder)
    [(wo, [text])] = fehler(antwort).items()
    assert (wo, text.startswith(meldung)) == (feld, True)
    assert bestand() == (0, 0, 0)


def test_a_round_may_be_named_or_chosen_but_not_both(sb: Client) -> None:
    antwort = einfuegen(sb, liste(WELPER), runde=f.runde().pk)
    assert list(fehler(antwort)) == ["neue_runde"]


def test_a_round_that_vanished_leaves_list_and_corrections(sb: Client) -> None:
    runde = f.runde("Frühjahr 2027", beginn="2027-01-01", ende="2027-07-31")
    antwort = einfuegen(sb, liste(WELPER), neue_runde="", runde=runde.pk)
    runde.delete()
    antwort = senden(sb, antwort, "weiter", z0__ort="Halle")
    assert fehler(antwort)["runde"][0].startswith("Diese Runde gibt es nicht mehr.")
    weiter = senden(sb, antwort, "lesen", runde="", neue_runde="Frühjahr 2027")
    assert eingaben(weiter)["z0-ort"] == "Halle"
    assert not Runde.objects.exists()


def test_the_name_of_a_round_that_exists_means_that_one(sb: Client) -> None:
    f.runde("Frühjahr 2027", beginn="2027-01-01", ende="2027-07-31")
    antwort = einfuegen(sb, liste(WELPER), neue_runde="frühjahr 2027")
    assert antwort.context["gelesen"].bericht.runde == "Frühjahr 2027"


@pytest.mark.parametrize(
    "wert", ["<script>alert(1)</script>", "\x00", "x" * 5000, '"><b>', "\u202e"]
)
@pytest.mark.parametrize("feld", ["stadtteil", "tag", "zeit", "ort", "rest"])
def test_nothing_typed_into_a_row_breaks_the_page(sb: Client, feld: str, wert: str) -> None:
    antwort = senden(sb, einfuegen(sb, liste(WELPER)), **{f"z0__{feld}": wert})
    assert antwort.status_code == 200
    assert b"<script>alert" not in antwort.content
    assert b'"><b>' not in antwort.content
    assert bestand() == (0, 0, 0)


def test_what_was_typed_stays_even_where_all_rows_are_emptied(sb: Client) -> None:
    antwort = senden(sb, einfuegen(sb, liste(WELPER)), z0__stadtteil="", z0__tag="", z0__ort="neu")
    assert list(zeilenfehler(antwort)) == ["stadtteil", "tag"]
    assert eingaben(antwort)["z0-ort"] == "neu"


@pytest.mark.parametrize(
    "wert", ["", "x", "0", "0:tag", "99:tag:1", "0:nummer:1", "²:tag:x", "00:tag:x", ":" * 9]
)
def test_a_made_up_answer_changes_nothing(sb: Client, wert: str) -> None:
    antwort = einfuegen(sb, liste(WELPER))
    nachher = sb.post(SEITE, eingaben(antwort) | {"setzen": wert})
    if wert == "0:tag":
        assert list(zeilenfehler(nachher)) == ["tag"]
    else:
        assert zeilen(nachher) == [("Welper", "neu")]


def test_scripts_in_a_web_page_stay_text(sb: Client) -> None:
    html = (
        "<table><tr><th>Stadtteil</th><th>Datum</th><th>Ort</th></tr><tr><td>Welper</td>"
        "<td>Mo., 1.2.2027, 17 Uhr</td><td>Haus &lt;script&gt;x&lt;/script&gt;</td></tr></table>"
        "<script>alert(1)</script>"
    )
    antwort = einfuegen(sb, html)
    assert antwort.status_code == 200
    assert b"<script>x" not in antwort.content
    assert b"<script>alert" not in antwort.content


def test_three_hundred_rows_travel_there_and_back(sb: Client) -> None:
    antwort = einfuegen(sb, liste(*[f"{WELPER} | Rest {n}" for n in range(300)]))
    antwort = senden(sb, antwort)
    assert len(antwort.context["zeilen"]) == 300
