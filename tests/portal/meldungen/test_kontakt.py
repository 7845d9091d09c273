"""/kontakt/: whom to reach, and a form that leads to them."""

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from hattingen_portal.meldungen.formulare import KontaktFormular
from hattingen_portal.meldungen.models import Meldung
from hattingen_portal.meldungen.werte import Art
from hattingen_portal.post.mailserver import mailserver_lesen
from hattingen_portal.post.models import Sendung
from tests import fabriken as f
from tests.portal.meldungen.senden import absenden, gesendet, oeffnen
from tests.seite import Seite, hole

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("jetzt")]
ADRESSE = "/kontakt/"
MAILSERVER = mailserver_lesen("smtp://localhost:25?tls=nein")


def test_a_message_is_stored_and_thanked_for(client: Client) -> None:
    welper = f.stadtteil("Welper")
    f.ansprechperson(email="welper@example.org").stadtteile.add(welper)
    f.ansprechperson(email="stadt@example.org")
    meldung = gesendet(
        client,
        ADRESSE,
        stadtteil="welper",
        text="Darf ich kommen?\r\nMit Kind?",
        name="Ada",
        email="ada@example.org",
        telefon="02324 1",
    )
    assert (
        meldung.art,
        meldung.stadtteil,
        meldung.text,
        meldung.name,
        meldung.email,
        meldung.telefon,
        meldung.eingegangen_am,
    ) == (
        Art.KONTAKT,
        welper,
        "Darf ich kommen?\nMit Kind?",
        "Ada",
        "ada@example.org",
        "02324 1",
        f.JETZT,
    )
    assert [s.an for s in meldung.sendungen.order_by("pk")] == [
        ["welper@example.org"],
        ["ada@example.org"],
    ]


def test_an_address_with_an_umlaut_is_kept_as_people_write_it(client: Client) -> None:
    meldung = gesendet(client, ADRESSE, text="Hallo", email="ada@xn--bcher-kva.example")
    assert meldung.email == "ada@bücher.example"
    assert [s.an for s in meldung.sendungen.all()] == [["ada@bücher.example"]]


def test_only_the_message_itself_has_to_be_written(client: Client) -> None:
    antwort = absenden(client, ADRESSE, text="  ")
    assert antwort.status_code == 200
    assert antwort.context["form"].errors == {"text": ["Bitte schreiben Sie Ihre Nachricht."]}
    assert Seite(antwort.text).texte("title")[0].startswith("Fehler: Kontakt")
    assert not Meldung.objects.exists()

    meldung = gesendet(client, ADRESSE, text="Danke!")
    assert (meldung.stadtteil, meldung.name, meldung.absender) == (None, "", "Jemand ohne Namen")


@pytest.mark.parametrize(
    ("adresse", "gewaehlt"),
    [
        ("/kontakt/", ""),
        ("/kontakt/?stadtteil=welper", "welper"),
        ("/kontakt/?stadtteil=welper-nord", "welper"),
        ("/kontakt/?stadtteil=nirgends", ""),
        ("/kontakt/?stadtteil=%00", ""),
    ],
)
def test_a_link_chooses_the_stadtteil(client: Client, adresse: str, gewaehlt: str) -> None:
    welper = f.stadtteil("Welper", slug="welper-nord")
    f.stadtteil("Baak")
    welper.slug = "welper"
    welper.save()
    assert oeffnen(client, adresse)["stadtteil"] == gewaehlt


def test_the_page_of_a_stadtteil_leads_to_its_form(client: Client) -> None:
    welper = f.stadtteil("Welper")
    f.ansprechperson().stadtteile.add(welper)
    assert "/kontakt/?stadtteil=welper" in hole(client, "/stadtteile/welper/").adressen()


@pytest.mark.parametrize("feld", ["name", "telefon"])
def test_a_line_break_starts_no_mail_header(client: Client, feld: str) -> None:
    f.ansprechperson(email="stadt@example.org")
    boese = "02324 1\r\nBcc: opfer@example.org\x00\u2028X"
    meldung = gesendet(client, ADRESSE, text="Hallo", **{feld: boese})
    assert getattr(meldung, feld) == "02324 1 Bcc: opfer@example.org X"
    assert "\n" not in Sendung.objects.get().betreff


@pytest.mark.parametrize("nummer", ["abc", "-", "0232", "(02 3) 4 abends"])
def test_nobody_can_be_rung_at_fewer_than_five_digits(client: Client, nummer: str) -> None:
    antwort = absenden(client, ADRESSE, text="Hallo", telefon=nummer)
    assert antwort.context["form"].errors == {
        "telefon": [
            (
                "Das ist keine vollständige Telefonnummer. Sie braucht mindestens fünf Ziffern, "
                "zum Beispiel 02324 204-0."
            )
        ]
    }
    assert not Meldung.objects.exists()


@pytest.mark.parametrize(
    "nummer", ["23456", "(0 23 24) 20 40", "02324/204-5552", "+49 170 1234567", "02324 1, abends"]
)
def test_a_number_is_kept_as_it_was_written(client: Client, nummer: str) -> None:
    assert gesendet(client, ADRESSE, text="Hallo", telefon=nummer).telefon == nummer


