"""Every page in a real browser: accessible, on small screens, and silent towards others."""

from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import Browser, ConsoleMessage, Request

from konferenzen.fortschreibung import fortschreiben
from konferenzen.models import Konferenz, Status
from tests import fabriken as f
from tests.browser.conftest import SEITEN

pytestmark = pytest.mark.browser
AXE = settings.BASE_DIR / "node_modules/axe-core/axe.min.js"
REGELN = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
# The spacing that a page must bear without losing anything (WCAG 2.2, 1.4.12).
ABSTAENDE = """* { line-height: 1.5 !important; letter-spacing: .12em !important;
    word-spacing: .16em !important } p { margin-bottom: 2em !important }"""
WORT = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtenverein"


def verstoesse(ergebnis: dict[str, Any]) -> list[str]:
    return [
        f"{verstoss['id']}: {knoten['html']}"
        for verstoss in ergebnis["violations"]
        for knoten in verstoss["nodes"]
    ]


@pytest.mark.parametrize("breite", [390, 1280])
@pytest.mark.parametrize("farben", ["light", "dark"])
def test_axe_finds_nothing(chromium: Browser, portal: str, farben: Any, breite: int) -> None:
    axe = Path(AXE).read_text()
    with chromium.new_context(
        color_scheme=farben, viewport={"width": breite, "height": 844}
    ) as kontext:
        page = kontext.new_page()
        for adresse in SEITEN:
            page.goto(portal + adresse)
            page.evaluate(axe)
            assert verstoesse(page.evaluate("regeln => axe.run(regeln)", REGELN)) == [], adresse


def test_no_page_scrolls_sideways_at_320_pixels_with_wide_spacing(
    chromium: Browser, portal: str
) -> None:
    # The page's own policy would refuse the test's style.
    with chromium.new_context(bypass_csp=True, viewport={"width": 320, "height": 640}) as kontext:
        page = kontext.new_page()
        for adresse in SEITEN:
            page.goto(portal + adresse)
            page.add_style_tag(content=ABSTAENDE)
            assert page.evaluate("document.documentElement.scrollWidth") == 320, adresse


@pytest.mark.parametrize("breite", [320, 768, 1280])
def test_no_word_is_long_enough_to_widen_a_page(
    chromium: Browser, portal: str, breite: int
) -> None:
    with chromium.new_context(viewport={"width": breite, "height": 640}) as kontext:
        page = kontext.new_page()
        for adresse in [*SEITEN, *ueberlange_seiten()]:
            page.goto(portal + adresse)
            assert page.evaluate("document.documentElement.scrollWidth") == breite, adresse


def ueberlange_seiten() -> list[str]:
    """Save one of everything under a name of 76 letters, and give the pages about it."""
    stadtteil = f.stadtteil(WORT, zusatz=WORT, beschreibung=WORT)
    f.ortsteil(WORT, stadtteil)
    konferenz = f.konferenz(
        stadtteil=stadtteil,
        runde=f.runde("Beispielrunde"),
        titel=WORT,
        beginn=timezone.now() + timedelta(days=3),
        ort=f.ort(WORT, raum=WORT, strasse=WORT, stadt=WORT),
        beschreibung=WORT,
        anmeldung_kontakt=WORT,
        online_link=f"https://example.org/{WORT}",
    )
    akteur = f.akteur(WORT, beschreibung=WORT, website=f"https://example.org/{WORT}")
    akteur.stadtteile.add(stadtteil)
    beitrag = f.beitrag(WORT, teaser=WORT, text=f"<h2>{WORT}</h2><p>{WORT}</p>")
    beitrag.stadtteile.add(stadtteil)
    zeilen = (stadtteil, konferenz, akteur, beitrag)
    return [f"/suche/?q={WORT}", *(zeile.get_absolute_url() for zeile in zeilen)]


def test_the_season_stays_a_table_for_screen_readers_on_a_phone(
    chromium: Browser, portal: str
) -> None:
    """CSS makes a list of it there; browsers once took its roles away for that."""
    with chromium.new_context(viewport={"width": 390, "height": 844}) as kontext:
        page = kontext.new_page()
        page.goto(f"{portal}/termine/runden/fruehjahr-2026/")
        baum = kontext.new_cdp_session(page).send("Accessibility.getFullAXTree")
    rollen = Counter(knoten["role"]["value"] for knoten in baum["nodes"] if not knoten["ignored"])
    erwartet = {"table": 1, "row": 7, "columnheader": 3, "rowheader": 6, "cell": 12}
    assert {rolle: rollen[rolle] for rolle in erwartet} == erwartet


def test_a_visit_leaves_no_trace_and_asks_nobody_else(chromium: Browser, portal: str) -> None:
    anfragen: list[str] = []
    meldungen: list[str] = []

    def anfrage(request: Request) -> None:
        anfragen.append(request.url)

    def meldung(nachricht: ConsoleMessage) -> None:
        if "404" not in nachricht.text:
            meldungen.append(nachricht.text)

    with chromium.new_context() as kontext:
        page = kontext.new_page()
        page.on("request", anfrage)
        page.on("console", meldung)
        for adresse in SEITEN:
            page.goto(portal + adresse)
        assert kontext.cookies() == []
        assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    # A breach of the content security policy would be a message.
    assert meldungen == []
    assert [url for url in anfragen if not url.startswith(f"{portal}/")] == []
    assert any(url.endswith("/portal/portal.css") for url in anfragen)
    assert any(".woff2" in url for url in anfragen)


def test_the_keyboard_reaches_the_content_first(chromium: Browser, portal: str) -> None:
    with chromium.new_context() as kontext:
        page = kontext.new_page()
        page.goto(portal)
        page.keyboard.press("Tab")
        sprung = page.get_by_role("link", name="Zum Inhalt springen")
        assert sprung.evaluate("link => document.activeElement === link")
        assert (sprung.bounding_box() or {"y": -1})["y"] >= 0
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "inhalt"


def test_six_changes_leave_answers_on_the_first_screen_of_a_phone(
    chromium: Browser, portal: str
) -> None:
    for beispiel in Konferenz.objects.filter(runde__beispiel=True).exclude(stadtteil=None):
        if beispiel.status == Status.OEFFENTLICH:
            beispiel.status = Status.ABGESAGT
            fortschreiben(beispiel)
    with chromium.new_context(viewport={"width": 390, "height": 844}) as kontext:
        page = kontext.new_page()
        page.goto(portal)
        assert page.locator(".neuigkeiten li").count() == 6
        assert page.locator(".neuigkeiten li:visible").count() == 3
        unten = [zeile.bounding_box() for zeile in page.locator(".tafelzeile").all()[:2]]
        assert [box for box in unten if box and box["y"] + box["height"] <= 844] == unten
        page.get_by_text("3 weitere Änderungen").click()
        assert page.locator(".neuigkeiten li:visible").count() == 6
