"""The way of a citizen with a phone and without JavaScript."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

pytestmark = pytest.mark.browser


def test_from_home_over_the_stadtteil_to_the_date_in_the_calendar(
    chromium: Browser, portal: str
) -> None:
    with chromium.new_context(
        java_script_enabled=False,
        viewport={"width": 390, "height": 844},
        has_touch=True,
        accept_downloads=True,
    ) as kontext:
        page = kontext.new_page()
        page.goto(portal)
        expect(page.get_by_role("heading", level=1)).to_have_text("Wann trifft sich Ihr Stadtteil?")
        page.locator(".kachel").get_by_role("link", name="Welper").tap()

        expect(page.get_by_role("heading", level=1)).to_have_text("Welper")
        # When and where, without scrolling.
        expect(page.locator(".grossschild")).to_be_in_viewport(ratio=1)
        page.get_by_role("link", name="Stadtteilkonferenz Welper").first.tap()

        expect(page.get_by_role("heading", level=1)).to_have_text("Stadtteilkonferenz Welper")
        with page.expect_download() as download:
            page.get_by_role("link", name="In den Kalender eintragen").tap()
        datei = Path(download.value.path()).read_bytes()
        assert datei.startswith(b"BEGIN:VCALENDAR\r\n")
        assert datei.count(b"BEGIN:VEVENT") == 1

        page.get_by_text("Menü").tap()
        page.locator(".menue").get_by_role("link", name="Kalender").tap()
        expect(page.get_by_role("heading", level=1)).to_have_text("Kalender abonnieren")
        expect(page.get_by_label("Adresse für Welper")).to_have_value(
            "http://127.0.0.1:8000/kalender/stadtteil/welper.ics"
        )
