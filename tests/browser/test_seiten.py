"""What only a real browser shows of single pages."""

from collections import Counter

import pytest
from playwright.sync_api import Browser

from konferenzen.fortschreibung import fortschreiben
from konferenzen.models import Konferenz, Status

pytestmark = pytest.mark.browser


def test_the_season_stays_a_table_for_screen_readers_on_a_phone(
    chromium: Browser, portal: str
) -> None:
    """CSS makes a list of it there; browsers once took its roles away for that."""
    with chromium.new_context(viewport={"width": 390, "height": 844}) as kontext:
        page = kontext.new_page()
        page.goto(f"{portal}/termine/runden/fruehjahr-2026/")
        baum = kontext.new_cdp_session(page).send("Accessibility.getFullAXTree")
    rollen = Counter(knoten["role"]["value"] for knoten in baum["nodes"] if not knoten["ignored"])
    erwartet = {"table": 1, "row": 7, "columnheader": 3, "rowheader": 6, "cell": 12}
    assert {rolle: rollen[rolle] for rolle in erwartet} == erwartet


def test_six_changes_leave_answers_on_the_first_screen_of_a_phone(
    chromium: Browser, portal: str
) -> None:
    for beispiel in Konferenz.objects.filter(runde__beispiel=True).exclude(stadtteil=None):
        if beispiel.status == Status.OEFFENTLICH:
            beispiel.status = Status.ABGESAGT
            fortschreiben(beispiel)
    with chromium.new_context(viewport={"width": 390, "height": 844}) as kontext:
        page = kontext.new_page()
        page.goto(portal)
        assert page.locator(".neuigkeiten li").count() == 6
        assert page.locator(".neuigkeiten li:visible").count() == 3
        unten = [zeile.bounding_box() for zeile in page.locator(".tafelzeile").all()[:2]]
        assert [box for box in unten if box and box["y"] + box["height"] <= 844] == unten
        page.get_by_text("3 weitere Änderungen").click()
        assert page.locator(".neuigkeiten li:visible").count() == 6


def test_nothing_moves_for_those_who_asked_for_it(chromium: Browser, portal: str) -> None:
    """What still has a duration (WCAG 2.3.3; Media Queries 5, prefers-reduced-motion)."""
    bewegt = """() => [...document.querySelectorAll('*')].filter(e => {
        const stil = getComputedStyle(e)
        return stil.transitionDuration.split(', ').some(d => parseFloat(d) > 0)
            || stil.animationName !== 'none' || stil.scrollBehavior !== 'auto'
    }).map(e => e.outerHTML.slice(0, 120))"""
    with chromium.new_context(bypass_csp=True, reduced_motion="reduce") as kontext:
        page = kontext.new_page()
        for adresse in ("/", "/kontakt/", "/termine/"):
            page.goto(portal + adresse)
            assert page.evaluate(bewegt) == [], adresse
        page.add_style_tag(content=".heim { transition: opacity 2s }")
        assert len(page.evaluate(bewegt)) == 1
