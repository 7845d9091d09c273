"""A news post as a schema.org NewsArticle."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from pytest_django import Settings

from aktuelles.models import Beitrag
from aktuelles.strukturdaten import artikel
from tests import fabriken as f
from tests.seite import hole
from tests.strukturwoerter import verstoesse

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("jetzt")]
BASIS = "https://quartiere.example.org"
BOESE = "</script><script>alert(1)</script>&\u2028"


@pytest.fixture(autouse=True)
def basis(settings: Settings) -> None:
    settings.PORTAL_BASIS_URL = BASIS


def test_a_news_post(client: Client) -> None:
    beitrag = f.beitrag(
        "Neue Bänke",
        veroeffentlichen_ab=f.berlin(2026, 1, 2, 8, 30),
        bild="bilder/a.png",
        bild_alt="Eine Bank",
    )
    beitrag.stadtteile.set([f.stadtteil("Welper", reihenfolge=1), f.stadtteil("EOBS")])
    Beitrag.objects.update(geaendert_am=datetime(2026, 1, 3, 7, 0, 0, 123456, tzinfo=UTC))
    traeger = {
        "@type": "GovernmentOrganization",
        "@id": f"{BASIS}/#traeger",
        "name": "Stadt Hattingen",
        "url": f"{BASIS}/",
    }
    [daten] = hole(client, "/aktuelles/neue-baenke/").strukturdaten("NewsArticle")
    assert daten == {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": f"{BASIS}/aktuelles/neue-baenke/#beitrag",
        "headline": "Neue Bänke",
        "description": "Worum es geht.",
        "url": f"{BASIS}/aktuelles/neue-baenke/",
        "mainEntityOfPage": f"{BASIS}/aktuelles/neue-baenke/",
        "datePublished": "2026-01-02T08:30:00+01:00",
        "dateModified": "2026-01-03T08:00:00+01:00",
        "articleSection": ["EOBS", "Welper"],
        "inLanguage": "de",
        "author": traeger,
        "publisher": traeger,
        "image": f"{BASIS}/medien/bilder/a-1200.jpg",
    }
    assert verstoesse(daten) == []


def test_without_picture_and_stadtteil_and_edited_before_it_was_public(client: Client) -> None:
    beitrag = f.beitrag("Neu", veroeffentlichen_ab=f.berlin(2026, 1, 2, 8, 30))
    Beitrag.objects.update(geaendert_am=f.berlin(2026, 1, 1))
    beitrag.refresh_from_db()
    daten = artikel(beitrag)
    assert "image" not in daten
    assert daten["articleSection"] == ["Hattingen"]
    assert daten["dateModified"] == daten["datePublished"] == "2026-01-02T08:30:00+01:00"


def test_a_draft_is_no_article() -> None:
    with pytest.raises(ValueError, match="ist ein Entwurf"):
        artikel(f.beitrag("Geheim", veroeffentlichen_ab=None))


def test_no_text_gets_out_of_its_block(client: Client) -> None:
    f.beitrag(BOESE, teaser=BOESE, slug="boese")
    seite = hole(client, "/aktuelles/boese/")
    [daten] = seite.strukturdaten("NewsArticle")
    [weg] = seite.strukturdaten("BreadcrumbList")
    assert (daten["headline"], daten["description"]) == (BOESE, BOESE)
    assert weg["itemListElement"][-1]["name"] == BOESE
    assert seite.skripte() == []
