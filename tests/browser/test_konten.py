"""The form of an account in a browser: accessible, on a phone, with what it ticks saved."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from tests import fabriken as f
from tests.browser.axe import verstoesse
from tests.rollen import konto

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize(("breite", "farben"), [(320, "light"), (1280, "dark")])
def test_roles_and_stadtteile_are_ticked_and_axe_finds_nothing(
    chromium: Browser, portal: str, breite: int, farben: Any
) -> None:
    User.objects.create_superuser("sb", password="ein langes Wort")
    suedstadt = f.stadtteil("Südstadt")
    ada = konto("Redaktion", name="ada")
    wie: Any = {"color_scheme": farben, "viewport": {"width": breite, "height": 700}}
    # Else the page's policy refuses axe.
    with chromium.new_context(locale="de-DE", bypass_csp=True, **wie) as kontext:
        page = kontext.new_page()
        page.goto(portal + reverse("admin:auth_user_add"))
        page.fill("#id_username", "sb")
        page.fill("#id_password", "ein langes Wort")
        page.click("[type=submit]")
        _pruefen(page, breite)
        page.goto(portal + reverse("admin:auth_user_change", args=[ada.pk]))
        _pruefen(page, breite)
        page.get_by_label("Stadtteilbetreuung:").check()
        page.get_by_label("Südstadt").check()
        page.locator("[name=_save]").first.click()
        expect(page.locator(".messagelist .success")).to_be_visible()
    assert list(ada.groups.order_by("pk").values_list("name", flat=True)) == [
        "Redaktion",
        "Stadtteilbetreuung",
    ]
    assert [zeile.stadtteil for zeile in ada.zustaendigkeiten.all()] == [suedstadt]


def _pruefen(page: Page, breite: int) -> None:
    expect(page.locator("#user_form")).to_be_visible()
    assert verstoesse(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == breite
