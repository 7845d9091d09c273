"""How often one line may search, and what it reads then."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from hattingen_portal.suche.views import JE_ANSCHLUSS
from tests import fabriken as f
from tests.seite import Seite

pytestmark = pytest.mark.django_db
[GRENZE] = JE_ANSCHLUSS
HIER, DORT = {"REMOTE_ADDR": "192.0.2.1"}, {"REMOTE_ADDR": "192.0.2.2"}
ADRESSE = "/suche/?q=Welper"


def ausschoepfen(client: Client) -> None:
    for _ in range(GRENZE.hoechstens):
        assert client.get(ADRESSE, **HIER).status_code == 200


def test_the_sixty_first_search_in_five_minutes_reads_when_and_whom_to_call(
    client: Client, jetzt: time_machine.Traveller
) -> None:
    f.ansprechperson(telefon="02324 1234")
    ausschoepfen(client)
    jetzt.shift(timedelta(minutes=2))
    antwort = client.get(f"{ADRESSE}&seite=2", **HIER)

    assert (antwort.status_code, antwort["Retry-After"]) == (429, "180")
    assert antwort["Cache-Control"] == "no-store"
    seite = Seite(antwort.text)
    assert seite.texte("h1") == ["Gerade zu viele Suchen"]
    assert "Start" in seite.texte("a")
    assert seite.texte("p", "hinweis") == [
        (
            "Von Ihrem Internetanschluss aus wurde sehr oft gesucht. Bitte suchen Sie in 3 Minuten "
            "noch einmal; was Sie eingegeben haben, steht noch da."
        ),
        "Oder rufen Sie an: Quartiersentwicklung, Telefon 02324 1234",
    ]
    assert 'value="Welper"' in antwort.text
    assert not antwort.cookies

    jetzt.shift(timedelta(minutes=3))
    assert client.get(ADRESSE, **HIER).status_code == 200


@pytest.mark.usefixtures("jetzt")
def test_others_and_the_empty_page_go_on(client: Client) -> None:
    ausschoepfen(client)
    assert client.get(ADRESSE, **HIER).status_code == 429
    assert client.get(ADRESSE, **DORT).status_code == 200
    for leer in ("/suche/", "/suche/?q=", "/suche/?q=%20,", "/suche/?bereich=orte"):
        assert client.get(leer, **HIER).status_code == 200, leer


@pytest.mark.usefixtures("jetzt")
def test_looking_at_the_empty_page_counts_nothing(client: Client) -> None:
    for _ in range(GRENZE.hoechstens):
        client.get("/suche/", **HIER)
    assert client.get(ADRESSE, **HIER).status_code == 200
