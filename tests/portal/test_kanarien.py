"""What is not public stands at no public address: not on a page, in no feed, in no data."""

import re
from html import unescape
from urllib.parse import urljoin, urlsplit

import pytest
from django.contrib.auth.models import User
from django.test import Client

from konferenzen.fortschreibung import fortschreiben
from konferenzen.models import Art, Status
from tests import fabriken as f
from tests.portal.suche.bestand import unterlage
from tests.portal.suche.test_kanarien import KANARIE, VERBORGENES

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("jetzt")]
# What the search has nothing to say of, but pages do: a withdrawn one is told of by its name (its
# place and text are looked for below), a kind stands among the choices, an Ortsteil in the list.
ERWAEHNT = {"eine zurückgezogene", "eine Kategorie ohne Eintrag", "ein Ortsteil ohne Stadtteil"}
OHNE_LINK = ("/sitemap.xml", "/robots.txt", "/einbetten/termine/", "/suche/?q=Verein")


def adressen(text: str) -> set[str]:
    """Give every address of the portal that `text` leads to, in whichever format it is."""
    text = text.replace("\r\n ", "")  # as calendars fold their lines (RFC 5545, 3.1)
    ziele = re.findall(r'(?:href|src)="([^"]+)"|(http://127\.0\.0\.1:8000[^\s"<&,;\\)]*)', text)
    teile = (
        urlsplit(urljoin("http://127.0.0.1:8000/", unescape(a or b.rstrip(".")))) for a, b in ziele
    )
    return {
        teil._replace(scheme="", netloc="", fragment="").geturl() or "/"
        for teil in teile
        if teil.netloc == "127.0.0.1:8000" and not teil.path.startswith("/static/")
    }


def alles_oeffentliche(client: Client) -> dict[str, str]:
    """Give what stands at each address that somebody can come to, one link after another."""
    gelesen: dict[str, str] = {}
    offen = {"/", *OHNE_LINK}
    while offen:
        adresse = offen.pop()
        response = client.get(adresse)
        assert response.status_code == 200, adresse
        # Posters and pictures are no text, but what they say of themselves is.
        gelesen[adresse] = response.getvalue().decode(errors="replace")
        offen |= adressen(gelesen[adresse]) - gelesen.keys()
    return gelesen


@pytest.mark.parametrize("verborgenes", sorted(VERBORGENES.keys() - ERWAEHNT))
def test_what_is_private_stands_at_no_address(client: Client, verborgenes: str) -> None:
    welper = f.stadtteil("Welper")
    f.beitrag("Verein feiert").stadtteile.add(welper)
    offen = f.konferenz(stadtteil=welper, beginn=f.berlin(2026, 2, 3, 17), ort=f.ort())
    offen.beginn = f.berlin(2026, 2, 4, 17)
    offen.ende = f.berlin(2026, 2, 4, 19)
    person = User.objects.create_user(KANARIE, first_name=KANARIE, last_name=KANARIE)
    fortschreiben(offen, durch=person, jetzt=f.JETZT)
    VERBORGENES[verborgenes]()
    seiten = alles_oeffentliche(client)
    # The way led through all formats, else nothing was looked at.
    assert {"/kalender/alle.ics", "/daten/termine.json", "/daten/termine.csv"} <= seiten.keys()
    assert {"/termine/aenderungen.atom", "/aktuelles/feed.atom"} <= seiten.keys()
    assert {offen.get_absolute_url(), f"{offen.get_absolute_url()}termin.ics"} <= seiten.keys()
    assert [a for a, text in seiten.items() if KANARIE.lower() in text.lower()] == []


def test_of_a_withdrawn_one_only_its_name_remains(client: Client) -> None:
    konferenz = f.konferenz(
        art=Art.VERANSTALTUNG,
        titel="Verein",
        beginn=f.berlin(2026, 2, 2, 17),
        ort=f.ort(KANARIE, raum=KANARIE, zugang_hinweis=KANARIE),
        beschreibung=KANARIE,
        anmeldung_kontakt=KANARIE,
        anmeldung_hinweis=KANARIE,
        online_link=f"https://example.org/{KANARIE}",
    )
    unterlage(konferenz, KANARIE)
    assert KANARIE in client.get("/kalender/alle.ics").text
    konferenz.status = Status.ZURUECKGEZOGEN
    fortschreiben(konferenz, jetzt=f.JETZT)
    seiten = alles_oeffentliche(client)
    assert "ZURÜCKGEZOGEN: Verein" in seiten["/kalender/alle.ics"]
    assert [a for a, text in seiten.items() if KANARIE.lower() in text.lower()] == []
