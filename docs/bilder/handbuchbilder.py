"""Takes the pictures of the handbook, from a portal of its own with example data.

make handbuchbilder
"""

from collections.abc import Callable, Iterator
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, FloatRect, Locator, Page

from docs.bilder.aufnahme import BILDDICHTE, chromium, verkleinert
from tests.browser import daten, handbuch
from tests.browser.portal import portal

ORDNER = Path(__file__).parent / "handbuch"
FENSTER = (1180, 900)  # CSS pixels; wide enough for the admin's layout of a desk
RAND, HOECHSTENS = 12, 800  # around what is shown, and how high it may be
KONFERENZEN = "/admin/konferenzen/konferenz/"
WINZ_BAAK = "Winz-Baak"  # a conference of the example round that takes place
WEITER = "Weiter: ansehen, was dann gilt"

Zeigt = tuple[str, Locator, Locator]  # file, where the picture begins, where it ends


def main() -> None:
    """Take all pictures and store them in place of the old ones."""
    ORDNER.mkdir(exist_ok=True)
    with portal("handbuch") as adresse, chromium() as browser:
        for bilder in (vor_der_anmeldung, buero, konten):
            with fenster(browser, adresse) as kontext:
                for name, von, bis in bilder(kontext):
                    aufnehmen(name, von, bis)


def fenster(browser: Browser, adresse: str) -> BrowserContext:
    """Give a light window of the fixed size, with the admin's list of models folded away."""
    kontext = browser.new_context(
        base_url=adresse,
        viewport={"width": FENSTER[0], "height": FENSTER[1]},
        color_scheme="light",
        device_scale_factor=BILDDICHTE,
        locale="de-DE",
        timezone_id="Europe/Berlin",
    )
    kontext.add_init_script("localStorage.setItem('django.admin.navSidebarIsOpen', 'false')")
    return kontext


def aufnehmen(name: str, von: Locator, bis: Locator) -> None:
    """Store what reaches from the top of `von` to the bottom of `bis` as the picture `name`."""
    oben, unten = _flaeche(von), _flaeche(bis)
    links = max(min(oben["x"], unten["x"]) - RAND, 0)
    rechts = max(oben["x"] + oben["width"], unten["x"] + unten["width"]) + RAND
    beginn = max(oben["y"] - RAND, 0)
    hoehe = min(unten["y"] + unten["height"] + RAND - beginn, HOECHSTENS)
    ausschnitt: FloatRect = {
        "x": links,
        "y": beginn,
        "width": min(rechts, FENSTER[0]) - links,
        "height": hoehe,
    }
    bild = von.page.screenshot(clip=ausschnitt, full_page=True, animations="disabled")
    verkleinert(bild, farben=64).save(ORDNER / f"{name}.png", optimize=True)


def _flaeche(stelle: Locator) -> FloatRect:
    """Give where it stands on the whole page, in CSS pixels."""
    stelle.page.evaluate("document.activeElement?.blur(); scrollTo(0, 0)")
    flaeche = stelle.bounding_box()
    if flaeche is None:
        raise RuntimeError(f"Nicht zu sehen: {stelle}")
    return flaeche


# --- What is shown -----------------------------------------------------------------------------


def vor_der_anmeldung(kontext: BrowserContext) -> Iterator[Zeigt]:
    """Show what is there before somebody has logged in."""
    page = kontext.new_page()
    page.goto("/admin/")
    yield "anmelden", page.locator("#container"), page.locator("#content-main")


def buero(kontext: BrowserContext) -> Iterator[Zeigt]:
    """Show what the office does, one task after the other."""
    page = angemeldet(kontext, handbuch.BUERO)
    for aufgabe in AUFGABEN:
        yield from aufgabe(page)


def konten(kontext: BrowserContext) -> Iterator[Zeigt]:
    """Show what only those see who keep the accounts."""
    page = angemeldet(kontext, daten.NAME)
    page.goto("/admin/auth/user/?q=" + handbuch.KOLLEGIN)
    page.locator("#result_list tbody th a").click()
    yield "konto", page.locator(".field-groups"), page.locator(".field-stadtteile")


def startseite(page: Page) -> Iterator[Zeigt]:
    page.goto("/admin/")
    yield "startseite", page.locator("#header"), page.locator(".cockpit__gruppen")
    liste = page.locator("section[aria-labelledby=konferenzen]")
    yield "schritte", liste.locator("h3").first, liste.locator(".konferenz").nth(3)


def zweiter_faktor(page: Page) -> Iterator[Zeigt]:
    page.goto("/admin/absichern/")
    page.click("button >> text=Zweiten Faktor einrichten")
    yield "zweiter-faktor", page.locator("#content h1"), page.locator("#content-main")


def runde_planen(page: Page) -> Iterator[Zeigt]:
    page.goto("/admin/konferenzen/runde/planen/")
    page.select_option("[name=vorlage]", label="Frühjahr 2026")
    page.fill("[name=name]", "Frühjahr 2027")
    page.click("button >> text=Weiter: Termine vorschlagen")
    zeilen = page.locator(".planzeile")
    yield "planen", zeilen.nth(0), zeilen.nth(1)


