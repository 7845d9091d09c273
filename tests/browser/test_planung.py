"""Planning a round in a browser: with scripts and without, on a phone, in light and dark."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, Page

from konferenzen.models import Konferenz, Runde, Status
from quartiere.models import Stadtteil
from tests import fabriken as f
from tests.browser.axe import verstoesse
from tests.browser.test_vorgaenge import angemeldet

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PLANEN = reverse("admin:konferenzen_runde_planen")


@pytest.fixture
def vorige(portal: str) -> Iterator[Runde]:
    """Give the round before: five Stadtteile with a date in the real one, EOBS still without."""
    User.objects.create_superuser("sb", password="ein langes Wort")
    eobs = Stadtteil.objects.get(name="EOBS")
    k = Konferenz.objects.filter(runde__beispiel=False, stadtteil=eobs).get()
    k.beginn, k.ort = f.berlin(2026, 3, 5, 18), f.ort("Gemeindehaus")
    k.ende = k.beginn + timedelta(hours=2)
    k.save()
    assert k.runde is not None
    return k.runde


def neue(runde: Runde) -> list[Konferenz]:
    return list(
        Konferenz.objects.filter(runde__beginn__gt=runde.beginn, runde__beispiel=False)
        .select_related("stadtteil", "runde")
        .order_by("stadtteil__reihenfolge")
    )


def alle_seiten(page: Page, portal: str) -> Iterator[str]:
    """Go through each page and state that planning has; give its name."""
    page.goto(portal + PLANEN)
    yield "erster Schritt"
    page.get_by_role("button", name="Weiter: Termine vorschlagen").click()
    page.wait_for_selector("#planung_form")
    yield "Vorschläge"
    zeile = page.get_by_role("group", name="Welper")
    zeile.get_by_label("Tag:", exact=True).select_option("eigener")
    zeile.get_by_label("anderer Tag").fill("31.2.2027")
    page.get_by_role("button", name="Neu prüfen").click()
    page.wait_for_selector(".planzeile .errorlist")
    yield "Fehler"
    page.get_by_role("group", name="Welper").get_by_label("anderer Tag").fill(mittwoch())
    page.get_by_role("button", name="Veröffentlichen").click()
    page.wait_for_selector("#vorschau")
    yield "Vorschau"
    page.goto(portal + reverse("admin:konferenzen_ferien_einlesen"))
    yield "Ferien einlesen"
    page.get_by_role("button", name="Einlesen").click()
    page.wait_for_selector(".errorlist")
    yield "Ferien einlesen, Fehler"


def mittwoch() -> str:
    """Give a Wednesday after all months that can be proposed today, as a clerk types it."""
    tag = timezone.localdate() + timedelta(days=500)
    return f"{tag + timedelta(days=(2 - tag.weekday()) % 7):%d.%m.%Y}"


@pytest.mark.parametrize("breite", [320, 1280])
@pytest.mark.parametrize("farben", ["light", "dark"])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    chromium: Browser, portal: str, vorige: Runde, farben: Any, breite: int
) -> None:
    with angemeldet(
        chromium,
        portal,
        bypass_csp=True,  # else the page's policy refuses axe
        color_scheme=farben,
        viewport={"width": breite, "height": 700},
    ) as page:
        for wo in alle_seiten(page, portal):
            assert verstoesse(page) == [], wo
            assert page.evaluate("document.documentElement.scrollWidth") == breite, wo


@pytest.mark.parametrize("mit_skript", [True, False])
def test_a_round_of_six_is_planned_from_the_one_before(
    chromium: Browser, portal: str, vorige: Runde, mit_skript: bool
) -> None:
    gemeldet: list[str] = []
    with angemeldet(
        chromium,
        portal,
        java_script_enabled=mit_skript,
        viewport={"width": 390, "height": 844},
    ) as page:
        page.on("console", lambda meldung: gemeldet.append(meldung.text))
        page.goto(portal + reverse("admin:konferenzen_runde_changelist"))
        page.get_by_role("link", name="Runde planen").click()
        page.get_by_role("button", name="Weiter: Termine vorschlagen").click()
        page.wait_for_selector("#planung_form")
        assert page.locator(".planzeile").count() == 6

        welper = page.get_by_role("group", name="Welper")
        if not mit_skript:
            welper.get_by_label("Tag:", exact=True).select_option("eigener")
        welper.get_by_label("anderer Tag").fill(mittwoch())
        if mit_skript:
            assert welper.locator("output").inner_text() == "Mittwoch"
        page.get_by_role("button", name="Neu prüfen").press("Enter")
        page.wait_for_selector(".planzeile__gilt")
        assert "Ein Mittwoch; sonst trifft sich Welper am Montag." in page.inner_text("#content")
        assert "Geprüft: Mittwoch, " in page.inner_text("#content")
        page.get_by_role("group", name="EOBS").get_by_label("Tag:", exact=True).select_option(
            "ohne"
        )
        page.get_by_role("button", name="Veröffentlichen").press("Enter")
        page.wait_for_selector("#vorschau")
        assert neue(vorige) == []
        page.get_by_role("button", name="Jetzt speichern und veröffentlichen").press("Enter")
        page.wait_for_selector(".messagelist")
        assert "6 Konferenzen sind veröffentlicht." in page.inner_text(".messagelist")

        geplant = neue(vorige)
        runde = geplant[0].runde
        assert runde is not None
        page.goto(portal + runde.get_absolute_url())
        oeffentlich = page.inner_text("main")

    assert {k.status for k in geplant} == {Status.OEFFENTLICH}
    tage = {str(k.stadtteil): timezone.localdate(k.beginn) if k.beginn else None for k in geplant}
    assert list(tage) == [
        "Welper",
        "Winz-Baak",
        "Hattingen-Mitte",
        "Holthausen",
        "Blankenstein",
        "EOBS",
    ]
    assert tage["EOBS"] is None
    termine = [tag for tag in tage.values() if tag]
    assert [tag.weekday() for tag in termine] == [2, 2, 1, 1, 2]
    assert len(set(termine)) == 5
    assert all(timezone.localdate() < tag for tag in termine)
    assert mittwoch().lstrip("0").split(".")[0] in oeffentlich
    assert "Termin wird noch bekanntgegeben" in oeffentlich
    assert gemeldet == []
