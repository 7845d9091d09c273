"""Structured data in a real browser: never run, never refused, and the same text as on the page."""

from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page

from konferenzen.fortschreibung import fortschreiben
from konferenzen.models import Konferenz
from tests.browser.seiten import TYPISCH
from tests.fabriken import beitrag

pytestmark = pytest.mark.browser
BOESE = (
    "</script><script>window.gelaufen = 1</script><img src=x onerror='window.gelaufen = 2'>\u2028&"
)
# Runs before anything of the page, and notes what the content security policy refuses.
ZUHOEREN = """window.verstoesse = []
document.addEventListener('securitypolicyviolation', ereignis =>
    window.verstoesse.push(ereignis.violatedDirective))"""


def daten(page: Page, typ: str) -> list[dict[str, Any]]:
    bloecke = page.evaluate(
        "[...document.querySelectorAll('script')].map(e => [e.type, JSON.parse(e.textContent)])"
    )
    assert {art for art, _ in bloecke} <= {"application/ld+json"}
    return [block for _, block in bloecke if block.get("@type") == typ]


def test_no_page_has_its_data_refused(chromium: Browser, portal: str) -> None:
    with chromium.new_context() as kontext:
        page = kontext.new_page()
        page.add_init_script(ZUHOEREN)
        meldungen: list[str] = []
        page.on("console", lambda meldung: meldungen.append(meldung.text))
        for adresse in TYPISCH:
            page.goto(portal + adresse)
            assert page.evaluate("window.verstoesse") == [], adresse
            if adresse == "/":
                assert (
                    page.evaluate(
                        "JSON.parse(document.querySelector('script').textContent)['@graph'].length"
                    )
                    == 2
                )
            elif adresse not in {"/gibt-es-nicht/", "/einbetten/termine/"}:
                assert len(daten(page, "BreadcrumbList")) == 1, adresse
        assert [m for m in meldungen if "Content Security Policy" in m] == []


def test_hostile_text_is_data_and_never_runs(chromium: Browser, portal: str) -> None:
    konferenz = Konferenz.objects.get(slug="welper-fruehjahr-2026")
    konferenz.titel, konferenz.beschreibung = BOESE, BOESE
    fortschreiben(konferenz)
    nachricht = beitrag(BOESE, teaser=BOESE, slug="boese", veroeffentlichen_ab=timezone.now())
    with chromium.new_context(bypass_csp=True) as kontext:
        page = kontext.new_page()
        page.goto(portal + konferenz.get_absolute_url())
        [termin] = daten(page, "Event")
        assert (termin["name"], termin["description"]) == (f"Welper: {BOESE}", BOESE)
        assert page.evaluate("window.gelaufen") is None
        page.goto(portal + nachricht.get_absolute_url())
        [artikel] = daten(page, "NewsArticle")
        assert (artikel["headline"], artikel["description"]) == (BOESE, BOESE)
        assert page.evaluate("window.gelaufen") is None


def test_the_listener_would_hear_a_refusal(chromium: Browser, portal: str) -> None:
    with chromium.new_context() as kontext:
        page = kontext.new_page()
        page.add_init_script(ZUHOEREN)
        page.goto(f"{portal}/kontakt/")
        page.evaluate(
            """() => { const s = document.createElement('script')
                       s.textContent = 'window.gelaufen = 3'; document.head.append(s) }"""
        )
        page.wait_for_function("window.verstoesse.length")
        assert page.evaluate("window.verstoesse") == ["script-src-elem"]
        assert page.evaluate("window.gelaufen") is None
