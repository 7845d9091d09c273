"""What a phone's camera sees of a QR code on a screen."""

from io import BytesIO

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser
from pytest_django import Settings

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("farben", ["light", "dark"])
def test_a_camera_reads_the_code_from_the_screen(
    farben: str, chromium: Browser, portal: str, settings: Settings
) -> None:
    settings.PORTAL_BASIS_URL = portal
    seite = chromium.new_page(viewport={"width": 1280, "height": 900}, color_scheme=farben)
    seite.goto(f"{portal}/kalender/")
    eintrag = seite.locator("#stadtteil-hattingen-mitte")

    eintrag.get_by_text("QR-Code").click()
    bild = eintrag.get_by_role("img", name="QR-Code")
    bild.scroll_into_view_if_needed()
    bild.evaluate("bild => bild.decode()")
    aufnahme = Image.open(BytesIO(seite.screenshot())).convert("L")

    assert [gefunden.text for gefunden in zxingcpp.read_barcodes(aufnahme)] == [
        f"{portal}/kalender/#stadtteil-hattingen-mitte"
    ]
    seite.close()


def test_the_code_leads_to_its_calendar_on_a_phone(chromium: Browser, portal: str) -> None:
    """Where it is in sight, and the code itself, of no use there, takes no room."""
    seite = chromium.new_page(viewport={"width": 390, "height": 844})
    seite.goto(f"{portal}/kalender/#stadtteil-hattingen-mitte")
    eintrag = seite.locator("#stadtteil-hattingen-mitte")

    lage = eintrag.bounding_box()
    assert lage is not None
    assert 0 <= lage["y"] <= 844 - lage["height"]
    assert eintrag.get_by_role("link").is_visible()
    assert not eintrag.get_by_text("QR-Code").is_visible()
    seite.close()
