"""The pages of the Vorgänge in a browser: accessible, on a phone, by keyboard, without scripts."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.utils import timezone
from playwright.sync_api import Browser, Page

from konferenzen.models import Konferenz, Status
from tests import fabriken as f
from tests.browser.axe import verstoesse
from tests.konferenzen.vorgaenge.schritte import adresse, uebergabe
from tests.verwaltung import form_url, frisch

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@contextmanager
def angemeldet(chromium: Browser, portal: str, **wie: Any) -> Iterator[Page]:
    """Give a page of somebody who may do everything, in a context made as `wie` says."""
    with chromium.new_context(locale="de-DE", **wie) as kontext:
        page = kontext.new_page()
        page.goto(f"{portal}/admin/")
        page.fill("#id_username", "sb")
        page.fill("#id_password", "ein langes Wort")
        page.click("[type=submit]")
        yield page


@pytest.fixture
def kommende(portal: str) -> list[Konferenz]:
    User.objects.create_superuser("sb", password="ein langes Wort")
    ort, beginn = f.ort("Altes Haus"), timezone.now() + timedelta(days=9)
    f.ort("Neues Haus")
    return [f.konferenz(beginn=beginn + timedelta(days=n), ort=ort) for n in range(2)]


@pytest.mark.parametrize("breite", [320, 1280])
@pytest.mark.parametrize("farben", ["light", "dark"])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    chromium: Browser, portal: str, kommende: list[Konferenz], farben: Any, breite: int
) -> None:
    k = kommende[0]
    assert k.ort is not None
    entwurf = f.konferenz(beginn=k.beginn, status=Status.ENTWURF)
    abgesagt = f.konferenz(beginn=k.beginn, status=Status.ABGESAGT, statusgrund="Hitze.")
    undatiert = f.konferenz()
    seiten = [
        adresse("veroeffentlichen", entwurf),
        adresse("festlegen", undatiert),
        adresse("absagen", *kommende),
        adresse("verschieben", k),
        adresse("verlegen", k),
        adresse("wieder-ansetzen", abgesagt),
        adresse("zurueckziehen", k),
        uebergabe(k.ort),
    ]
    with angemeldet(
        chromium,
        portal,
        bypass_csp=True,  # else the page's policy refuses axe
        color_scheme=farben,
        viewport={"width": breite, "height": 700},
    ) as page:

        def pruefen(wo: str) -> None:
            assert verstoesse(page) == [], wo
            assert page.evaluate("document.documentElement.scrollWidth") == breite, wo

        for url in seiten:
            page.goto(portal + url)
            pruefen(url)
            page.fill("#id_grund", "Der Raum ist nicht verfügbar.")
            if page.locator("#id_beginn_1").count():
                if not page.input_value("#id_beginn_0"):
                    page.fill("#id_beginn_0", "26.01.2026")
                page.fill("#id_beginn_1", "11:11")
                page.fill("#id_ende_1", "12:12")
            if page.locator("#id_ziel").count():
                page.select_option("#id_ziel", label="Neues Haus")
            page.click("[name=weiter]")
            page.wait_for_selector("#vorschau")
            pruefen(f"{url} Vorschau")


def test_a_conference_is_cancelled_by_keyboard_on_a_phone_without_scripts(
    chromium: Browser, portal: str, kommende: list[Konferenz]
) -> None:
    k = kommende[0]
    with angemeldet(
        chromium, portal, java_script_enabled=False, viewport={"width": 390, "height": 844}
    ) as page:
        page.goto(portal + form_url(k))
        page.get_by_role("link", name="Absagen").press("Enter")
        page.get_by_role("button", name="Weiter: ansehen, was dann gilt").press("Enter")
        assert "Bitte nennen Sie den Grund." in page.inner_text("#content")
        page.get_by_label("Grund").fill("Sturm.")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_selector("#vorschau")
        assert page.url.endswith("/absagen/#vorschau")
        assert frisch(k).status == Status.OEFFENTLICH
        assert "ABGESAGT: " in page.inner_text("#vorschau")
        page.get_by_role("button", name="Jetzt absagen").press("Enter")
        assert "ist jetzt abgesagt." in page.inner_text(".messagelist")
    assert (frisch(k).status, frisch(k).statusgrund) == (Status.ABGESAGT, "Sturm.")
    assert frisch(kommende[1]).status == Status.OEFFENTLICH


def test_enter_in_a_field_shows_the_preview_and_does_nothing(
    chromium: Browser, portal: str, kommende: list[Konferenz]
) -> None:
    k = kommende[0]
    gemeldet: list[str] = []
    with angemeldet(chromium, portal) as page:
        page.on("console", lambda meldung: gemeldet.append(meldung.text))
        page.goto(portal + adresse("verlegen", k))
        page.goto(portal + adresse("verschieben", k))
        page.fill("#id_grund", "Sturm.")
        for _ in range(2):
            page.fill("#id_datum_hinweis", "im Mai")
            page.keyboard.press("Enter")
            page.wait_for_selector("#vorschau")
    assert frisch(k).version == 1
    assert gemeldet == []  # a breach of the content security policy would be a message
