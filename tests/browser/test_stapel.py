"""Several rows at once in a browser: changed with a preview, copied, asked about, given out."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, Page

from konferenzen.models import Konferenz, Runde, Status
from tests import fabriken as f
from tests.blatt import csv_zeilen
from tests.browser.axe import verstoesse
from tests.browser.test_vorgaenge import angemeldet
from tests.konferenzen.vorgaenge.schritte import adresse
from tests.verwaltung import LISTE, frisch

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def kommende(portal: str) -> list[Konferenz]:
    User.objects.create_superuser("sb", password="ein langes Wort")
    haus, saal = f.ort("Altes Haus"), f.ort("Neuer Saal")
    beginn = timezone.localtime().replace(hour=17, minute=0, second=0, microsecond=0)
    beginn += timedelta(days=9)
    # Behind all examples: the list of the round shows these two alone.
    runde = f.runde("Frühjahr 2028")
    runde.beginn, runde.ende = beginn.date(), beginn.date() + timedelta(days=60)
    runde.save()
    return [f.konferenz(runde=runde, beginn=beginn, ort=ort) for ort in (haus, saal)]


@pytest.fixture(params=[(320, "light"), (1280, "dark")], ids=str)
def seite(request: pytest.FixtureRequest, chromium: Browser, portal: str) -> Iterator[Page]:
    breite, farben = request.param
    with angemeldet(
        chromium,
        portal,
        bypass_csp=True,  # else the page's policy refuses axe
        color_scheme=farben,
        viewport={"width": breite, "height": 800},
    ) as page:
        yield page


def ankreuzen(page: Page, *zeilen: Any) -> None:
    for zeile in zeilen:
        page.check(f"input[name=_selected_action][value='{zeile.pk}']")


def test_axe_finds_nothing_on_the_new_pages(
    portal: str, kommende: list[Konferenz], seite: Page
) -> None:
    k = kommende[0]
    assert k.runde

    def pruefen(wo: str) -> None:
        assert verstoesse(seite) == [], wo
        breite = seite.evaluate("document.documentElement.scrollWidth")
        assert seite.viewport_size is not None
        assert breite == seite.viewport_size["width"], wo

    seite.goto(portal + adresse("anpassen", *kommende))
    pruefen("anpassen")
    seite.fill("#id_beginn", "18:00")
    seite.fill("#id_ende", "17:00")
    seite.fill("#id_grund", "Sturm.")
    seite.click("[name=weiter]")
    seite.wait_for_selector(".errornote")
    pruefen("anpassen mit Fehler")
    seite.fill("#id_ende", "20:00")
    seite.click("[name=weiter]")
    seite.wait_for_selector("#vorschau")
    pruefen("anpassen Vorschau")
    seite.goto(portal + reverse("admin:konferenzen_runde_kopieren", args=[k.runde.pk]))
    pruefen("kopieren")
    seite.fill("#id_name", "")
    seite.get_by_role("button", name="Runde mit Entwürfen anlegen").click()
    seite.wait_for_selector(".errornote")
    pruefen("kopieren mit Fehler")
    for aktion in ("akteure_uebernehmen", "delete_selected"):
        seite.goto(f"{portal}{LISTE}?runde__id__exact={k.runde.pk}")
        ankreuzen(seite, *kommende)
        seite.select_option("select[name=action]", aktion)
        seite.click("button[name=index]")
        seite.wait_for_selector(".rueckfrage .bisher-liste")
        pruefen(aktion)


def test_two_conferences_swap_rooms_by_keyboard_on_a_phone_without_scripts(
    chromium: Browser, portal: str, kommende: list[Konferenz]
) -> None:
    haus, saal = (k.ort for k in kommende)
    runde = kommende[0].runde
    assert runde
    with angemeldet(
        chromium, portal, java_script_enabled=False, viewport={"width": 390, "height": 844}
    ) as page:
        page.goto(f"{portal}{LISTE}?runde__id__exact={runde.pk}")
        ankreuzen(page, *kommende)
        page.select_option("select[name=action]", label="Ändern: Uhrzeit, Ort oder Form")
        page.get_by_role("button", name="Ausführen").press("Enter")
        assert page.inner_text("h1 >> nth=-1") == "Uhrzeit, Ort oder Form ändern: 2 Konferenzen"
        page.select_option("#id_ort", label="Die beiden tauschen ihre Orte")
        page.fill("#id_beginn", "18:00")
        page.fill("#id_ende", "20:00")
        page.fill("#id_grund", "Der Saal wird gebraucht.")
        page.get_by_role("button", name="Weiter: ansehen, was dann gilt").press("Enter")
        page.wait_for_selector("#vorschau")
        gezeigt = page.inner_text("#vorschau")
        assert gezeigt.count("18–20 Uhr") >= 2
        assert gezeigt.count("Der Saal wird gebraucht.") >= 2
        assert [frisch(k).ort for k in kommende] == [haus, saal]
        page.get_by_role("button", name="Jetzt so ändern (2 Konferenzen)").press("Enter")
        assert "ist geändert: " in page.inner_text(".messagelist")
    assert [frisch(k).ort for k in kommende] == [saal, haus]
    assert {timezone.localtime(frisch(k).beginn).hour for k in kommende} == {18}


def test_a_round_is_copied_and_its_list_given_out(
    chromium: Browser, portal: str, kommende: list[Konferenz]
) -> None:
    runde = kommende[0].runde
    assert runde
    gemeldet: list[str] = []
    with angemeldet(chromium, portal) as page:
        page.on("console", lambda meldung: gemeldet.append(meldung.text))
        page.goto(portal + reverse("admin:konferenzen_runde_change", args=[runde.pk]))
        page.get_by_role("link", name="Runde kopieren").click()
        page.fill("#id_name", "Herbst 2028")  # what is proposed depends on the day
        page.get_by_role("button", name="Runde mit Entwürfen anlegen").click()
        assert "mit 2 Entwürfen ohne Termin" in page.inner_text(".messagelist")
        with page.expect_download() as geladen:
            page.get_by_role("link", name="Als CSV ausgeben").click()
        inhalt = geladen.value.path().read_bytes()
        assert geladen.value.suggested_filename.startswith("konferenzen-")
    neu = Runde.objects.get(name="Herbst 2028")
    assert {k.status for k in neu.konferenzen.all()} == {Status.ENTWURF}
    assert [zeile[2] for zeile in csv_zeilen(inhalt)] == ["Runde", "Herbst 2028", "Herbst 2028"]
    assert gemeldet == []  # a breach of the content security policy would be a message
