"""What the office takes down itself: the same due date as through the website, and no mail."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from hattingen_portal.meldungen.models import Meldung
from hattingen_portal.post.models import Sendung
from tests import fabriken as f
from tests.portal.meldungen.test_admin import _angemeldet, adresse
from tests.seitenformular import formular
from tests.verwaltung import fehler

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("jetzt")]
NEU = reverse("admin:hattingen_portal_meldung_add")


@pytest.fixture
def buero(client: Client) -> Client:
    return _angemeldet(client, "Quartiersentwicklung")


def erfassen(client: Client, **eingaben: str) -> Any:
    """Open the empty form, fill it in and send it."""
    return client.post(NEU, formular(client.get(NEU).content, "meldung_form") | eingaben)


def test_a_barrier_told_on_the_telephone_has_its_six_weeks(buero: Client) -> None:
    f.ansprechperson(email="stadt@example.org")
    eingang = {"eingegangen_am_0": "12.01.2026", "eingegangen_am_1": "23:30"}
    antwort = erfassen(
        buero,
        art="barriere",
        text="Der Kalender liest nichts vor.",
        seite="der Kalender",
        name="Ada",
        email="ada@example.org",
        telefon="02324 1",
        notiz="Anruf",
        **eingang,
    )
    assert antwort.status_code == 302
    objekt = Meldung.objects.get()
    assert (
        objekt.art,
        objekt.eingegangen_am,
        objekt.faellig_am,
        objekt.zustand,
        objekt.text,
        objekt.seite,
        objekt.name,
        objekt.email,
        objekt.telefon,
        objekt.notiz,
        len(objekt.nummer),
    ) == (
        "barriere",
        f.berlin(2026, 1, 12, 23, 30),
        date(2026, 2, 23),
        "offen",
        "Der Kalender liest nichts vor.",
        "der Kalender",
        "Ada",
        "ada@example.org",
        "02324 1",
        "Anruf",
        9,
    )
    assert not Sendung.objects.exists()
    assert not ProcrastinateJob.objects.exists()
    assert buero.get(adresse(objekt, "antworten")).status_code == 200


def test_an_address_with_an_umlaut_is_kept_as_people_write_it(buero: Client) -> None:
    erfassen(buero, art="kontakt", text="Hallo", email="ada@xn--bcher-kva.example")
    assert Meldung.objects.get().email == "ada@bücher.example"


def test_it_came_just_now_unless_somebody_says_otherwise(buero: Client) -> None:
    suedstadt = f.stadtteil("Südstadt")
    antwort = erfassen(buero, art="kontakt", text="Frage", stadtteil=str(suedstadt.pk))
    assert antwort.status_code == 302
    objekt = Meldung.objects.get()
    assert (objekt.eingegangen_am, objekt.faellig_am, objekt.stadtteil) == (
        f.JETZT,
        date(2026, 1, 28),
        suedstadt,
    )


@pytest.mark.parametrize(
    ("eingaben", "felder"),
    [
        ({"text": " "}, ["text"]),
        ({"art": ""}, ["art"]),
        ({"art": "berichtigung"}, ["art"]),
        ({"email": "keine"}, ["email"]),
        ({"telefon": "keins"}, ["telefon"]),
        ({"eingegangen_am_0": ""}, ["eingegangen_am"]),
        ({"eingegangen_am_0": "15.01.2026"}, ["eingegangen_am"]),
    ],
)
def test_what_cannot_be_is_said_at_its_field(
    buero: Client, eingaben: dict[str, str], felder: list[str]
) -> None:
    antwort = erfassen(buero, **{"art": "kontakt", "text": "Frage"} | eingaben)
    assert list(fehler(antwort)) == felder
    assert not Meldung.objects.exists()


def test_nothing_but_its_fields_is_taken(buero: Client) -> None:
    erfassen(buero, art="kontakt", text="Frage", zustand="erledigt", faellig_am="01.01.2030")
    objekt = Meldung.objects.get()
    assert (objekt.zustand, objekt.faellig_am) == ("offen", date(2026, 1, 28))


def test_the_news_desk_takes_nothing_down(client: Client) -> None:
    redaktion = _angemeldet(client, "Redaktion")
    assert redaktion.get(NEU).status_code == 403
    assert redaktion.post(NEU, {"art": "kontakt", "text": "Frage"}).status_code == 403
    assert not Meldung.objects.exists()
