"""The texts for the press in a browser: copied by a button, marked by hand without scripts."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser

from tests import fabriken as f
from tests.browser.axe import verstoesse
from tests.browser.test_vorgaenge import angemeldet

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def adresse() -> str:
    User.objects.create_superuser("sb", password="ein langes Wort")
    k = f.konferenz(beginn=timezone.now() + timedelta(days=9), ort=f.ort("Haus " + "lang" * 30))
    return reverse("admin:konferenzen_konferenz_pressetext", args=[k.pk])


def test_a_button_copies_and_says_so(chromium: Browser, portal: str) -> None:
    url = adresse()
    with angemeldet(chromium, portal, permissions=["clipboard-read", "clipboard-write"]) as page:
        gemeldet: list[str] = []
        page.on("console", lambda meldung: gemeldet.append(meldung.text))
        page.goto(portal + url)
        page.get_by_role("button", name="Pressetext kopieren").press("Enter")
        page.wait_for_selector("[role=status] >> text=Kopiert.")
        presse = page.input_value("#text-presse")
        # The page itself may not read what somebody has copied: it is pasted, as a person would.
        page.goto("about:blank")
        page.set_content("<textarea></textarea>")
        page.locator("textarea").press("Control+v")
        kopiert = page.input_value("textarea")
        assert kopiert == presse
        assert "findet am" in kopiert
        assert gemeldet == []


def test_without_scripts_the_words_stand_in_a_field(chromium: Browser, portal: str) -> None:
    url = adresse()
    with angemeldet(chromium, portal, java_script_enabled=False) as page:
        page.goto(portal + url)
        assert "findet am" in page.get_by_label("Pressetext", exact=True).input_value()
        assert page.get_by_role("button", name="Pressetext kopieren").count() == 0


@pytest.mark.parametrize(("farben", "breite"), [("light", 1280), ("dark", 320)])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    chromium: Browser, portal: str, farben: Any, breite: int
) -> None:
    url = adresse()
    wie: dict[str, Any] = {
        "bypass_csp": True,  # else the page's policy refuses axe
        "color_scheme": farben,
        "viewport": {"width": breite, "height": 700},
    }
    with angemeldet(chromium, portal, **wie) as page:
        page.goto(portal + url)
        assert verstoesse(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") == breite
