"""The admin in a real browser: its scripts run under the strict content security policy."""

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from aktuelles.models import Beitrag
from tests import fabriken as f

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
EDITOR = ".ProseMirror[contenteditable=true]"


@pytest.fixture
def seite(chromium: Browser) -> Iterator[Page]:
    with chromium.new_context(locale="de-DE", timezone_id="Europe/Berlin") as kontext:
        yield kontext.new_page()


def test_a_clerk_works_without_a_violation_of_the_policy(
    seite: Page, live_server: LiveServer
) -> None:
    User.objects.create_superuser("sb", password="ein langes Wort")
    k = f.konferenz(beginn=f.berlin(2026, 1, 26, 17))
    ort = f.ort("Meditationszentrum")
    gemeldet: list[str] = []
    seite.on("console", lambda meldung: gemeldet.append(meldung.text))
    seite.on("pageerror", lambda fehler: gemeldet.append(str(fehler)))

    seite.goto(f"{live_server.url}/admin/aktuelles/beitrag/add/")
    seite.fill("#id_username", "sb")
    seite.fill("#id_password", "ein langes Wort")
    seite.click("[type=submit]")

    seite.fill("#id_titel", "Neues")
    seite.fill("#id_teaser", "Kurz.")
    seite.click(EDITOR)
    seite.keyboard.type("Heute ")
    seite.keyboard.press("Control+b")
    seite.keyboard.type("wichtig")
    seite.locator("[name=_save]").first.click()
    seite.wait_for_selector(".messagelist .success")
    assert Beitrag.objects.get().text == "<p>Heute <strong>wichtig</strong></p>"

    seite.goto(f"{live_server.url}/admin/konferenzen/konferenz/{k.pk}/change/")
    seite.click(".field-ort .select2-selection")
    seite.click(".select2-results__option:has-text('Meditationszentrum')")
    seite.click("#calendarlink0")
    seite.click("#calendarin0 >> text='27'")
    seite.locator("[name=_save]").first.click()
    seite.wait_for_selector("#result_list")
    k.refresh_from_db()
    assert (k.beginn, k.ort, k.sequenz) == (f.berlin(2026, 1, 27, 17), ort, 2)
    assert gemeldet == []