def liste_einlesen(page: Page) -> Iterator[Zeigt]:
    page.goto("/admin/konferenzen/runde/einlesen/")
    page.fill("[name=neue_runde]", "Frühjahr 2027")
    page.fill("[name=liste]", handbuch.LISTE)
    page.click("button >> text=Weiter: Zeilen prüfen")
    zeile = page.locator(".listenzeile").first
    yield "einlesen", zeile, zeile


def konferenzliste(page: Page) -> Iterator[Zeigt]:
    page.goto(KONFERENZEN + "?termin=kommt")
    yield (
        "liste",
        page.locator("#changelist-form .actions"),
        page.locator("#result_list tbody tr").nth(4),
    )


def mehrere_aendern(page: Page) -> Iterator[Zeigt]:
    page.goto(KONFERENZEN + "?termin=kommt&status__exact=oeffentlich")
    for zeile in page.locator(".action-select").all()[:2]:
        zeile.check()
    page.select_option("[name=action]", label="Ändern: Uhrzeit, Ort oder Form")
    page.click("[name=index]")
    page.fill("[name=beginn]", "18:00")
    yield "anpassen", page.locator("#content h1"), page.locator("#vorgang_form .module").nth(1)


def konferenz(page: Page) -> Iterator[Zeigt]:
    _konferenz_oeffnen(page)
    yield "konferenz", page.locator("#content h1"), page.locator(".stand")


def verlegen(page: Page) -> Iterator[Zeigt]:
    _konferenz_oeffnen(page)
    page.click(".vorgaenge >> text=Verlegen")
    page.fill("[name=beginn_1]", "18:30")
    page.fill("[name=ende_1]", "20:30")
    page.fill("[name=grund]", "Beispiel: Vorher ist der Raum belegt.")
    page.click(f"button >> text={WEITER}")
    vorschau = page.locator("#vorschau")
    yield "verlegen", vorschau, vorschau


def konflikt(page: Page) -> Iterator[Zeigt]:
    _konferenz_oeffnen(page)
    with fenster(page.context.browser, page.url.partition("/admin/")[0]) as daneben:
        andere = angemeldet(daneben, handbuch.KOLLEGIN)
        andere.goto(page.url)
        andere.fill("[name=anmeldung_hinweis]", "Beispiel: Bitte bis Montag anmelden.")
        andere.fill("[name=beschreibung]", "Beispieltext: Es geht um den Spielplatz.")
        andere.click("[name=_save]")
    page.fill("[name=beschreibung]", "Beispieltext: Es geht um den Wochenmarkt.")
    page.click("[name=_save]")
    yield "konflikt", page.locator(".inzwischen"), page.locator(".inzwischen")
    page.click("button >> text=Meine Fassung sichern")


def geschichte(page: Page) -> Iterator[Zeigt]:
    _konferenz_oeffnen(page)
    page.click(".object-tools >> text=Geschichte")
    gruppen = page.locator(".geschichte__gruppe")
    yield "geschichte", page.locator("#content h1"), gruppen.nth(1)


def pressetext(page: Page) -> Iterator[Zeigt]:
    _konferenz_oeffnen(page)
    page.click(".object-tools >> text=Pressetext")
    yield "pressetext", page.locator("#content h1"), page.locator("#text-presse")


def texte(page: Page) -> Iterator[Zeigt]:
    page.goto("/admin/aktuelles/beitrag/?q=Frühjahrsrunde")
    page.locator("#result_list tbody th a").click()
    page.wait_for_selector(".ProseMirror[contenteditable=true]")
    yield "texte", page.locator("#content h1"), page.locator(".field-text")


def antworten(page: Page) -> Iterator[Zeigt]:
    page.goto("/admin/hattingen_portal/meldung/")
    page.locator("#result_list tbody th a").click()
    page.click(".vorgaenge >> text=Antworten")
    yield "antworten", page.locator("#content h1"), page.locator("#antwort_form .module")


def seiten(page: Page) -> Iterator[Zeigt]:
    page.goto("/admin/hattingen_portal/seite/")
    yield "seiten", page.locator("#content h1"), page.locator("#result_list")


AUFGABEN: tuple[Callable[[Page], Iterator[Zeigt]], ...] = (
    startseite,
    zweiter_faktor,
    runde_planen,
    liste_einlesen,
    konferenzliste,
    mehrere_aendern,
    konferenz,
    verlegen,
    konflikt,
    geschichte,
    pressetext,
    texte,
    antworten,
    seiten,
)


def angemeldet(kontext: BrowserContext, name: str) -> Page:
    """Give a page on which `name` has logged in."""
    page = kontext.new_page()
    page.goto("/admin/login/")
    page.fill("[name=username]", name)
    page.fill("[name=password]", daten.PASSWORT)
    page.click("[type=submit]")
    page.wait_for_selector("#user-tools")
    return page


def _konferenz_oeffnen(page: Page) -> None:
    page.goto(f"{KONFERENZEN}?termin=kommt&q={WINZ_BAAK}")
    page.locator("#result_list tbody th a").click()


if __name__ == "__main__":
    main()
