"""Every page and state before axe-core: WCAG 2.2 AA and best practice, no violation."""

from collections.abc import Mapping
from itertools import product
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.browser.axe import verstoesse
from tests.browser.seiten import Ansicht, ansichten

pytestmark = pytest.mark.browser
HELL, DUNKEL = {"color_scheme": "light"}, {"color_scheme": "dark"}
ERZWUNGEN = {"color_scheme": "dark", "forced_colors": "active"}
FARBEN: tuple[Any, ...] = (HELL, DUNKEL, ERZWUNGEN)
BREITEN = (320, 390, 768, 1280)
Blick = tuple[dict[str, Any], int]


def paarweise(nummer: int) -> list[Blick]:
    """Give four looks at the page `nummer`: each colour, each width.

    Over three pages in a row, each colour meets each width.
    """
    return [(FARBEN[(n + nummer) % 3], breite) for n, breite in enumerate(BREITEN)]


def pruefen(chromium: Browser, portal: str, ansicht: Ansicht, blicke: list[Blick]) -> None:
    with chromium.new_context() as kontext:
        page = kontext.new_page()
        ansicht.oeffnen(page, portal)
        gefunden = []
        for farben, breite in blicke:
            page.emulate_media(**{"forced_colors": "none"} | farben)
            page.set_viewport_size({"width": breite, "height": 844})
            gefunden += [f"{farben} {breite}: {verstoss}" for verstoss in verstoesse(page)]
    assert gefunden == []


@pytest.mark.parametrize("ansicht", ansichten("voll"), ids=str)
def test_the_worst_case(chromium: Browser, portale: Mapping[str, str], ansicht: Ansicht) -> None:
    pruefen(chromium, portale["voll"], ansicht, list(product(FARBEN, (320, 1280))))


@pytest.mark.parametrize(
    ("nummer", "ansicht"), list(enumerate([*ansichten("typisch"), *ansichten("leer")])), ids=str
)
def test_the_other_data(
    chromium: Browser, portale: Mapping[str, str], nummer: int, ansicht: Ansicht
) -> None:
    pruefen(chromium, portale[ansicht.daten], ansicht, paarweise(nummer))


def test_the_looks_are_pairwise_complete() -> None:
    for nummer in range(3):
        farben, breiten = zip(*paarweise(nummer), strict=True)
        assert ([f for f in FARBEN if f in farben], breiten) == ([*FARBEN], BREITEN)
    alle = [blick for nummer in range(3) for blick in paarweise(nummer)]
    assert [b for b in product(FARBEN, BREITEN) if b not in alle] == []
