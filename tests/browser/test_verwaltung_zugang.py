"""Every page of the admin with the worst data: axe finds nothing, a phone shows it all, keys do.

The pages of each model come from the admin itself. The steps of planning, reading in, logging in
and of each Vorgang are walked through, with axe, in their own tests.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib import admin
from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.axe import verstoesse
from tests.browser.portal import portal
from tests.browser.seiten import anmelden
from tests.browser.voll import EMAIL

pytestmark = pytest.mark.browser
SCHMAL, BREIT = 390, 1280
# Best practice that Django's template of the rows below a form does not keep: the columns of the
# row's own name and of the box that deletes it have no words at their heads.
DJANGO = frozenset({"empty-table-header"})
# Else axe measures a button's colours halfway between light and dark.
RUHE = "* { transition: none !important }"
MODELLE = [f"{m._meta.app_label}_{m._meta.model_name}" for m in admin.site._registry]
# The one conference with everything has this title alone; of all others, the first row will do.
VOLL = {"konferenzen_konferenz": "Alles"}
SEITEN = ("changelist", "add", "change", "history", "delete")
# What is narrow on wide screens, too, or the same form with less in it.
EINFACH = ("/add/", "/history/", "/delete/")
# What there is not, even for a person who may do everything.
OHNE = {
    "hattingen_portal_anmeldesperre": {"add", "change", "history", "delete"},
    "hattingen_portal_meldung": {"delete"},
    "hattingen_portal_seite": {"add", "delete"},
    "hattingen_portal_sendung": {"add", "delete"},
    "hattingen_portal_vorlauf": {"add", "delete"},
}
WEITERE = (
    "akteure_akteur_privates",
    "aktuelles_beitrag_vorschaulink",
    "auth_user_password_change",
    "hattingen_portal_meldung_antworten",
    "konferenzen_konferenz_anpassen",
    "konferenzen_konferenz_pressetext",
    "konferenzen_konferenz_verlegen",
    "konferenzen_runde_kopieren",
    "konferenzen_runde_pressetext",
    "konferenzen_veranstaltungsort_uebergeben",
)
EINZELNE = (
    "index",
    "password_change",
    "absichern",
    "konferenzen_ferien_einlesen",
    "konferenzen_runde_einlesen",
    "konferenzen_runde_planen",
    "personendaten",
)


@pytest.fixture(scope="module")
def adresse() -> Iterator[str]:
    with portal("voll", PORTAL_TESTSYSTEM="ja") as laufend:  # a line more on each page
        yield laufend


@pytest.fixture(scope="module")
def angemeldet(chromium: Browser, adresse: str) -> Iterator[BrowserContext]:
    # Else the page's policy refuses axe.
    with chromium.new_context(locale="de-DE", bypass_csp=True) as kontext:
        anmelden(kontext.new_page(), adresse)
        yield kontext


@pytest.fixture(scope="module")
def zeilen(angemeldet: BrowserContext, adresse: str) -> dict[str, str]:
    """Give for each model the address of the row that is looked at."""
    page = angemeldet.new_page()
    gefunden = {}
    for modell in MODELLE:
        suche = f"?q={VOLL[modell]}" if modell in VOLL else ""
        page.goto(adresse + reverse(f"admin:{modell}_changelist") + suche)
        if "change" not in OHNE.get(modell, ()):
            link = page.locator("#result_list a[href*='/change/']").first
            gefunden[modell] = str(link.get_attribute("href")).partition("change/")[0]
    return gefunden


def maengel(page: Page, nummer: int, breiten: tuple[int, ...]) -> list[str]:
    """Give what is wrong with the open page in these widths, each in one of the colours."""
    farben: list[Any] = ["light", "dark"]
    gefunden = []
    for n, breite in enumerate(breiten):
        farbe = farben[(nummer + n) % 2]
        page.emulate_media(color_scheme=farbe)
        page.set_viewport_size({"width": breite, "height": 844})
        weite = page.evaluate("document.documentElement.scrollWidth")
        zu_breit = [f"{weite} Pixel breit"] if weite > breite else []
        gefunden += [
            f"{breite} {farbe}: {was}" for was in (*zu_breit, *verstoesse(page, ohne=DJANGO))
        ]
    return gefunden


def pruefen(page: Page, seiten: list[str]) -> None:
    gefunden = []
    for nummer, seite in enumerate(seiten):
        antwort = page.goto(seite)
        assert antwort is not None
        assert antwort.status == 200, seite
        page.add_style_tag(content=RUHE)
        breiten = (SCHMAL,) if seite.endswith(EINFACH) else (SCHMAL, BREIT)
        gefunden += [f"{seite} {was}" for was in maengel(page, nummer, breiten)]
    assert gefunden == []


@pytest.mark.parametrize("modell", MODELLE)
def test_the_pages_of_a_model(
    angemeldet: BrowserContext, adresse: str, zeilen: dict[str, str], modell: str
) -> None:
    seiten = []
    for seite in SEITEN:
        if seite not in OHNE.get(modell, ()):
            oben = seite in {"changelist", "add"}
            wo = reverse(f"admin:{modell}_{seite}") if oben else f"{zeilen[modell]}{seite}/"
            seiten.append(adresse + wo)
    pruefen(angemeldet.pages[0], seiten)


def test_the_other_pages(angemeldet: BrowserContext, adresse: str, zeilen: dict[str, str]) -> None:
    seiten = [adresse + reverse(f"admin:{name}") for name in EINZELNE]
    for name in WEITERE:
        modell = next(m for m in MODELLE if name.startswith(m))
        schluessel = zeilen[modell].rstrip("/").rpartition("/")[2]
        seiten.append(adresse + reverse(f"admin:{name}", args=[schluessel]))
    pruefen(angemeldet.pages[0], seiten)


def test_the_page_that_shows_what_is_stored_about_somebody(
    angemeldet: BrowserContext, adresse: str
) -> None:
    page = angemeldet.pages[0]
    page.goto(adresse + reverse("admin:personendaten"))
    page.get_by_role("button", name="Suchen").click()
    page.get_by_text("Bitte geben Sie die E-Mail-Adresse der Person ein.").wait_for()
    page.add_style_tag(content=RUHE)
    assert maengel(page, 0, (SCHMAL, BREIT)) == []
    page.get_by_label("E-Mail-Adresse der Person").fill("niemand@example.org")
    page.get_by_role("button", name="Suchen").click()
    page.get_by_text("Auch das ist eine Auskunft").wait_for()
    page.add_style_tag(content=RUHE)
    assert maengel(page, 1, (SCHMAL, BREIT)) == []
    page.get_by_label("E-Mail-Adresse der Person").fill(EMAIL)
    page.get_by_role("button", name="Suchen").click()
    page.get_by_role("heading", name=f"Was zu {EMAIL} gespeichert ist").wait_for()
    page.add_style_tag(content=RUHE)
    assert maengel(page, 0, (SCHMAL, BREIT)) == []
    assert maengel(page, 1, (SCHMAL, BREIT)) == []


def test_a_form_for_something_new_opens_at_its_first_field(
    angemeldet: BrowserContext, adresse: str
) -> None:
    page = angemeldet.new_page()
    page.set_viewport_size({"width": BREIT, "height": 844})
    gefunden = {}
    for modell in MODELLE:
        if "add" not in OHNE.get(modell, ()):
            page.goto(adresse + reverse(f"admin:{modell}_add"))
            gefunden[modell] = page.evaluate("document.activeElement.name")
    page.close()
    assert gefunden == {
        "akteure_akteur": "art",
        "akteure_kategorie": "name",
        "aktuelles_beitrag": "titel",
        "auth_user": "username",
        "hattingen_portal_meldung": "art",
        "konferenzen_ferien": "name",
        "konferenzen_konferenz": "art",
        "konferenzen_runde": "name",
        "konferenzen_sperrtag": "was",
        "konferenzen_veranstaltungsort": "name",
        "quartiere_ansprechperson": "funktion",
        "quartiere_ortsteil": "name",
        "quartiere_stadtteil": "name",
    }


# Where the focus is: what it is on, whether that is in sight, and how it looks.
FOKUS = """() => {
    const e = document.activeElement
    if (e === document.body || e === null) return null
    const [s, r] = [getComputedStyle(e), e.getBoundingClientRect()]
    return {
        was: e.outerHTML.slice(0, 120),
        da: r.width > 0 && Math.min(r.bottom, r.right) > 0
            && r.top < innerHeight && r.left < innerWidth,
        ring: s.outlineStyle !== "none" || s.boxShadow !== "none",
        farben: [s.borderColor, s.backgroundColor, s.color, s.textDecorationLine].join(),
    }
}"""
# The same look, of the element that had the focus before.
VERLASSEN = """() => {
    const [e, s] = [window.vorher, window.vorher && getComputedStyle(window.vorher)]
    window.vorher = document.activeElement
    return e && [s.borderColor, s.backgroundColor, s.color, s.textDecorationLine].join()
}"""
# The focus is in the first field of a form: back to the top.
NACH_OBEN = "document.body.tabIndex = -1; document.body.focus()"
VIELE = 400  # steps, more than any of these pages has: whoever takes more is caught somewhere


def gang(page: Page) -> tuple[list[str], list[str]]:
    """Press Tab from top to end; give what had the focus, and what of it nobody could see."""
    wege, unsichtbar, vorher = [], [], None
    for _ in range(VIELE):
        page.keyboard.press("Tab")
        verlassen = page.evaluate(VERLASSEN)
        if vorher and not vorher["ring"] and vorher["farben"] == verlassen:
            unsichtbar.append(f"nicht zu erkennen: {vorher['was']}")
        vorher = page.evaluate(FOKUS)
        if vorher is None:
            return wege, unsichtbar
        wege.append(vorher["was"])
        if not vorher["da"]:
            unsichtbar.append(f"nicht im Bild: {vorher['was']}")
    raise AssertionError(wege[-3:])


@pytest.mark.parametrize(
    "seite",
    [
        "index",
        "akteure_kategorie_changelist",
        "konferenzen_konferenz_add",
        "aktuelles_beitrag_add",
        "konferenzen_runde_planen",
    ],
)
def test_the_keyboard_goes_everywhere_and_shows_where_it_is(
    angemeldet: BrowserContext, adresse: str, seite: str
) -> None:
    page = angemeldet.new_page()
    page.set_viewport_size({"width": BREIT, "height": 844})
    page.goto(adresse + reverse(f"admin:{seite}"))
    page.evaluate(NACH_OBEN)
    wege, unsichtbar = gang(page)
    assert "skip-to-content-link" in wege[0]
    assert unsichtbar == []

    page.reload()
    page.evaluate(NACH_OBEN)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")
    page.close()
