"""The front page of the admin in a browser: accessible, on a phone, by keyboard, scripts or not."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.utils import timezone
from playwright.sync_api import Browser

from konferenzen.models import Konferenz, Status
from tests import fabriken as f
from tests.browser.axe import verstoesse
from tests.browser.test_vorgaenge import angemeldet
from tests.portal.meldungen.bestand import meldung

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LANG = "Donaudampfschifffahrtsgesellschaftskapitänsmützenfabrik"


@pytest.fixture
def konferenzen(portal: str) -> list[Konferenz]:
    """Steps of each urgency, beside the examples of a first start."""
    User.objects.create_superuser("sb", password="ein langes Wort")
    heute = timezone.now()
    meldung(faellig_am=timezone.localdate() - timedelta(days=1))
    f.beitrag(f"{LANG} {LANG}", veroeffentlichen_ab=None)
    f.ortsteil(LANG)
    return [
        f.konferenz(beginn=heute + timedelta(days=tage), status=status, stadtteil=f.stadtteil(name))
        for tage, status, name in (
            (9, Status.OEFFENTLICH, "Nordend"),
            (21, Status.ENTWURF, LANG),
            (50, Status.ENTWURF, "Südend"),
        )
    ]


@pytest.mark.usefixtures("konferenzen")
@pytest.mark.parametrize("farben", ["light", "dark"])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    chromium: Browser, portal: str, farben: Any
) -> None:
    with angemeldet(
        chromium,
        portal,
        bypass_csp=True,  # else the page's policy refuses axe
        color_scheme=farben,
    ) as page:
        for breite in (320, 390, 768, 1280):
            page.set_viewport_size({"width": breite, "height": 800})
            for adresse in ("/admin/", "/admin/hattingen_portal/vorlauf/"):
                page.goto(portal + adresse)
                assert verstoesse(page) == [], (adresse, breite)
                weite = page.evaluate("document.documentElement.scrollWidth")
                assert weite == breite, (adresse, breite)


def test_from_a_step_to_its_field_by_keyboard_on_a_phone_without_scripts(
    chromium: Browser, portal: str, konferenzen: list[Konferenz]
) -> None:
    gemeldet: list[str] = []
    with angemeldet(
        chromium, portal, java_script_enabled=False, viewport={"width": 390, "height": 844}
    ) as page:
        page.on("console", lambda nachricht: gemeldet.append(nachricht.text))
        page.goto(f"{portal}/admin/")
        nordend = page.get_by_role("list", name="Schritte: Nordend")
        nordend.get_by_role("link", name="Ort").press("Enter")
        page.wait_for_url(f"**/{konferenzen[0].pk}/change/#id_ort")
        oben = page.locator(".field-ort").evaluate("feld => feld.getBoundingClientRect().top")
        assert 0 <= oben < 844

        page.goto(f"{portal}/admin/")
        suedend = page.get_by_role("list", name="Schritte: Südend")
        suedend.get_by_role("link", name="Öffentlich").press("Enter")
        page.wait_for_url(f"**/{konferenzen[2].pk}/veroeffentlichen/")
    assert gemeldet == []


@pytest.mark.usefixtures("konferenzen")
def test_a_finger_hits_every_link(chromium: Browser, portal: str) -> None:
    with angemeldet(chromium, portal, viewport={"width": 390, "height": 844}) as page:
        page.goto(f"{portal}/admin/")
        links = page.locator(":is(.cockpit__haupt, .cockpit__rand, .cockpit__wege) a")
        hoehen = links.evaluate_all("alle => alle.map(a => a.getBoundingClientRect().height)")
    assert len(hoehen) > 20
    assert [hoehe for hoehe in hoehen if hoehe < 24] == []
