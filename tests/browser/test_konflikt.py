"""Two browsers in conflict lose nothing; history, conflict and preview as axe sees them."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from konferenzen.models import Einladung, Konferenz, Status
from tests import fabriken as f
from tests.browser.axe import verstoesse
from tests.verwaltung import LISTE, form_url, frisch

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SICHERN = ".submit-row [name=_save] >> nth=0"


def bald(stunde: int) -> datetime:
    """Give a time in a month that every form takes for plausible."""
    tag = timezone.localtime() + timedelta(days=30)
    return tag.replace(hour=stunde, minute=0, second=0, microsecond=0)


def angemeldet(chromium: Browser, live_server: LiveServer, name: str, **art: object) -> Page:
    User.objects.create_superuser(name, password="ein langes Wort")
    seite = chromium.new_context(locale="de-DE", **art).new_page()
    seite.goto(f"{live_server.url}/admin/login/")
    seite.fill("#id_username", name)
    seite.fill("#id_password", "ein langes Wort")
    seite.click("[type=submit]")
    return seite


def sichern(seite: Page) -> None:
    with seite.expect_navigation():
        seite.click(SICHERN)


@pytest.fixture(params=[True, False], ids=["mit Script", "ohne Script"])
def zwei(
    request: pytest.FixtureRequest, chromium: Browser, live_server: LiveServer
) -> Iterator[list[Page]]:
    art = {"java_script_enabled": request.param}
    seiten = [angemeldet(chromium, live_server, name, **art) for name in ("anna", "berta")]
    yield seiten
    for seite in seiten:
        seite.context.close()


def test_two_browsers_in_conflict_lose_nothing(zwei: list[Page], live_server: LiveServer) -> None:
    k = f.konferenz(beginn=bald(17), titel="Treffen", beschreibung="Alt")
    Einladung.objects.create(konferenz=k, akteur=f.akteur("Gast"), notiz="")
    anna, berta = zwei
    for seite in zwei:
        seite.goto(live_server.url + form_url(k))
    anna.fill("#id_titel", "Fest")
    anna.fill("#id_beginn_1", "16:00")
    sichern(anna)
    berta.fill("#id_titel", "Versammlung")
    berta.fill("#id_beschreibung", "Neu")
    berta.fill("#id_einladungen-0-notiz", "ruft zurück")
    sichern(berta)

    kasten = berta.locator(".inzwischen")
    assert "Fest" in kasten.inner_text()
    assert "16:00 Uhr" in kasten.inner_text()
    assert "hat inzwischen anna geändert" in berta.locator(".errorlist.nonfield").inner_text()
    assert berta.input_value("#id_titel") == "Versammlung"
    assert berta.input_value("#id_beginn_1") == "16:00"
    assert Konferenz.objects.get().titel == "Fest"

    with berta.expect_navigation():
        kasten.get_by_role("button", name="Meine Fassung sichern").click()
    neu = Konferenz.objects.get()
    assert (neu.titel, neu.beschreibung, neu.beginn) == (
        "Versammlung",
        "Neu",
        bald(16),
    )
    assert Einladung.objects.get().notiz == "ruft zurück"


def test_two_browsers_in_conflict_over_the_list_lose_nothing(
    zwei: list[Page], live_server: LiveServer
) -> None:
    welper, mitte = (
        f.konferenz(stadtteil=f.stadtteil(n), beginn=bald(17)) for n in ("Welper", "M")
    )
    anna, berta = zwei
    for seite in zwei:
        seite.goto(live_server.url + LISTE)
    zeilen = {k: berta.locator("tr", has_text=str(k)) for k in (welper, mitte)}
    anna.locator("tr", has_text=str(welper)).locator(".uhrzeit[name$=beginn_1]").fill("16:00")
    with anna.expect_navigation():
        anna.click("[name=_save] >> nth=0")
    zeilen[welper].locator(".uhrzeit[name$=beginn_1]").fill("15:00")
    zeilen[mitte].locator(".uhrzeit[name$=beginn_1]").fill("14:00")
    with berta.expect_navigation():
        berta.click("[name=_save] >> nth=0")

    assert "hat inzwischen anna geändert" in berta.locator("#result_list .nonfield").inner_text()
    getippt = [zeilen[k].locator(".uhrzeit[name$=beginn_1]").input_value() for k in (welper, mitte)]
    assert getippt == ["15:00", "14:00"]
    assert [frisch(k).beginn for k in (welper, mitte)] == [bald(16), bald(17)]

    with berta.expect_navigation():
        berta.click("[name=_save] >> nth=0")
    assert [frisch(k).beginn for k in (welper, mitte)] == [bald(15), bald(14)]


@pytest.mark.parametrize("farben", ["light", "dark"])
def test_axe_finds_nothing_on_conflict_history_and_preview(
    chromium: Browser, live_server: LiveServer, farben: str
) -> None:
    k = f.konferenz(beginn=bald(17), beschreibung="Alt und lang genug", status=Status.ENTWURF)
    seite = angemeldet(chromium, live_server, "anna", color_scheme=farben)
    seite.set_viewport_size({"width": 390, "height": 800})
    gefunden = {}
    seite.goto(live_server.url + form_url(k))
    zweite = seite.context.new_page()
    zweite.goto(live_server.url + form_url(k))
    zweite.fill("#id_titel", "Fest")
    zweite.fill("#id_beschreibung", "Neu und lang genug, damit Wörter verglichen werden")
    sichern(zweite)
    seite.fill("#id_titel", "Feier")
    sichern(seite)
    assert seite.locator(".inzwischen").is_visible()
    gefunden["Konflikt"] = [v for v in verstoesse(seite) if "inzwischen" in v]
    for was in ("history", "vorschaulink"):
        seite.goto(live_server.url + reverse(f"admin:konferenzen_konferenz_{was}", args=[k.pk]))
        gefunden[was] = verstoesse(seite)
    adresse = seite.input_value("#vorschau-adresse")
    pfad = adresse.partition("/vorschau/")[2]
    seite.goto(f"{live_server.url}/vorschau/{pfad}")
    assert "Vorschau, nicht öffentlich" in seite.inner_text("body")
    gefunden["Vorschau"] = verstoesse(seite)
    breite = seite.evaluate("document.documentElement.scrollWidth")
    seite.context.close()
    assert gefunden == {"Konflikt": [], "history": [], "vorschaulink": [], "Vorschau": []}
    assert breite <= 390
