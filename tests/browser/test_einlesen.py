"""A clerk pastes a list with a wrong weekday, corrects it, publishes it: without scripts, too."""

from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from playwright.sync_api import Browser, Page, expect

from konferenzen.models import Konferenz, Runde
from tests import fabriken as f
from tests.browser.axe import verstoesse
from tests.browser.test_vorgaenge import angemeldet

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
# 12 October 2027 is a Tuesday.
LISTE = """\
Stadtteilkonferenzen Herbst 2027:
Stadtteil | Datum und Uhrzeit | Ort |
STK Welper | Mittwoch, 12.10.2027 von 17–19 Uhr | Bürgertreff, Am Hang 7, 45527 Hattingen |
STK Südstadt | Donnerstag, 14.10.2027 von 19–17 Uhr | dto. | Kaffee
STK Blankenstein | Mittwoch, 13.10.2027, 17 Uhr | Bürgertref, Anderer Weg 1, 45527 Hattingen |
STK EOBS | Termin wird noch bekanntgegeben | |
"""


@pytest.fixture
def sachbearbeitung(portal: str) -> str:
    """Give the address of a portal with a clerk who is no superuser."""
    person = User.objects.create_user("sb", password="ein langes Wort", is_staff=True)
    person.groups.add(Group.objects.get(name="Quartiersentwicklung"))
    return portal


def einfuegen(page: Page, portal: str) -> None:
    page.goto(f"{portal}/admin/konferenzen/runde/")
    page.get_by_role("link", name="Terminliste einlesen").press("Enter")
    page.get_by_label("Name der neuen Runde").fill("Herbst 2027")
    page.locator("#id_liste").fill(LISTE)
    page.get_by_role("button", name="Weiter: Zeilen prüfen").press("Enter")


@pytest.mark.parametrize("scripte", [False, True])
def test_a_wrong_weekday_is_corrected_and_the_list_published(
    chromium: Browser, sachbearbeitung: str, scripte: bool
) -> None:
    gemeldet: list[str] = []
    with angemeldet(
        chromium,
        sachbearbeitung,
        java_script_enabled=scripte,
        viewport={"width": 390, "height": 844},
    ) as page:
        page.on("console", lambda meldung: gemeldet.append(meldung.text))
        einfuegen(page, sachbearbeitung)
        welper = page.get_by_role("article", name="Welper")
        frage = "Der 12.10.2027 ist ein Dienstag, in der Liste steht Mittwoch. Was stimmt?"
        expect(welper).to_contain_text(frage)
        expect(welper.get_by_label("Diese Zeile übernehmen")).to_have_count(0)
        welper.get_by_role("button", name="Dienstag, 12.10.2027").press("Enter")
        expect(welper).to_contain_text("Dienstag, 12. Oktober 2027, 17–19 Uhr")
        expect(welper.get_by_label("Diese Zeile übernehmen")).to_be_checked()
        page.get_by_label("veröffentlichen: Alle sehen sie sofort.").check()
        page.get_by_role("button", name="Weiter: ansehen, was dann gilt").press("Enter")
        expect(page.locator("#vorschau")).to_contain_text("Dienstag, 12. Oktober 2027, 17–19 Uhr")
        expect(page.locator("#vorschau")).to_contain_text("2 Zeilen haben noch Fehler")
        assert not Runde.objects.filter(name="Herbst 2027").exists()
        page.get_by_role("button", name="Speichern und veröffentlichen").press("Enter")
        expect(page.locator(".messagelist")).to_have_text("Gespeichert in Herbst 2027: 2 neu.")
        page.goto(f"{sachbearbeitung}/termine/welper-herbst-2027/")
        expect(page.locator("main")).to_contain_text("Dienstag, 12. Oktober 2027")
        expect(page.locator("main")).to_contain_text("Bürgertreff")
    assert gemeldet == []  # a breach of the content security policy would be a message
    eingelesen = Konferenz.objects.filter(runde__name="Herbst 2027")
    assert [str(k.stadtteil) for k in eingelesen.order_by("pk")] == ["Welper", "EOBS"]


def test_enter_in_a_field_checks_again_and_saves_nothing(
    chromium: Browser, sachbearbeitung: str
) -> None:
    with angemeldet(chromium, sachbearbeitung) as page:
        einfuegen(page, sachbearbeitung)
        welper = page.get_by_role("article", name="Welper")
        welper.get_by_label("Tag").fill("Dienstag, 12. Oktober")
        page.keyboard.press("Enter")
        expect(welper.locator(".befund")).to_have_text("neu")
    assert not Runde.objects.filter(name="Herbst 2027").exists()


@pytest.mark.parametrize("breite", [320, 1280])
@pytest.mark.parametrize("farben", ["light", "dark"])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    chromium: Browser, sachbearbeitung: str, farben: Any, breite: int
) -> None:
    f.ort("Bürgertreff", strasse="Am Hang", hausnummer="7")
    with angemeldet(
        chromium,
        sachbearbeitung,
        bypass_csp=True,  # else the page's policy refuses axe
        color_scheme=farben,
        viewport={"width": breite, "height": 700},
    ) as page:

        def pruefen(wo: str) -> None:
            assert verstoesse(page) == [], wo
            assert page.evaluate("document.documentElement.scrollWidth") == breite, wo

        page.goto(f"{sachbearbeitung}/admin/konferenzen/runde/einlesen/")
        pruefen("leer")
        page.click("[name=lesen]")
        pruefen("mit Fehlern")
        einfuegen(page, sachbearbeitung)
        page.locator("details.ignoriert summary").click()
        pruefen("Zeilen")
        page.click("[name=weiter]")
        pruefen("Vorschau")
