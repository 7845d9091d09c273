"""The pages of the login before axe, narrow and light, wide and dark; the warning of its end."""

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import User
from django_otp.plugins.otp_totp.models import TOTPDevice
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from tests.browser.axe import verstoesse
from tests.portal.anmeldung.wege import PASSWORT, code, konto

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(params=[("light", 390), ("dark", 1280)], ids=["hell", "dunkel"])
def seite(request: pytest.FixtureRequest, chromium: Browser) -> Iterator[Page]:
    farben, breite = request.param
    with chromium.new_context(
        locale="de-DE",
        timezone_id="Europe/Berlin",
        color_scheme=farben,
        viewport={"width": breite, "height": 844},
    ) as kontext:
        yield kontext.new_page()


def pruefen(seite: Page, titel: str) -> None:
    """Look at the open page; everything on it fits and is accessible."""
    seite.wait_for_selector(f"h1:text-is('{titel}')")
    assert verstoesse(seite) == [], titel
    breite = seite.evaluate("document.documentElement.scrollWidth")
    assert breite == seite.viewport_size["width"], titel


def anmelden(seite: Page, passwort: str = PASSWORT) -> None:
    seite.fill("#id_username", "sb")
    seite.fill("#id_password", passwort)
    seite.click("[type=submit]")


def test_the_ways_in_and_the_lock(seite: Page, live_server: LiveServer) -> None:
    konto()
    seite.goto(f"{live_server.url}/admin/")
    pruefen(seite, "Anmelden")
    seite.click("text=Passwort vergessen?")
    pruefen(seite, "Passwort vergessen")
    seite.click("[type=submit]")
    assert seite.title().startswith("Fehler: ")
    pruefen(seite, "Passwort vergessen")
    seite.fill("#id_email", "sb@example.org")
    seite.click("[type=submit]")
    pruefen(seite, "Bitte sehen Sie in Ihr Postfach")
    seite.goto(f"{live_server.url}/admin/passwort/x/y/")
    pruefen(seite, "Der Link gilt nicht mehr")
    seite.goto(f"{live_server.url}/admin/passwort/fertig/")
    pruefen(seite, "Das neue Passwort gilt")
    seite.click("text=Zur Anmeldung")
    for _ in range(4):
        anmelden(seite, "falsch")
    pruefen(seite, "Anmelden")
    anmelden(seite, "falsch")
    pruefen(seite, "Zu viele Versuche")


def test_the_second_factor_and_a_form_that_was_open_too_long(
    seite: Page, live_server: LiveServer
) -> None:
    konto()
    seite.goto(f"{live_server.url}/admin/absichern/")
    anmelden(seite)
    pruefen(seite, "Anmeldung absichern")
    seite.get_by_role("button", name="Zweiten Faktor einrichten").click()
    seite.locator(".anmeldung__qr").evaluate("bild => bild.decode()")  # else it is broken
    pruefen(seite, "Anmeldung absichern")
    seite.fill("#id_passwort", PASSWORT)
    seite.fill("#id_code", code(TOTPDevice.objects.get()))
    seite.get_by_role("button", name="Einrichten", exact=True).click()
    pruefen(seite, "Ihre Wiederherstellungscodes")
    (erster, *_) = seite.locator(".anmeldung__codes code").all_inner_texts()
    seite.click("text=Ich habe sie aufgehoben")
    seite.click("text=Anmeldung absichern")
    pruefen(seite, "Anmeldung absichern")
    seite.goto(f"{live_server.url}/admin/auth/user/{User.objects.get().pk}/zweiter-faktor/")
    pruefen(seite, "Zweiter Faktor: sb")

    seite.goto(f"{live_server.url}/admin/akteure/kategorie/add/")
    seite.fill("#id_name", "Feuerwehr")
    seite.context.clear_cookies(name="sessionid")
    seite.click("[name=_save] >> nth=0")
    pruefen(seite, "Anmelden")
    anmelden(seite)
    pruefen(seite, "Code eingeben")
    seite.fill("#id_code", erster)
    seite.click("[type=submit]")
    seite.click("summary")
    pruefen(seite, "Ihre Eingaben sind noch da")
    seite.click("text=Jetzt absenden")
    assert "„Feuerwehr“" in seite.locator(".messagelist").inner_text()


def test_the_end_is_announced_and_put_off_by_a_click(seite: Page, live_server: LiveServer) -> None:
    konto()
    gemeldet: list[str] = []
    seite.on("pageerror", lambda fehler: gemeldet.append(str(fehler)))
    seite.clock.install()
    seite.goto(f"{live_server.url}/admin/")
    anmelden(seite)
    seite.wait_for_selector("#sitzung", state="attached")
    bald, vorbei = seite.locator(".sitzung__bald"), seite.locator(".sitzung__vorbei")
    seite.clock.run_for("01:24:00")
    assert (bald.is_visible(), vorbei.is_visible()) == (False, False)
    seite.clock.run_for("02:00")
    assert (bald.is_visible(), vorbei.is_visible()) == (True, False)
    pruefen(seite, "Verwaltung")
    seite.click("text=Angemeldet bleiben")
    bald.wait_for(state="hidden")
    seite.clock.run_for("01:29:00")
    assert bald.is_visible()
    seite.context.clear_cookies(name="sessionid")
    seite.click("text=Angemeldet bleiben")
    vorbei.wait_for(state="visible")
    assert (bald.is_visible(), gemeldet) == (False, [])
