"""Structured data: what cannot end its block, what is left out, the way to a page."""

import json
from typing import Any

import pytest
from pytest_django import Settings

from hattingen_portal.grundlage.krumen import Krume
from hattingen_portal.grundlage.strukturdaten import als_datenblock, bekannt, krumenliste, liste
from tests.seite import Seite

BOESE = '</script><script>alert(1)</script><!-- <script>&lt;"\\\u2028\u2029\x00\x7f\r\n😀 \u202eא'


@pytest.fixture(autouse=True)
def basis(settings: Settings) -> None:
    settings.PORTAL_BASIS_URL = "https://quartiere.example.org"


def test_no_text_ends_the_block_and_every_text_survives() -> None:
    html = als_datenblock({"@type": "Event", "name": BOESE, BOESE: [BOESE]})
    anfang, ende = '<script type="application/ld+json">', "</script>"
    assert html.startswith(anfang)
    assert html.endswith(ende)
    inhalt = html.removeprefix(anfang).removesuffix(ende)
    assert [zeichen for zeichen in inhalt if zeichen in "<>&\x00\x7f\r\n\u2028\u2029"] == []
    daten = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": BOESE,
        BOESE: [BOESE],
    }
    assert json.loads(inhalt) == daten
    assert Seite(html).strukturdaten() == [daten]
    assert Seite(html).skripte() == []


def test_umlauts_stay_readable() -> None:
    assert '"name": "Größe"' in als_datenblock({"name": "Größe"})


@pytest.mark.parametrize("leer", [None, "", []])
def test_what_is_not_known_is_left_out(leer: Any) -> None:
    assert bekannt(name="Welper", url=leer) == {"name": "Welper"}


def test_a_zero_and_a_no_are_known() -> None:
    assert bekannt(latitude=0.0, frei=False) == {"latitude": 0.0, "frei": False}


def test_the_way_to_a_page() -> None:
    krumen = [Krume("Start", "/"), Krume("Termine", "/termine/")]
    assert krumenliste(krumen) == {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": 1,
                "name": "Start",
                "item": "https://quartiere.example.org/",
            },
            {
                "@type": "ListItem",
                "position": 2,
                "name": "Termine",
                "item": "https://quartiere.example.org/termine/",
            },
        ],
    }


def test_a_list_leads_to_pages() -> None:
    assert liste(["/termine/b/", "/termine/a/"]) == {
        "@type": "ItemList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": 1,
                "url": "https://quartiere.example.org/termine/b/",
            },
            {
                "@type": "ListItem",
                "position": 2,
                "url": "https://quartiere.example.org/termine/a/",
            },
        ],
    }
