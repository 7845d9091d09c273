"""A walk over every link: nothing dead, nothing refused, no trace, nobody else is asked."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urldefrag

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request

pytestmark = pytest.mark.browser
# What a page says of itself. Headings are those that a screen reader lists.
BEFUND = """() => ({
    sprache: document.documentElement.lang,
    titel: document.title,
    kennungen: [...document.querySelectorAll('[id]')].map(e => e.id),
    stufen: [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].map(e => +e.tagName[1]),
    verweise: [...document.querySelectorAll('a[href], area[href]')].map(e => e.href),
    quellen: [...document.querySelectorAll('link[href]:not([rel=canonical]), img[src]')]
        .map(e => e.href || e.src),
    sendet: document.querySelectorAll('form[method=post]').length > 0,
    speicher: localStorage.length + sessionStorage.length,
})"""
# Runs before anything of the page, and says what the content security policy refuses.
ZUHOEREN = """document.addEventListener('securitypolicyviolation', ereignis =>
    console.error('CSP', ereignis.violatedDirective, ereignis.blockedURI))"""
HTML_HOECHSTENS = 40_000  # bytes
ERSTER_BLICK_HOECHSTENS = 150_000  # bytes


@dataclass
class Rundgang:
    """Goes from the start page to all that the portal links to, and notes what it meets."""

    kontext: BrowserContext
    portal: str
    seiten: dict[str, dict[str, Any]] = field(default_factory=dict)
    dateien: dict[str, int] = field(default_factory=dict)  # address and status
    maengel: list[str] = field(default_factory=list)
    meldungen: list[str] = field(default_factory=list)
    anfragen: list[str] = field(default_factory=list)

    def gehen(self) -> None:
        self.kontext.add_init_script(ZUHOEREN)
        page = self.kontext.new_page()
        page.on("console", lambda meldung: self.meldungen.append(f"{page.url}: {meldung.text}"))
        page.on("pageerror", lambda fehler: self.meldungen.append(f"{page.url}: {fehler}"))
        page.on("request", self._merken)
        offen = [f"{self.portal}/"]
        gesehen = set(offen)
        while offen:
            for ziel in self._besuchen(page, offen.pop()):
                if ziel.startswith(f"{self.portal}/") and ziel not in gesehen:
                    gesehen.add(ziel)
                    offen.append(ziel)

    def _merken(self, anfrage: Request) -> None:
        self.anfragen.append(anfrage.url)

    def _besuchen(self, page: Page, adresse: str) -> list[str]:
        """Look at what is at `adresse`; give where it leads, without fragments."""
        kopf = self.kontext.request.head(adresse)
        if "text/html" not in kopf.headers["content-type"] or kopf.status != 200:
            self.dateien[adresse] = self.kontext.request.get(adresse).status
            return []
        antwort = page.goto(adresse)
        assert antwort is not None
        befund: dict[str, Any] = page.evaluate(BEFUND)
        befund["groesse"] = len(antwort.body())
        befund["politik"] = antwort.headers["content-security-policy"]
        self.seiten[adresse] = befund
        kekse = [keks["name"] for keks in self.kontext.cookies()]
        if kekse != (["csrftoken"] if befund["sendet"] else []):
            self.maengel.append(f"{adresse}: Cookies {kekse}")
        self.kontext.clear_cookies()
        return [urldefrag(ziel).url for ziel in befund["verweise"] + befund["quellen"]]


@pytest.fixture(scope="module", params=["typisch", "leer"])
def rundgang(
    request: pytest.FixtureRequest, chromium: Browser, portale: Mapping[str, str]
) -> Rundgang:
    with chromium.new_context() as kontext:
        rundgang = Rundgang(kontext, portale[request.param])
        rundgang.gehen()
    return rundgang


def test_it_comes_everywhere(rundgang: Rundgang) -> None:
    pfade = {adresse.removeprefix(rundgang.portal) for adresse in rundgang.seiten}
    erwartet = {"/", "/termine/", "/kontakt/", "/stadtteile/welper/", "/barriere-melden/"}
    assert erwartet - pfade == set()
    assert len(pfade) > 20


def test_no_link_is_dead(rundgang: Rundgang) -> None:
    assert {adresse: s for adresse, s in rundgang.dateien.items() if s != 200} == {}
    arten = {adresse.rpartition(".")[2] for adresse in rundgang.dateien}
    assert {"ics", "atom", "json", "csv", "css"} - arten == set()


def test_every_fragment_has_its_target(rundgang: Rundgang) -> None:
    ohne_ziel = [
        f"{adresse}: {verweis}"
        for adresse, befund in rundgang.seiten.items()
        for verweis in befund["verweise"]
        for ziel, fragment in [urldefrag(verweis)]
        if fragment and ziel in rundgang.seiten
        if fragment not in rundgang.seiten[ziel]["kennungen"]
    ]
    assert ohne_ziel == []


def test_every_page_is_well_built(rundgang: Rundgang) -> None:
    maengel = []
    for adresse, befund in rundgang.seiten.items():
        doppelt = [name for name, zahl in Counter(befund["kennungen"]).items() if zahl > 1]
        stufen = befund["stufen"]
        spruenge = [b for a, b in zip([0, *stufen], stufen, strict=False) if b > a + 1]
        ist = (befund["sprache"], doppelt, stufen.count(1), spruenge, befund["speicher"])
        if ist != ("de", [], 1, [], 0):
            maengel.append(f"{adresse}: {ist}")
    assert maengel == []


def test_no_two_pages_have_the_same_title(rundgang: Rundgang) -> None:
    """A list stays the same page when it is filtered, and when it goes on."""
    ganze = {adresse: befund for adresse, befund in rundgang.seiten.items() if "?" not in adresse}
    titel = Counter(befund["titel"] for befund in ganze.values())
    assert {t: zahl for t, zahl in titel.items() if zahl > 1} == {}


def test_no_page_is_heavy(rundgang: Rundgang) -> None:
    groessen = {adresse: befund["groesse"] for adresse, befund in rundgang.seiten.items()}
    assert {a: g for a, g in groessen.items() if g > HTML_HOECHSTENS} == {}


def test_nothing_is_refused_and_nobody_else_is_asked(rundgang: Rundgang) -> None:
    assert rundgang.meldungen == []
    assert [url for url in rundgang.anfragen if not url.startswith(f"{rundgang.portal}/")] == []


def test_cookies_come_with_forms_that_are_sent_and_with_nothing_else(rundgang: Rundgang) -> None:
    assert rundgang.maengel == []
    assert len([s for s in rundgang.seiten.values() if s["sendet"]]) >= 2


def test_the_policy_allows_nothing_inline(rundgang: Rundgang) -> None:
    politik = {befund["politik"] for befund in rundgang.seiten.values()}
    assert [p for p in politik if "unsafe" in p or "default-src 'self'" not in p] == []


def test_the_first_view_is_light(chromium: Browser, portale: Mapping[str, str]) -> None:
    with chromium.new_context() as kontext:
        page = kontext.new_page()
        netz = kontext.new_cdp_session(page)
        netz.send("Network.enable")
        mengen: list[int] = []
        netz.on("Network.loadingFinished", lambda teil: mengen.append(teil["encodedDataLength"]))
        page.goto(portale["typisch"], wait_until="networkidle")
    assert len(mengen) >= 4  # page, styles, fonts
    assert sum(mengen) <= ERSTER_BLICK_HOECHSTENS
