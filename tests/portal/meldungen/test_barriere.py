"""/barriere-melden/: from any page, without a login, answered within six weeks."""

from datetime import date

import pytest
from django.test import Client

from hattingen_portal.meldungen.models import Meldung
from hattingen_portal.meldungen.werte import Art
from hattingen_portal.seiten.grundtexte import seiten_anlegen
from hattingen_portal.seiten.models import Erklaerung
from tests import fabriken as f
from tests.portal.meldungen.senden import absenden, gesendet, oeffnen
from tests.seite import hole

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("jetzt")]
ADRESSE = "/barriere-melden/"


def test_a_barrier_is_reported_without_a_name(client: Client) -> None:
    meldung = gesendet(client, ADRESSE, seite="/termine/", text="Kontrast zu schwach")
    assert (meldung.art, meldung.seite, meldung.text, meldung.erreichbar) == (
        Art.BARRIERE,
        "/termine/",
        "Kontrast zu schwach",
        False,
    )
    assert meldung.faellig_am == date(2026, 2, 25)


def test_what_the_barrier_is_has_to_be_said(client: Client) -> None:
    antwort = absenden(client, ADRESSE, seite="/termine/", name="Ada")
    assert antwort.context["form"].errors == {"text": ["Bitte beschreiben Sie die Barriere."]}
    assert not Meldung.objects.exists()


def test_the_page_may_be_named_in_words(client: Client) -> None:
    assert gesendet(client, ADRESSE, seite="der Kalender", text="x").seite == "der Kalender"


@pytest.mark.parametrize(
    ("adresse", "herkunft", "seite"),
    [
        (ADRESSE, "http://testserver/termine/?seite=2", "/termine/?seite=2"),
        (ADRESSE, "http://testserver/barriere-melden/", ""),
        (ADRESSE, "http://anderswo.example.org/termine/", ""),
        (ADRESSE, "", ""),
        (f"{ADRESSE}?seite=/stadtteile/", "http://testserver/termine/", "/stadtteile/"),
        (f"{ADRESSE}?seite=//anderswo.example.org/", "", ""),
        (f"{ADRESSE}?seite=javascript:alert(1)", "http://testserver/termine/", "/termine/"),
    ],
)
def test_the_form_knows_the_page_one_comes_from(
    client: Client, adresse: str, herkunft: str, seite: str
) -> None:
    assert oeffnen(client, adresse, headers={"referer": herkunft})["seite"] == seite


def test_the_page_says_how_else_to_reach_the_office(client: Client) -> None:
    """BGG NRW § 10b (2) 2: the form names who is responsible."""
    f.ansprechperson(name="Erste", telefon="(02324) 204-0", email="quartier@example.org")
    seite = hole(client, ADRESSE)
    assert "Oder sprechen Sie mit uns" in seite.texte("h2")
    assert next(a for a in seite.texte("address") if a.startswith("Erste")).endswith(
        "Telefon (02324) 204-0 quartier@example.org"
    )
    assert seite.adressen().count("tel:+4923242040") == 2  # here, and in the footer


def test_the_page_names_the_ombudsstelle_and_the_time(client: Client) -> None:
    hier = hole(client, ADRESSE)
    assert [p for p in hier.texte("p") if "spätestens nach sechs Wochen" in p] != []
    assert "Platzhalter: Name der Ombudsstelle" in " ".join(hier.texte("address"))

    seiten_anlegen()
    Erklaerung.objects.update(ombuds_name="Ombudsstelle NRW", ombuds_email="ombud@example.org")
    assert "mailto:ombud@example.org" in hole(client, ADRESSE).adressen()
