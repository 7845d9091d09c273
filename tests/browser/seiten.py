"""The one list of what a browser looks at: addresses, and what is done there first.

A new page joins by one line, with each of the data sets (daten.py) in which it differs.
"""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

from tests.browser.daten import NAME, NUMMER, PASSWORT, WORT

# With the data of a first start.
TYPISCH = (
    "/",
    "/termine/",
    "/termine/?stadtteil=welper",
    "/termine/archiv/",
    "/termine/runden/fruehjahr-2026/",
    "/termine/welper-fruehjahr-2026/",
    "/termine/eobs-fruehjahr-2026/",
    "/termine/runden/beispielrunde/",
    "/termine/winz-baak-beispielrunde/",  # moved
    "/termine/hattingen-mitte-beispielrunde/",  # cancelled, on again, at another venue
    "/termine/holthausen-beispielrunde/",  # cancelled
    "/termine/blankenstein-beispielrunde/",  # postponed
    "/kalender/",
    "/daten/",
    "/stadtteile/",
    "/stadtteile/welper/",
    "/stadtteile/eobs/",
    "/akteure/?stadtteil=blankenstein",
    "/akteure/hwg-eg/",
    "/akteure/hwg-eg/berichtigen/",
    "/aktuelles/",
    "/aktuelles/hattingen-ist-engagierte-stadt/",
    "/suche/",
    "/suche/?q=konferenz+hattingen",
    "/suche/?q=bredenschaid&bereich=akteure",
    "/suche/?q=xylofon&stadtteil=welper",
    "/kontakt/",
    "/barriere-melden/",
    "/barrierefreiheit/",
    "/impressum/",
    "/datenschutz/",
    "/leichte-sprache/",
    "/gebaerdensprache/",
    "/einbetten/termine/",
    "/gibt-es-nicht/",
)
# Without conferences, news and actors.
LEER = (
    "/",
    "/termine/",
    "/termine/archiv/",
    "/kalender/",
    "/daten/",
    "/stadtteile/",
    "/stadtteile/welper/",
    "/akteure/",
    "/aktuelles/",
    "/suche/",
    "/suche/?q=konferenz",
    "/kontakt/",
    "/barrierefreiheit/",
    "/impressum/",
    "/einbetten/termine/",
)
# Thirty of everything, under long names; what opens and what has errors stands in ZUSTAENDE.
VOLL = (
    "/termine/?seite=2",
    "/termine/?stadtteil=voll",
    "/termine/?stadtteil=gibt-es-nicht",
    "/termine/archiv/",
    "/termine/runden/voll/",
    "/termine/runden/voll-beispiel/",
    "/termine/voll/",
    "/termine/verschoben-0/",
    "/termine/abgesagt-1/",
    "/termine/vertagt-2/",
    "/termine/ohne-3/",
    "/termine/ohne-13/",
    "/termine/online-4/",
    "/termine/verlegt-7/",
    "/termine/laeuft-8/",
    "/termine/beispiel-0/",
    "/termine/vergangen-4/",
    "/daten/",
    "/stadtteile/",
    "/stadtteile/voll/",
    "/akteure/?stadtteil=voll&seite=2",
    "/akteure/voll/",
    "/akteure/voll/berichtigen/",
    "/aktuelles/",
    "/aktuelles/?seite=2",
    "/aktuelles/voll/",
    "/suche/?q=Donaudampfschifffahrt",
    f"/suche/?q={WORT}xyz",
    "/kontakt/",
    "/barriere-melden/",
    "/barrierefreiheit/",
    "/impressum/",
    "/datenschutz/",
    "/leichte-sprache/",
    "/gebaerdensprache/",
    "/einbetten/termine/",
    f"/nachricht-angekommen/{NUMMER}/",
    "/gibt-es-nicht/",
)


@dataclass(frozen=True)
class Ansicht:
    """What somebody sees at `adresse` of the portal `daten` after `schritte`, named `zustand`."""

    daten: str
    adresse: str
    zustand: str = ""
    schritte: Callable[[Page], None] | None = None
    angemeldet: bool = False

    def __str__(self) -> str:
        return " ".join(teil for teil in (self.daten, self.adresse, self.zustand) if teil)

    def oeffnen(self, page: Page, portal: str) -> None:
        """Go there from `portal`, its address."""
        if self.angemeldet:
            anmelden(page, portal)
        page.goto(portal + self.adresse)
        if self.schritte is not None:
            self.schritte(page)


def anmelden(page: Page, portal: str) -> None:
    page.goto(f"{portal}/admin/login/?next=/gesundheit/")
    page.fill("#id_username", NAME)
    page.fill("#id_password", PASSWORT)
    page.click("[type=submit]")


def aufgeklappt(page: Page) -> None:
    """Open all that opens: menu, filters, QR codes, further changes."""
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")


def abgeschickt(page: Page) -> None:
    """Send the form as it was handed out: too fast, and with nothing in it."""
    with page.expect_navigation():
        page.locator("form.formular [type=submit]").click()


def geleert(page: Page) -> None:
    """Take out everything that can be taken out, and send the form."""
    for feld in page.locator("form.formular :is(input, textarea):visible:not([type])").all():
        feld.fill("")
    page.locator("form.formular [name=eintrag_name]").fill("")
    page.locator("form.formular [name=eintrag_website]").fill("das ist keine Adresse")
    abgeschickt(page)


ZUSTAENDE = (
    Ansicht("voll", "/", "aufgeklappt", aufgeklappt),
    Ansicht("voll", "/termine/", "aufgeklappt", aufgeklappt),
    Ansicht("voll", "/termine/weitere-1/", "aufgeklappt", aufgeklappt),
    Ansicht("voll", "/kalender/", "aufgeklappt", aufgeklappt),
    Ansicht("voll", "/akteure/", "aufgeklappt", aufgeklappt),
    Ansicht("voll", "/suche/", "aufgeklappt", aufgeklappt),
    Ansicht("voll", "/kontakt/", "mit Fehlern", abgeschickt),
    Ansicht("voll", "/barriere-melden/", "mit Fehlern", abgeschickt),
    Ansicht("voll", "/akteure/voll/berichtigen/", "mit Fehlern", geleert),
    Ansicht("typisch", "/kontakt/", "mit Fehlern", abgeschickt),
    Ansicht("typisch", "/akteure/hwg-eg/berichtigen/", "mit Fehlern", geleert),
    Ansicht("voll", "/bausteine/", angemeldet=True),
)
ANSICHTEN = (
    *(Ansicht("typisch", adresse) for adresse in TYPISCH),
    *(Ansicht("leer", adresse) for adresse in LEER),
    *(Ansicht("voll", adresse) for adresse in VOLL),
    *ZUSTAENDE,
)


def ansichten(daten: str) -> list[Ansicht]:
    return [ansicht for ansicht in ANSICHTEN if ansicht.daten == daten]
