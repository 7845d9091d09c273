"""What comes out of the printer when somebody prints a page."""

from collections.abc import Iterator
from io import BytesIO

import pikepdf
import pytest
from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# Each kind of page with what people print it for, and how many sheets that may take.
SEITEN = {
    "/": ("Wann trifft sich Ihr Stadtteil?", 3),
    "/termine/": ("Blankenstein", 3),
    "/termine/archiv/": ("Frühjahr 2026", 2),
    "/termine/runden/fruehjahr-2026/": ("Sankt-Joseph-Straße 2, 45527 Hattingen", 1),
    "/termine/welper-fruehjahr-2026/": ("Montag, 26. Januar 2026, 17–19 Uhr", 2),
    "/termine/winz-baak-beispielrunde/": ("Verlegt, bisher", 2),
    "/termine/holthausen-beispielrunde/": ("Abgesagt", 2),
    "/termine/blankenstein-beispielrunde/": ("Neuer Termin folgt", 2),
    "/kalender/": ("Thunderbird", 4),
    "/stadtteile/": ("Winz-Baak", 2),
    "/stadtteile/welper/": ("Stadtteilkonferenz Welper", 2),
    "/akteure/": ("hwg eG", 2),
    "/akteure/hwg-eg/": ("hwg eG", 2),
    "/aktuelles/hattingen-ist-engagierte-stadt/": ("Hattingen ist Engagierte Stadt", 2),
    "/suche/?q=welper": ("Stadtteilkonferenz Welper", 2),
    "/kontakt/": ("Quartiersentwicklerin", 2),
    "/impressum/": ("Impressum", 3),
}
NUR_AM_BILDSCHIRM = ("Menü", "Zum Inhalt springen", "Offene Daten", "Leichte Sprache")


@pytest.fixture
def blatt(chromium: Browser) -> Iterator[Page]:
    """Give a page whose reader prefers the dark, as its printer sees it."""
    seite = chromium.new_page(color_scheme="dark")
    seite.emulate_media(media="print", color_scheme="dark")
    yield seite
    seite.close()


def test_each_page_prints_what_it_says_and_not_the_ways_through_the_portal(
    blatt: Page, portal: str
) -> None:
    for pfad, (inhalt, blaetter) in SEITEN.items():
        blatt.goto(f"{portal}{pfad}")
        text = blatt.locator("body").inner_text()

        assert inhalt in text, pfad
        rahmen = blatt.locator(".kopf, .fuss").all_inner_texts()
        assert [wort for wort in NUR_AM_BILDSCHIRM if any(wort in teil for teil in rahmen)] == []
        assert text.startswith("Stadt Hattingen\nQuartiersportal Hattingen"), pfad
        assert "Telefon (02324) 204-5552" in rahmen[-1], pfad
        assert f"{pfad.partition('?')[0]}, Stand: " in rahmen[-1]
        assert len(pikepdf.open(BytesIO(blatt.pdf(prefer_css_page_size=True))).pages) <= blaetter


def test_nothing_to_click_is_printed(blatt: Page, portal: str) -> None:
    for pfad in ("/", "/termine/", "/termine/welper-fruehjahr-2026/", "/kalender/", "/suche/"):
        blatt.goto(f"{portal}{pfad}")

        knoepfe = blatt.locator("button, .kern-btn, summary, nav a, .aktionen a")
        assert [knopf.inner_text() for knopf in knoepfe.all() if knopf.is_visible()] == [], pfad


def test_what_is_folded_away_is_printed(blatt: Page, portal: str) -> None:
    blatt.goto(f"{portal}/kalender/#stadtteil-welper")

    code = blatt.locator("#stadtteil-welper").get_by_role("img", name="QR-Code")
    flaeche = code.bounding_box()
    assert flaeche is not None
    assert flaeche["width"] >= 90


def test_paper_is_white_whatever_the_screen_is(blatt: Page, portal: str) -> None:
    """Each text has by night the colour that it has by day."""
    for pfad in ("/", "/termine/winz-baak-beispielrunde/", "/kalender/", "/kontakt/"):
        blatt.goto(f"{portal}{pfad}")
        nachts = farben(blatt)
        blatt.emulate_media(media="print", color_scheme="light")
        assert nachts == farben(blatt), pfad
        blatt.emulate_media(media="print", color_scheme="dark")


def farben(blatt: Page) -> list[list[str]]:
    """Give the colours of the text and ground of each visible element."""
    farben: list[list[str]] = blatt.evaluate(
        """() => [...document.querySelectorAll("body, body *")]
            .filter((element) => element.checkVisibility())
            .map((element) => getComputedStyle(element))
            .map((stil) => [stil.color, stil.backgroundColor, stil.borderTopColor])"""
    )
    return farben


def test_an_address_elsewhere_is_printed_beside_its_link(blatt: Page, portal: str) -> None:
    blatt.goto(f"{portal}/termine/welper-fruehjahr-2026/")

    karte = blatt.get_by_role("link", name="Auf der Karte ansehen")
    danach = karte.evaluate("link => getComputedStyle(link, '::after').content")

    assert danach == f'" ({karte.get_attribute("href")})"'
