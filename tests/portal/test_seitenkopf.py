"""What the head of each page tells machines, and that readers see the same."""

import pytest
from django.test import Client
from pytest_django import Settings

from tests import fabriken as f
from tests.portal.test_views import alle_seiten
from tests.seite import Seite, hole

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("jetzt")]
BASIS = "https://quartiere.example.org"


@pytest.fixture(autouse=True)
def basis(settings: Settings) -> None:
    settings.PORTAL_BASIS_URL = BASIS


def kanonisch(seite: Seite) -> list[str]:
    return [e.attrs["href"] for e in seite.alle("link") if e.attrs["rel"] == "canonical"]


def sichtbarer_weg(seite: Seite) -> list[tuple[str, str]]:
    """Give name and address of each visible breadcrumb; the page itself has no link."""
    anfang = seite.elemente.index(seite.alle("nav", "krumen")[0])
    ende = seite.elemente.index(seite.alle("h1")[0])
    weg = []
    for element in seite.elemente[anfang:ende]:
        if element.tag == "a":
            weg.append((element.text, BASIS + element.attrs["href"]))
        elif element.attrs.get("aria-current") == "page":
            weg.append((element.text, kanonisch(seite)[0]))
    return weg


def test_readers_and_machines_see_the_same_way_to_each_page(client: Client) -> None:
    for adresse in alle_seiten():
        seite = hole(client, adresse)
        wege = [
            [(schritt["name"], schritt["item"]) for schritt in liste["itemListElement"]]
            for liste in seite.strukturdaten("BreadcrumbList")
        ]
        if adresse == "/":
            assert wege == []
            continue
        assert wege == [sichtbarer_weg(seite)], adresse
        assert wege[0][0] == ("Start", f"{BASIS}/"), adresse
        assert wege[0][-1][1] == BASIS + adresse
        assert len(wege[0]) >= 2, adresse


@pytest.mark.parametrize(
    ("adresse", "weg"),
    [
        ("/termine/archiv/", ["Start", "Termine", "Archiv"]),
        ("/termine/runden/fruehjahr-2026/", ["Start", "Termine", "Frühjahr 2026"]),
        (
            "/termine/welper-fruehjahr-2026/",
            ["Start", "Termine", "Frühjahr 2026", "Welper"],
        ),
        ("/stadtteile/welper/", ["Start", "Stadtteile", "Welper"]),
        ("/akteure/zwergenland/", ["Start", "Wer mitmacht", "Zwergenland"]),
        ("/aktuelles/neu-bei-uns/", ["Start", "Aktuelles", "Neu <bei> & uns"]),
        ("/impressum/", ["Start", "Impressum"]),
    ],
)
def test_the_way_to_a_page(client: Client, adresse: str, weg: list[str]) -> None:
    f.konferenz(stadtteil=f.stadtteil("Welper"))
    f.akteur("Zwergenland")
    f.beitrag("Neu <bei> & uns", slug="neu-bei-uns")
    assert [name for name, _ in sichtbarer_weg(hole(client, adresse))] == weg


def test_every_page_has_a_preview_that_says_what_the_page_says(client: Client) -> None:
    for adresse in alle_seiten():
        seite = hole(client, adresse)
        meta = seite.meta()
        [titel] = seite.texte("title")
        assert f"{meta['og:title']} · {meta['og:site_name']}" == titel, adresse
        assert meta["og:description"] == meta["description"] != "", adresse
        assert meta["og:url"] == BASIS + adresse
        assert [meta["og:url"]] == kanonisch(seite)


def test_the_preview_of_a_page(client: Client) -> None:
    f.konferenz(stadtteil=f.stadtteil("Welper"), beginn=f.berlin(2026, 1, 26, 17))
    meta = hole(client, "/termine/welper-fruehjahr-2026/").meta()
    assert {name: wert for name, wert in meta.items() if ":" in name} == {
        "og:type": "website",
        "og:title": "Stadtteilkonferenz Welper, Frühjahr 2026",
        "og:description": "Stadtteilkonferenz Welper: Montag, 26. Januar 2026, 17–19 Uhr",
        "og:url": f"{BASIS}/termine/welper-fruehjahr-2026/",
        "og:site_name": "Quartiersportal Hattingen",
        "og:locale": "de_DE",
        "twitter:card": "summary_large_image",
        "og:image": f"{BASIS}/termine/welper-fruehjahr-2026/vorschaubild.png?stand=1",
        "og:image:alt": "Stadtteilkonferenz Welper, Montag, 26. Januar 2026, 17–19 Uhr, "
        "Der Ort wird noch bekanntgegeben",
        "og:image:width": "1200",
        "og:image:height": "630",
    }


