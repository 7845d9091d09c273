"""Public forms: what they make of the input, what they answer, and how often."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import time_machine
from django import forms
from django.test import Client

from hattingen_portal.grundlage.formular.oeffentlich import OHNE_COOKIE, OeffentlichesFormular
from tests import fabriken as f
from tests.grundlage import musterseite
from tests.grundlage.musterangaben import FALSCH, RICHTIG, formular, gueltig, vor
from tests.seite import Seite
from tests.seitenformular import formular as lies_formular

MELDUNGEN = {
    "name": "Bitte füllen Sie das Feld „Name“ aus.",
    "email": "Bitte prüfen Sie die E-Mail-Adresse. Sie sieht zum Beispiel so aus: "
    "name@beispiel.de, ohne Leerzeichen und vor dem @ ohne Umlaute.",
    "telefon": "Bitte kürzen Sie den Text bei „Telefon“. Möglich sind 40 Zeichen, jetzt sind es "
    "400.",
    "webseite": "Bitte prüfen Sie die Internetadresse. Sie sieht zum Beispiel so aus: "
    "https://www.beispiel.de",
    "anzahl": "Bitte geben Sie bei „Wie viele Personen?“ höchstens 50 an.",
    "nachricht": "Bitte kürzen Sie den Text bei „Nachricht“. Möglich sind 4.000 Zeichen, jetzt "
    "sind es 4.001.",
    "thema": "Bitte wählen Sie bei „Thema“ etwas aus.",
    "farbe": "Was bei „Lieblingsfarbe“ ankam, gibt es nicht. Bitte wählen Sie noch einmal.",
    "farben": "Was bei „Welche Farben mögen Sie noch?“ ankam, gibt es nicht. Bitte wählen Sie noch "
    "einmal.",
    "tag": "Den 31. Februar 2026 gibt es nicht. Bitte prüfen Sie Tag und Monat.",
    "einverstanden": "Bitte setzen Sie das Häkchen bei „Ich habe den Hinweis gelesen“.",
}
ZU_OFT = (
    "Noch nicht gesendet Gerade wurde dieses Formular sehr oft abgeschickt. Ihre Angaben sind noch "
    "da, aber noch nicht gesendet: Bitte senden Sie in 9 Minuten noch einmal ab."
)


@pytest.fixture
def gesendet(db: None, jetzt: time_machine.Traveller) -> Iterator[list[dict[str, object]]]:
    yield musterseite.GESENDET
    musterseite.GESENDET.clear()


def test_the_input_is_cleaned_before_it_is_kept(jetzt: time_machine.Traveller) -> None:
    form = formular(
        RICHTIG
        | {
            "name": "  Wilma\r\nBcc: alle@beispiel.de\0  Muster ",
            "nachricht": "Guten Tag,\r\n\r\ndie Bank wackelt.\0\r\n",
            "thema": "blau\0",
            "tag_tag": " 26\0",
        }
    )
    assert form.errors == {}
    assert form.cleaned_data["name"] == "Wilma Bcc: alle@beispiel.de Muster"
    assert form.cleaned_data["nachricht"] == "Guten Tag,\n\ndie Bank wackelt."
    assert form.cleaned_data["thema"] == "blau"
    assert form.cleaned_data["tag"] == date(2026, 1, 26)


def test_a_line_counts_once_at_its_end(jetzt: time_machine.Traveller) -> None:
    text = "\r\n".join(["a" * 99] * 40) + "a"
    assert formular(RICHTIG | {"nachricht": text}).errors == {}


def test_each_message_says_what_to_do(jetzt: time_machine.Traveller) -> None:
    assert {name: list(meldungen) for name, meldungen in formular(FALSCH).errors.items()} == {
        name: [meldung] for name, meldung in MELDUNGEN.items()
    }


@pytest.mark.parametrize(
    ("feld", "wert"),
    [
        ("email", "a@localhost"),
        ("webseite", "ftp://beispiel.de/"),
        ("webseite", "ftps://beispiel.de/"),
    ],
)
def test_an_address_is_one_that_leads_somewhere(
    jetzt: time_machine.Traveller, feld: str, wert: str
) -> None:
    assert list(formular(RICHTIG | {feld: wert}).errors[feld]) == [
        MELDUNGEN[feld],
    ]


def test_a_question_is_answered_not_filled_in(jetzt: time_machine.Traveller) -> None:
    leer = formular(RICHTIG | {"anzahl": "", "tag_tag": "", "tag_monat": "", "tag_jahr": ""})
    assert leer.errors == {
        "anzahl": ["Bitte beantworten Sie die Frage „Wie viele Personen?“."],
        "tag": ["Bitte beantworten Sie die Frage „An welchem Tag?“."],
    }

    class Frage(OeffentlichesFormular):
        warum = forms.CharField(label="Warum zu 100 %?", max_length=5, min_length=3)

    angaben = {"zeitmarke": vor(timedelta(minutes=1))}
    zu_lang = (
        "Bitte kürzen Sie Ihre Antwort auf „Warum zu 100 %?“. Möglich sind 5 Zeichen, jetzt sind "
        "es 6."
    )
    assert Frage(angaben | {"warum": "Darum."}).errors == {"warum": [zu_lang]}
    assert Frage(angaben | {"warum": "👩\u200d🦽"}).errors == {}


@pytest.mark.urls("tests.grundlage.musterseite")
@pytest.mark.usefixtures("gesendet")
def test_only_the_csrf_cookie_is_set_and_only_where_a_form_stands(client: Client) -> None:
    client.get("/suche/")
    assert list(client.cookies) == []
    response = client.get("/muster/")
    assert list(client.cookies) == ["csrftoken"]
    assert client.cookies["csrftoken"]["max-age"] == 60 * 60 * 24
    assert response.headers["Cache-Control"] == "private, no-cache"
    assert Seite(response.text).texte("title") == ["Muster · Quartiersportal Hattingen"]


@pytest.mark.urls("tests.grundlage.musterseite")
def test_what_was_typed_is_sent_once(
    client: Client, gesendet: list[dict[str, object]], jetzt: time_machine.Traveller
) -> None:
    felder = lies_formular(client.get("/muster/").content, "formular-muster")
    jetzt.shift(60)
    response = client.post("/muster/", felder | RICHTIG)
    assert response.text == "gesendet"
    assert gesendet == [gueltig(RICHTIG)]


@pytest.mark.urls("tests.grundlage.musterseite")
def test_an_error_says_so_in_the_title_and_keeps_the_input_out_of_caches(
    client: Client, gesendet: list[dict[str, object]]
) -> None:
    response = client.post("/muster/", FALSCH)
    assert response.status_code == 200
    assert gesendet == []
    assert Seite(response.text).texte("title") == ["Fehler: Muster · Quartiersportal Hattingen"]
    assert response.headers["Cache-Control"] == "private, no-cache, no-store"


@pytest.mark.urls("tests.grundlage.musterseite")
def test_who_sends_too_often_keeps_the_text_and_learns_the_way_out(
    client: Client, gesendet: list[dict[str, object]], jetzt: time_machine.Traveller
) -> None:
    f.ansprechperson(telefon="(02324) 204-5552")
    felder = lies_formular(client.get("/muster/").content, "formular-muster")
    jetzt.shift(60)
    antworten = [client.post("/muster/", felder | RICHTIG) for _ in range(6)]
    assert [antwort.status_code for antwort in antworten] == [200] * 5 + [429]
    assert len(gesendet) == 5

    letzte = antworten[-1]
    assert letzte.headers["Retry-After"] == "540"
    seite = Seite(letzte.text)
    assert seite.texte("div", "fehlerliste") == [ZU_OFT]
    assert "Telefon (02324) 204-5552" in seite.texte("p", "hinweis")[0]
    wieder = lies_formular(letzte.content, "formular-muster")
    assert {name: wieder[name] for name in RICHTIG if name in wieder} == RICHTIG

    jetzt.shift(540)
    assert client.post("/muster/", wieder).text == "gesendet"


@pytest.mark.urls("tests.grundlage.musterseite")
def test_a_mistake_does_not_count(
    client: Client, gesendet: list[dict[str, object]], jetzt: time_machine.Traveller
) -> None:
    felder = lies_formular(client.get("/muster/").content, "formular-muster")
    jetzt.shift(60)
    for _ in range(9):
        client.post("/muster/", felder | FALSCH)
    assert client.post("/muster/", felder | RICHTIG).text == "gesendet"


@pytest.mark.urls("tests.grundlage.musterseite")
@pytest.mark.parametrize("keks", ["", "kaputt", "x" * 32])
def test_without_the_cookie_nothing_is_sent_and_the_next_try_passes(
    gesendet: list[dict[str, object]], jetzt: time_machine.Traveller, keks: str
) -> None:
    f.ansprechperson(telefon="(02324) 204-5552")
    streng = Client(enforce_csrf_checks=True)
    felder = lies_formular(streng.get("/muster/").content, "formular-muster")
    jetzt.shift(60)
    streng.cookies["csrftoken"] = keks
    response = streng.post("/muster/", felder | RICHTIG)
    assert response.status_code == 403
    assert gesendet == []
    seite = Seite(response.text)
    assert seite.texte("title") == ["Fehler: Muster · Quartiersportal Hattingen"]
    assert seite.texte("div", "fehlerliste") == [f"Noch nicht gesendet {OHNE_COOKIE}"]
    assert "Telefon (02324) 204-5552" in seite.texte("p", "hinweis")[0]
    assert response.headers["Cache-Control"] == "private, no-cache, no-store"

    wieder = lies_formular(response.content, "formular-muster")
    assert {name: wieder[name] for name in RICHTIG if name in wieder} == RICHTIG
    assert streng.post("/muster/", wieder).text == "gesendet"
    assert len(gesendet) == 1


@pytest.mark.urls("tests.grundlage.musterseite")
def test_another_website_puts_no_words_into_a_form(gesendet: list[dict[str, object]]) -> None:
    streng = Client(enforce_csrf_checks=True)
    response = streng.post("/muster/", RICHTIG, headers={"Origin": "https://fremd.example"})
    assert response.status_code == 403
    assert gesendet == []
    assert Seite(response.text).texte("h1") == ["Das Formular ist abgelaufen"]
    assert "/kontakt/" in Seite(response.text).adressen()
    assert RICHTIG["name"] not in response.text


@pytest.mark.urls("tests.grundlage.musterseite")
def test_what_is_far_too_long_for_any_field_gets_a_page_with_the_way_back(
    client: Client, gesendet: list[dict[str, object]]
) -> None:
    response = client.post("/muster/", RICHTIG | {"nachricht": "a" * 10_000_000})
    assert response.status_code == 400
    assert gesendet == []
    assert Seite(response.text).texte("h1") == ["Der Text ist zu lang"]
    hinweis, _ = Seite(response.text).texte("p")
    assert "Gehen Sie bitte im Browser zurück, kürzen Sie den Text" in hinweis
