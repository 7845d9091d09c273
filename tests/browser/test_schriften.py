"""A font that comes late moves nothing: who reads already goes on reading."""

from collections.abc import Mapping

import pytest
from playwright.sync_api import Browser, Route

from tests.browser.test_bilder import VERSCHIEBUNGEN

pytestmark = pytest.mark.browser
SEITEN = ("/", "/termine/runden/fruehjahr-2026/", "/kontakt/")
# Chromium draws without a preloaded font after a tenth of a second.
SPAET = 500  # milliseconds


@pytest.mark.parametrize("breite", [390, 1280])
@pytest.mark.parametrize("adresse", SEITEN)
def test_nothing_moves_when_the_font_comes_late(
    chromium: Browser, portale: Mapping[str, str], adresse: str, breite: int
) -> None:
    wartend: list[Route] = []
    with chromium.new_context(viewport={"width": breite, "height": 844}) as kontext:
        page = kontext.new_page()
        page.route("**/*.woff2", lambda anfrage: wartend.append(anfrage))
        page.goto(portale["typisch"] + adresse, wait_until="domcontentloaded")
        page.wait_for_timeout(SPAET)
        assert wartend
        for anfrage in wartend:
            anfrage.continue_()
        page.wait_for_load_state()
        page.evaluate("document.fonts.ready.then(() => {})")
        assert page.evaluate(VERSCHIEBUNGEN) == []
