"""Forced colours (contrast themes), in pixels: what fills and masks draw must not vanish."""

from collections import Counter
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, Locator, Page

from tests.browser.seiten import Ansicht

pytestmark = pytest.mark.browser
MUSTER = Ansicht("typisch", "/bausteine/", angemeldet=True)  # with a form of all widgets
Farbe = tuple[int, int, int]


@pytest.fixture(scope="module", params=["light", "dark"])
def page(
    request: pytest.FixtureRequest, chromium: Browser, portale: Mapping[str, str]
) -> Iterator[Page]:
    with chromium.new_context(
        color_scheme=request.param, forced_colors="active", viewport={"width": 900, "height": 800}
    ) as kontext:
        page = kontext.new_page()
        MUSTER.oeffnen(page, portale["typisch"])
        yield page


def aufnahme(element: Locator, rand: int = 0) -> Image.Image:
    """Give the picture of `element` with `rand` pixels around it."""
    element.scroll_into_view_if_needed()
    kasten: Any = element.bounding_box()
    ausschnitt: Any = {
        "x": kasten["x"] - rand,
        "y": kasten["y"] - rand,
        "width": kasten["width"] + 2 * rand,
        "height": kasten["height"] + 2 * rand,
    }
    bild = element.page.screenshot(clip=ausschnitt, animations="disabled")
    return Image.open(BytesIO(bild)).convert("RGB")


def helligkeit(farbe: Farbe) -> float:
    """Give the relative luminance (WCAG 2.2)."""
    linear = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
        for c in (kanal / 255 for kanal in farbe)
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def kontrast(eine: Farbe, andere: Farbe) -> float:
    """Give the contrast ratio (WCAG 2.2), from 1 to 21."""
    dunkel, hell = sorted((helligkeit(eine), helligkeit(andere)))
    return (hell + 0.05) / (dunkel + 0.05)


def punkte(bild: Image.Image) -> list[Farbe]:
    daten = bild.tobytes()
    return [(daten[n], daten[n + 1], daten[n + 2]) for n in range(0, len(daten), 3)]


def deutlich_anders(davor: Image.Image, danach: Image.Image) -> int:
    """Count the pixels that changed by a contrast of 3:1 or more (WCAG 1.4.11)."""
    assert davor.size == danach.size
    paare = zip(punkte(davor), punkte(danach), strict=True)
    return sum(kontrast(eine, andere) >= 3 for eine, andere in paare if eine != andere)


def gezeichnetes(bild: Image.Image) -> int:
    """Count the pixels that stand out from the ground by 3:1 or more."""
    farben = Counter(punkte(bild))
    grund = farben.most_common(1)[0][0]
    return sum(zahl for farbe, zahl in farben.items() if kontrast(farbe, grund) >= 3)


@pytest.mark.parametrize("name", ["leer-farbe", "leer-farben", "leer-einverstanden"])
def test_a_choice_is_seen(page: Page, name: str) -> None:
    wahl = page.locator(f"[name={name}]").first
    assert gezeichnetes(aufnahme(wahl)) >= 40  # its frame
    davor = aufnahme(wahl)
    wahl.check()
    page.mouse.move(0, 0)
    wahl.blur()
    assert deutlich_anders(davor, aufnahme(wahl)) >= 20


@pytest.mark.parametrize(
    "name",
    [
        "leer-farbe",
        "leer-farben",
        "leer-einverstanden",
        "leer-thema",
        "leer-name",
        "leer-nachricht",
        "leer-tag",
    ],
)
def test_the_focus_is_seen(page: Page, name: str) -> None:
    feld = page.locator(f"[name^={name}]:not([type=hidden])").first
    page.mouse.move(0, 0)
    page.evaluate("document.activeElement.blur()")
    davor = aufnahme(feld, 8)
    feld.focus()
    page.keyboard.press("Shift")  # from here on the keyboard is in use: the focus is visible
    danach = aufnahme(feld, 8)
    kasten: Any = feld.bounding_box()
    umfang = 2 * (kasten["width"] + kasten["height"])
    # As much as a line of two pixels around it (WCAG 2.4.13).
    assert deutlich_anders(davor, danach) >= 2 * umfang


def test_a_select_has_its_arrow(page: Page) -> None:
    feld = page.locator("[name=leer-thema]")
    bild = aufnahme(feld)
    breite, hoehe = bild.size
    rechts = bild.crop((breite - hoehe, 6, breite - 6, hoehe - 6))
    assert gezeichnetes(rechts) >= 20


def test_the_measure_tells_seen_from_unseen() -> None:
    weiss, grau = Image.new("RGB", (9, 9), (255,) * 3), Image.new("RGB", (9, 9), (200,) * 3)
    schwarz = Image.new("RGB", (9, 9))
    assert deutlich_anders(weiss, grau) == 0
    assert deutlich_anders(weiss, schwarz) == 81
    weiss.putpixel((4, 4), (0, 0, 0))
    assert gezeichnetes(weiss) == 1
