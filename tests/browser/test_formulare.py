"""Public forms in Chromium, without script: where the focus goes, and that no text is lost."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TEXT = "Auf dem Kalender komme ich mit der Tastatur nicht weiter."


@pytest.fixture
def seite(chromium: Browser, portal: str) -> Iterator[Page]:
    with chromium.new_context(java_script_enabled=False, base_url=portal) as kontext:
        page = kontext.new_page()
        page.goto("/barriere-melden/")
        yield page


def test_an_error_takes_the_focus_and_leads_to_its_field(seite: Page) -> None:
    seite.get_by_role("button", name="Barriere melden").click()
    expect(seite).to_have_title("Fehler: Barriere melden · Quartiersportal Hattingen")
    expect(seite.get_by_role("alert")).to_be_focused()
    seite.keyboard.press("Tab")
    seite.keyboard.press("Enter")
    expect(seite.get_by_label("Welche Barriere ist das?")).to_be_focused()


def test_who_leaves_the_page_and_comes_back_finds_the_text(seite: Page) -> None:
    feld = seite.get_by_label("Welche Barriere ist das?")
    feld.fill(TEXT)
    seite.get_by_role("contentinfo").get_by_role("link", name="Datenschutz").click()
    expect(seite.get_by_role("heading", level=1)).to_contain_text("Datenschutz")
    seite.go_back()
    expect(feld).to_have_value(TEXT)


def test_who_has_lost_the_cookie_finds_the_text_and_may_send_again(seite: Page) -> None:
    feld = seite.get_by_label("Welche Barriere ist das?")
    feld.fill(TEXT)
    seite.context.clear_cookies()
    seite.get_by_role("button", name="Barriere melden").click()
    expect(seite).to_have_title("Fehler: Barriere melden · Quartiersportal Hattingen")
    expect(feld).to_have_value(TEXT)


@pytest.mark.parametrize("breite", [320, 1280])
def test_the_trap_takes_no_room_and_no_focus(seite: Page, breite: int) -> None:
    seite.set_viewport_size({"width": breite, "height": 844})
    falle = seite.locator("input[name=leer_lassen]")
    kasten = seite.locator(".honigtopf").bounding_box()
    assert kasten is not None
    assert (kasten["width"], kasten["height"]) == (1, 1)
    seite.get_by_label("Ihre Telefonnummer").focus()
    seite.keyboard.press("Tab")
    expect(seite.get_by_role("button", name="Barriere melden")).to_be_focused()
    expect(falle).not_to_be_focused()
