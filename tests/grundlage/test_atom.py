"""Atom documents: what a feed needs, whatever stands in it."""

from datetime import UTC, datetime, timedelta
from uuid import UUID
from xml.etree import ElementTree as ET

import pytest

from hattingen_portal.grundlage.atom import Feed, Kategorie, Nachricht, atom
from hattingen_portal.grundlage.richtext.reinigung import mit_ganzen_adressen
from tests.atom import Eintrag, lesen
from tests.fabriken import berlin

FEED = Feed(
    titel="Änderungen",
    untertitel="Was sich ändert",
    adresse="https://portal.example.org/feed.atom",
    seite="https://portal.example.org/",
)
ZEIT = berlin(2026, 7, 1, 12)
KENNUNG = UUID("12345678-1234-4123-8123-123456789abc")


def nachricht(**felder: object) -> Nachricht:
    vorgabe = {
        "kennung": KENNUNG,
        "titel": "Verlegt",
        "adresse": "https://portal.example.org/termine/x/",
        "veroeffentlicht": ZEIT,
        "geaendert": ZEIT + timedelta(hours=1),
        "kurz": "Kurz & gut",
        "html": "<p>Kurz &amp; gut</p>",
        "kategorien": [Kategorie("verlegt", "Verlegt")],
    }
    return Nachricht(**vorgabe | felder)


def test_an_entry_arrives_as_it_was_given() -> None:
    feed = lesen(atom(FEED, [nachricht()]))

    assert (feed.kennung, feed.titel) == (FEED.adresse, "Änderungen")
    assert feed.zeit == "2026-07-01T11:00:00Z"
    assert feed.eintraege == [
        Eintrag(
            kennung="urn:uuid:12345678-1234-4123-8123-123456789abc",
            titel="Verlegt",
            zeit="2026-07-01T11:00:00Z",
            adresse="https://portal.example.org/termine/x/",
            kurz="Kurz & gut",
            html="<p>Kurz &amp; gut</p>",
            kategorien=["verlegt"],
        )
    ]


def test_a_feed_is_as_new_as_its_newest_entry() -> None:
    alt = nachricht(kennung=UUID(int=1), geaendert=datetime(2025, 1, 1, tzinfo=UTC))
    assert lesen(atom(FEED, [alt, nachricht()])).zeit == "2026-07-01T11:00:00Z"


def test_an_empty_feed_is_valid_and_always_the_same() -> None:
    feed = lesen(atom(FEED, []))

    assert (feed.zeit, feed.eintraege) == ("2026-01-01T00:00:00Z", [])
    assert atom(FEED, []) == atom(FEED, [])


@pytest.mark.parametrize(
    ("roh", "rein"),
    [
        ("a\x00b\x08c\x0bd\x1fe\x7ff", "abcdef"),
        ("eins\r\nzwei\rdrei\n\tvier", "eins\nzwei\ndrei\n\tvier"),
        ("a\ufffeb\uffffc", "abc"),
        ("👩‍👩‍👧 עברית \u202eמ\u202c \u2028 \u0085 ]]> <b> &amp; \"'", None),
        ("x" * 2000, None),
    ],
)
def test_any_text_survives_and_what_xml_does_not_have_is_left_out(
    roh: str, rein: str | None
) -> None:
    rein = roh if rein is None else rein
    inhalt = atom(
        FEED, [nachricht(titel=roh, kurz=roh, html=roh, kategorien=[Kategorie(roh, roh)])]
    )

    [eintrag] = lesen(inhalt).eintraege

    assert (eintrag.titel, eintrag.kurz, eintrag.html) == (rein, rein, rein)
    assert eintrag.kategorien == [rein]


def test_it_is_declared_as_what_it_is() -> None:
    inhalt = atom(FEED, [])
    assert inhalt.startswith(b"<?xml version='1.0' encoding='utf-8'?>\n<feed ")
    assert ET.fromstring(inhalt).get("{http://www.w3.org/XML/1998/namespace}lang") == "de"


@pytest.mark.parametrize(
    ("adresse", "ganz"),
    [
        ("/termine/", "https://portal.example.org/termine/"),
        ("?seite=2", "https://portal.example.org/aktuelles/x/?seite=2"),
        ("https://example.org/a", "https://example.org/a"),
        ("mailto:a@example.org", "mailto:a@example.org"),
    ],
)
def test_links_lead_somewhere_without_their_page(adresse: str, ganz: str) -> None:
    html = f'<p><a href="{adresse}">hier</a></p>'
    basis = "https://portal.example.org/aktuelles/x/"
    assert mit_ganzen_adressen(html, basis) == f'<p><a href="{ganz}">hier</a></p>'


def test_what_is_no_address_leads_nowhere() -> None:
    assert mit_ganzen_adressen('<a href="//[">hier</a>', "https://example.org/") == "<a>hier</a>"
