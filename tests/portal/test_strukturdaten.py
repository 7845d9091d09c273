"""The portal's own structured data, and that schema.org knows all that any page says."""

import pytest
from django.test import Client
from pytest_django import Settings

from tests import fabriken as f
from tests.portal.test_views import alle_seiten
from tests.seite import hole
from tests.strukturwoerter import verstoesse

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("jetzt")]
BASIS = "https://quartiere.example.org"


@pytest.fixture(autouse=True)
def basis(settings: Settings) -> None:
    settings.PORTAL_BASIS_URL = BASIS


ORGANISATION = {
    "@type": "GovernmentOrganization",
    "@id": f"{BASIS}/#traeger",
    "name": "Stadt Hattingen",
    "url": f"{BASIS}/",
    "areaServed": {"@type": "City", "name": "Hattingen"},
}
WEBSITE = {
    "@type": "WebSite",
    "@id": f"{BASIS}/#website",
    "name": "Quartiersportal Hattingen",
    "url": f"{BASIS}/",
    "inLanguage": "de",
    "publisher": {"@id": f"{BASIS}/#traeger"},
    "potentialAction": {
        "@type": "SearchAction",
        "target": {"@type": "EntryPoint", "urlTemplate": f"{BASIS}/suche/?q={{worte}}"},
        "query-input": "required name=worte",
    },
}


def test_the_start_page_says_whose_portal_it_is_and_how_to_reach_the_office(
    client: Client,
) -> None:
    f.ansprechperson(name="Kanarie", telefon="0999", oeffentlich=False, reihenfolge=0)
    f.ansprechperson(
        funktion="Quartiersbüro",
        name="Erika Beispiel",
        telefon="(02324) 204-0",
        email="quartier@example.org",
        anschrift="Straße 1, 45525 Hattingen",
        reihenfolge=1,
    )
    [daten] = hole(client, "/").strukturdaten()
    assert daten == {
        "@context": "https://schema.org",
        "@graph": [
            ORGANISATION
            | {
                "address": "Straße 1, 45525 Hattingen",
                "contactPoint": {
                    "@type": "ContactPoint",
                    "contactType": "Quartiersbüro",
                    "telephone": "(02324) 204-0",
                    "email": "quartier@example.org",
                },
            },
            WEBSITE,
        ],
    }
    assert verstoesse(daten) == []


def test_the_search_that_it_names_finds_something(client: Client) -> None:
    f.beitrag("Neue Bänke")
    website = hole(client, "/").strukturdaten()[0]["@graph"][1]
    vorlage = website["potentialAction"]["target"]["urlTemplate"].removeprefix(BASIS)
    seite = hole(client, vorlage.replace("{worte}", "B%C3%A4nke"))
    assert "/aktuelles/neue-baenke/" in seite.adressen()


def test_without_a_public_contact_none_is_named(client: Client) -> None:
    f.ansprechperson(name="Kanarie", telefon="0999", oeffentlich=False)
    [daten] = hole(client, "/").strukturdaten()
    assert daten["@graph"] == [ORGANISATION, WEBSITE]
    f.ansprechperson(name="Ohne alles")
    [daten] = hole(client, "/").strukturdaten()
    assert daten["@graph"] == [ORGANISATION, WEBSITE]


def test_schema_org_knows_all_that_any_page_says(client: Client) -> None:
    arten = set()
    for adresse in alle_seiten():
        for daten in hole(client, adresse).strukturdaten():
            assert verstoesse(daten) == [], adresse
            arten.add(daten.get("@type"))
    assert arten == {None, "BreadcrumbList", "ItemList", "Event", "NewsArticle"}


@pytest.mark.parametrize(
    ("knoten", "fehler"),
    [
        ({"@type": "Termin"}, ["unbekannter Typ: 'Termin'"]),
        ({"@type": "WebSite", "name": "P"}, ["WebSite ohne url"]),
        ({"@type": "City", "nahme": "H"}, ["City.nahme gibt es nicht"]),
        ({"@type": "City", "name": ""}, ["City.name: '' ist kein Wert der Art Text"]),
        ({"@type": "City", "url": "/x/"}, ["City.url: '/x/' ist kein Wert der Art URL"]),
        ({"@type": "ItemList", "itemListElement": []}, ["ItemList.itemListElement ist leer"]),
        (
            {"@type": "Place", "geo": {"@type": "City"}},
            ["Place.geo: falscher Typ {'@type': 'City'}"],
        ),
    ],
)
def test_the_check_itself_finds_mistakes(knoten: dict[str, object], fehler: list[str]) -> None:
    assert verstoesse({"@context": "https://schema.org"} | knoten) == fehler
