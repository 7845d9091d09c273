"""Little room: a phone, large text, wide spacing. Nothing scrolls sideways, nothing is cut off."""

from collections.abc import Iterator, Mapping

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import CHROMIUM, SCHALTER
from tests.browser.seiten import ANSICHTEN, Ansicht, ansichten

pytestmark = pytest.mark.browser
# The spacing that a page must bear without losing anything (WCAG 2.2, 1.4.12).
ABSTAENDE = """* { line-height: 1.5 !important; letter-spacing: .12em !important;
    word-spacing: .16em !important } p { margin-bottom: 2em !important }"""
# Twice the text alone, as a browser's own setting makes it (1.4.4).
GROSS = "--blink-settings=defaultFontSize=32"
# 1280 pixels at 400 and 200 per cent (1.4.10), tablet and desktop.
BREITEN = (320, 640, 768, 1280)
# What hides a part of its text; what only screen readers hear is meant to.
ABGESCHNITTEN = """() => [...document.querySelectorAll('body *')].filter(e => {
    const stil = getComputedStyle(e)
    return ['hidden', 'clip'].includes(stil.overflowX) && stil.clipPath === 'none'
        && e.checkVisibility() && e.innerText && e.clientWidth > 1
        && (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1)
}).map(e => e.outerHTML.slice(0, 120))"""


def schaden(page: Page, breite: int, wie: str = "") -> list[str]:
    """Give what is wrong with the open page at `breite` pixels."""
    page.set_viewport_size({"width": breite, "height": 640})
    breit = page.evaluate("document.documentElement.scrollWidth")
    zu_breit = [f"{breite} {wie}: {breit} Pixel breit"] if breit != breite else []
    return [*zu_breit, *(f"{breite} {wie}: {e}" for e in page.evaluate(ABGESCHNITTEN))]


@pytest.mark.parametrize("ansicht", ANSICHTEN, ids=str)
def test_nothing_is_lost(chromium: Browser, portale: Mapping[str, str], ansicht: Ansicht) -> None:
    # The page's own policy would refuse the test's styles.
    with chromium.new_context(bypass_csp=True) as kontext:
        page = kontext.new_page()
        ansicht.oeffnen(page, portale[ansicht.daten])
        gefunden = [s for breite in BREITEN for s in schaden(page, breite)]
        page.add_style_tag(content=ABSTAENDE)
        gefunden += schaden(page, 320, "mit Abständen")
    assert gefunden == []


@pytest.fixture(scope="module")
def mit_grosser_schrift(chromium: Browser) -> Iterator[Browser]:
    browser = chromium.browser_type.launch(executable_path=CHROMIUM, args=[*SCHALTER, GROSS])
    yield browser
    browser.close()


@pytest.mark.parametrize("ansicht", ansichten("voll"), ids=str)
def test_text_of_twice_the_size_fits(
    mit_grosser_schrift: Browser, portale: Mapping[str, str], ansicht: Ansicht
) -> None:
    with mit_grosser_schrift.new_context() as kontext:
        page = kontext.new_page()
        ansicht.oeffnen(page, portale[ansicht.daten])
        assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "32px"
        assert [s for breite in (390, 1280) for s in schaden(page, breite)] == []
