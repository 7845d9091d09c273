"""The handbook in a browser: accessible, on a phone, with its pictures, reached from a task."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Browser, expect

from tests.browser.axe import verstoesse
from tests.browser.test_vorgaenge import angemeldet

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ANMELDEN = "/admin/handbuch/anmelden/"


@pytest.fixture(autouse=True)
def konto() -> None:
    User.objects.create_superuser("sb", password="ein langes Wort")


@pytest.mark.parametrize(("breite", "farben"), [(390, "light"), (390, "dark"), (1280, "light")])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    chromium: Browser, portal: str, breite: int, farben: Any
) -> None:
    with angemeldet(
        chromium,
        portal,
        bypass_csp=True,  # else the page's policy refuses axe
        color_scheme=farben,
        viewport={"width": breite, "height": 800},
    ) as page:
        for adresse in ("/admin/handbuch/", ANMELDEN):
            page.goto(portal + adresse)
            assert verstoesse(page) == []
            assert page.evaluate("document.documentElement.scrollWidth") == breite


def test_from_a_task_to_its_section_with_its_picture(chromium: Browser, portal: str) -> None:
    with angemeldet(chromium, portal) as page:
        page.goto(portal + "/admin/konferenzen/runde/planen/")
        page.click("text=Hilfe: Eine Runde planen")
        expect(page.locator("#eine-runde-planen")).to_be_in_viewport()
        bild = page.locator("img[src*=planen]")
        bild.scroll_into_view_if_needed()
        page.wait_for_function("bild => bild.complete", arg=bild.element_handle())
        assert bild.evaluate("bild => bild.naturalWidth / bild.width") >= 1


def test_who_cannot_log_in_finds_help(chromium: Browser, portal: str) -> None:
    with chromium.new_context() as kontext:
        page = kontext.new_page()
        page.goto(portal + "/admin/")
        page.click("text=Hilfe: Anmelden")
        expect(page.locator("#passwort-vergessen")).to_be_visible()