@pytest.mark.parametrize(
    ("feld", "wert"),
    [
        ("email", "ada@example.org\nbcc: b@example.org"),
        ("email", "ada@example.org, b@example.org"),
        ("email", "Ada <ada@example.org>"),
        ("stadtteil", "nirgends"),
        ("text", "a" * 5001),
        ("name", "a" * 121),
    ],
)
def test_what_cannot_be_is_said_at_its_field(client: Client, feld: str, wert: str) -> None:
    antwort = absenden(client, ADRESSE, **{"text": "Hallo", feld: wert})
    assert list(antwort.context["form"].errors) == [feld]
    assert not Meldung.objects.exists()
    assert not Sendung.objects.exists()


def test_sending_twice_leads_to_the_same_thanks(client: Client) -> None:
    erste = absenden(client, ADRESSE, text="Hallo")
    zweite = absenden(client, ADRESSE, text="Hallo")
    assert erste["Location"] == zweite["Location"]
    assert Meldung.objects.count() == 1


def test_sending_again_and_again_is_thanked_for_and_not_counted(client: Client) -> None:
    erste = absenden(client, ADRESSE, text="Hallo")
    weitere = [absenden(client, ADRESSE, text="Hallo") for _ in range(6)]
    assert [antwort.get("Location") for antwort in weitere] == [erste["Location"]] * 6
    andere = [absenden(client, ADRESSE, text=str(i)) for i in range(5)]
    assert [antwort.status_code for antwort in andere] == [302] * 4 + [429]
    assert absenden(client, ADRESSE, text="Hallo").get("Location") == erste["Location"]


def test_a_form_sent_at_once_is_kept_and_may_be_sent_again(
    client: Client, jetzt: time_machine.Traveller
) -> None:
    daten = oeffnen(client, ADRESSE) | {"text": "Hallo", "leer_lassen": "Spam"}
    antwort = client.post(ADRESSE, daten)
    assert antwort.status_code == 200
    assert "Hallo" in antwort.text
    assert not Meldung.objects.exists()


def test_thanks_tell_the_number_and_the_day_and_nothing_else(client: Client) -> None:
    meldung = gesendet(client, ADRESSE, text="Rostgans", name="Rostgans", email="rost@gans.example")
    adresse = f"/nachricht-angekommen/{meldung.nummer}/"
    response = client.get(adresse)
    seite = Seite(response.text)
    assert seite.texte("h1") == ["Ihre Nachricht ist angekommen"]
    assert seite.texte("dd") == [meldung.nummer, "Mittwoch, 28. Januar 2026"]
    assert "rost" not in response.text.lower()
    assert {m.attrs["content"] for m in seite.alle("meta") if m.attrs.get("name") == "robots"} == {
        "noindex"
    }
    assert "no-store" in response["Cache-Control"]
    assert not response.cookies


@pytest.mark.parametrize(
    ("angaben", "satz"),
    [
        ({"email": "ada@example.org"}, "Eine Bestätigung ist unterwegs"),
        ({"telefon": "02324 1"}, "Wir rufen Sie an."),
        ({}, "Sie haben weder E-Mail-Adresse noch Telefonnummer angegeben."),
    ],
)
def test_thanks_say_how_the_answer_comes(
    client: Client, settings: Settings, angaben: dict[str, str], satz: str
) -> None:
    settings.PORTAL_SMTP = MAILSERVER
    meldung = gesendet(client, ADRESSE, text="Hallo", **angaben)
    seite = hole(client, f"/nachricht-angekommen/{meldung.nummer}/")
    assert [p for p in seite.texte("p") if satz in p] != []
    assert ("28. Januar" in " ".join(seite.texte("dd"))) is bool(angaben)


@pytest.mark.parametrize("grund", ["nicht geschrieben", "kein Mailserver"])
def test_thanks_promise_no_confirmation_that_is_not_sent(
    client: Client, settings: Settings, grund: str
) -> None:
    settings.PORTAL_SMTP = None if grund == "kein Mailserver" else MAILSERVER
    meldung = gesendet(client, ADRESSE, text="Hallo", email="ada@example.org")
    if grund == "nicht geschrieben":
        meldung.sendungen.all().delete()
    absaetze = hole(client, f"/nachricht-angekommen/{meldung.nummer}/").texte("p")
    assert "Unsere Antwort kommt per E-Mail." in absaetze
    assert [p for p in absaetze if "Bestätigung" in p] == []


@pytest.mark.parametrize("nummer", ["AAAA-AAAA", "1", "k7q2-9xbt"])
def test_an_unknown_number_leads_nowhere(client: Client, nummer: str) -> None:
    assert client.get(f"/nachricht-angekommen/{nummer}/").status_code == 404


def test_the_form_needs_its_token(client: Client) -> None:
    streng = Client(enforce_csrf_checks=True)
    assert streng.post(ADRESSE, {"text": "Hallo"}).status_code == 403
    assert not Meldung.objects.exists()


def test_the_page_costs_the_same_with_more_contacts(client: Client) -> None:
    f.ansprechperson().stadtteile.add(f.stadtteil())
    with CaptureQueriesContext(connection) as eine:
        client.get(ADRESSE)
    for _ in range(29):
        f.ansprechperson().stadtteile.add(f.stadtteil())
    with CaptureQueriesContext(connection) as dreissig:
        assert len(client.get(ADRESSE).context["ansprechpersonen"]) == 30
    assert len(eine) == len(dreissig)


def test_nobody_has_to_say_who_they_are() -> None:
    assert [n for n, feld in KontaktFormular.base_fields.items() if feld.required] == ["text"]