def test_the_preview_of_a_news_post_says_when_and_shows_its_picture(client: Client) -> None:
    beitrag = f.beitrag(
        'Neu: "Zu & <auf>"',
        veroeffentlichen_ab=f.berlin(2026, 1, 2, 8, 30),
        bild="bilder/a.png",
        bild_alt="Ein <Haus>",
        bild_breite=2400,
        bild_hoehe=1800,
    )
    meta = hole(client, beitrag.get_absolute_url()).meta()
    assert {name: wert for name, wert in meta.items() if ":" in name} == {
        "og:type": "article",
        "og:title": 'Neu: "Zu & <auf>"',
        "og:description": "Worum es geht.",
        "og:url": BASIS + beitrag.get_absolute_url(),
        "og:site_name": "Quartiersportal Hattingen",
        "og:locale": "de_DE",
        "twitter:card": "summary_large_image",
        "article:published_time": "2026-01-02T08:30:00+01:00",
        "og:image": f"{BASIS}/medien/bilder/a-1200.jpg",
        "og:image:alt": "Ein <Haus>",
        "og:image:width": "1200",
        "og:image:height": "900",
    }


def test_the_preview_of_a_stadtteil_shows_its_picture(client: Client) -> None:
    f.stadtteil("Welper", bild="bilder/a.png", bild_alt="Haus")
    meta = hole(client, "/stadtteile/welper/").meta()
    assert {name: wert for name, wert in meta.items() if name.startswith("og:image")} == {
        "og:image": f"{BASIS}/medien/bilder/a-1200.jpg",
        "og:image:alt": "Haus",
    }


def test_what_is_not_there_has_no_preview(client: Client) -> None:
    seite = Seite(client.get("/gibt-es-nicht/").text)
    assert [name for name in seite.meta() if ":" in name] == []
    assert seite.strukturdaten() == []
    assert kanonisch(seite) == []


@pytest.mark.parametrize(
    ("adresse", "eigentlich"),
    [
        ("/akteure/?stadtteil=&kategorie=&seite=2", "/akteure/?seite=2"),
        ("/akteure/?stadtteil=welper", "/akteure/"),
        ("/akteure/?stadtteil=welper&seite=2", "/akteure/"),
        ("/akteure/?kategorie=Schulen", "/akteure/"),
        ("/akteure/?stadtteil=unsinn&seite=2", "/akteure/"),
        ("/termine/?art=sprechstunde", "/termine/"),
    ],
)
def test_a_choice_from_a_list_is_no_page_of_its_own(
    client: Client, adresse: str, eigentlich: str
) -> None:
    hier = f.stadtteil("Welper")
    for _ in range(25):
        f.akteur().stadtteile.add(hier)
    assert kanonisch(hole(client, adresse)) == [BASIS + eigentlich]


def andere_formen(client: Client, adresse: str) -> list[tuple[str, str, str]]:
    """Give kind, name and address of what the page offers besides itself; each has to be there."""
    formen = []
    for link in hole(client, adresse).alle("link"):
        if link.attrs["rel"] == "alternate":
            antwort = client.get(link.attrs["href"])
            assert antwort.status_code == 200
            assert antwort["Content-Type"].partition(";")[0] == link.attrs["type"]
            formen.append((link.attrs["type"], link.attrs["title"], link.attrs["href"]))
    return formen


def test_pages_name_their_calendars(client: Client) -> None:
    f.konferenz(stadtteil=f.stadtteil("Welper"), beginn=f.berlin(2026, 1, 26, 17))
    f.konferenz(stadtteil=f.stadtteil("EOBS"))
    alle = ("text/calendar", "Alle Termine", "/kalender/alle.ics")
    erwartet = {
        "/": [alle],
        "/termine/": [alle],
        "/kalender/": [alle],
        "/stadtteile/welper/": [
            ("text/calendar", "Welper: Termine", "/kalender/stadtteil/welper.ics")
        ],
        "/termine/welper-fruehjahr-2026/": [
            (
                "text/calendar",
                "Stadtteilkonferenz Welper",
                "/termine/welper-fruehjahr-2026/termin.ics",
            )
        ],
        "/termine/eobs-fruehjahr-2026/": [],
        "/kontakt/": [],
    }
    for adresse, formen in erwartet.items():
        kalender = [form for form in andere_formen(client, adresse) if form[0] == "text/calendar"]
        assert kalender == formen, adresse


def test_examples_ask_to_be_left_out_of_search(client: Client) -> None:
    beispiele = f.runde("Beispielrunde", beispiel=True)
    for runde in (beispiele, f.runde()):
        f.konferenz(runde=runde, stadtteil=f.stadtteil(runde.name[:6]), slug=runde.slug)
    robots = {
        adresse: hole(client, adresse).meta().get("robots")
        for adresse in (
            "/termine/beispielrunde/",
            "/termine/runden/beispielrunde/",
            "/termine/fruehjahr-2026/",
            "/termine/runden/fruehjahr-2026/",
        )
    }
    assert list(robots.values()) == ["noindex", "noindex", None, None]
