"""What people get while something is away or went wrong: axe, the Nu checker, and a phone's width.

Nobody comes upon these pages by looking around. They are handed to the browser as they are sent;
nginx's own lie in betrieb/ as files.
"""

from typing import Any, NoReturn
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import OperationalError, connection
from django.template.loader import render_to_string
from django.test import Client
from playwright.sync_api import Browser, Route

from hattingen_portal.suche.views import JE_ANSCHLUSS
from tests import fabriken as f
from tests.browser.axe import verstoesse
from tests.browser.test_axe import paarweise
from tests.browser.test_nu import beanstandet
from tests.umgebung import WURZEL

# Within a transaction no page is kept.
pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("jetzt"),
]
WURZELADRESSE = "https://quartiere.example.org"
NGINX = WURZEL / "betrieb/nginx/fehlerseiten"
# Pages that stand without database, with what they may have to say.
VORLAGEN: dict[str, tuple[str, dict[str, Any]]] = {
    "400": ("400.html", {}),
    "400-lang": ("400.html", {"zu_lang": True}),
    "403-csrf": ("403_csrf.html", {}),
    "500": ("500.html", {}),
    "503": ("503.html", {"telefon": "(02324) 204-5552"}),
    "503-geschrieben": ("503.html", {"telefon": "(02324) 204-5552", "geschrieben": True}),
}
# One page, and that inside the pages of others: which say that they are not of today.
AUFGEHOBEN = ("/termine/", "/einbetten/termine/")


def fort(*_: Any) -> NoReturn:
    raise OperationalError("server closed the connection unexpectedly")


@pytest.fixture
def seiten() -> dict[str, str]:
    """Give all these pages as they are sent, by a name."""
    f.konferenz(stadtteil=f.stadtteil("Welper"), beginn=f.berlin(2026, 1, 26, 17))
    seiten = {f"nginx-{datei.stem}": datei.read_text() for datei in NGINX.glob("*.html")}
    seiten |= {name: render_to_string(*vorlage) for name, vorlage in VORLAGEN.items()}
    for adresse in AUFGEHOBEN:
        Client().get(adresse)
        with connection.execute_wrapper(fort):
            seiten[f"aufgehoben{adresse.replace('/', '-')}"] = Client().get(adresse).text
    [grenze] = JE_ANSCHLUSS
    # Each search another one: what is at hand costs nothing and counts nothing.
    antworten = [Client().get(f"/suche/?q=welper{n}") for n in range(grenze.hoechstens + 1)]
    assert antworten[-1].status_code == 429
    return seiten | {"429-suche": antworten[-1].text}


def test_they_are_valid_html(seiten: dict[str, str], tmp_path: Any) -> None:
    dateien = []
    for name, inhalt in seiten.items():
        dateien.append(tmp_path / f"{name}.html")
        dateien[-1].write_text(inhalt)
    assert len(dateien) == 5 + len(VORLAGEN) + len(AUFGEHOBEN) + 1
    assert beanstandet(dateien) == []


def test_axe_finds_nothing_and_they_fit_on_a_phone(
    chromium: Browser, seiten: dict[str, str]
) -> None:
    def liefern(weg: Route) -> None:
        pfad = urlsplit(weg.request.url).path
        if pfad.startswith("/static/"):
            weg.fulfill(path=settings.BAU / "gesammelt" / pfad.removeprefix("/static/"))
        else:
            weg.fulfill(body=seiten[pfad[1:]], content_type="text/html; charset=utf-8")

    gefunden = []
    with chromium.new_context() as kontext:
        kontext.route("**/*", liefern)
        page = kontext.new_page()
        for nummer, name in enumerate(sorted(seiten)):
            page.goto(f"{WURZELADRESSE}/{name}")
            for farben, breite in paarweise(nummer):
                page.emulate_media(**{"forced_colors": "none"} | farben)
                page.set_viewport_size({"width": breite, "height": 844})
                wo = f"{name} {farben} {breite}"
                weite = page.evaluate("document.documentElement.scrollWidth")
                gefunden += [f"{wo}: {weite} Pixel breit"] if weite > breite else []
                gefunden += [f"{wo}: {verstoss}" for verstoss in verstoesse(page)]
            # Styled, and with all that it shows: a page without its stylesheet would pass, too.
            schrift = page.evaluate("getComputedStyle(document.body).fontFamily")
            assert "Fira Sans" in schrift, name
            bilder = "[...document.images].filter(b => !b.naturalWidth).map(b => b.src)"
            assert page.evaluate(bilder) == [], name
    assert gefunden == []


def test_a_page_that_is_not_of_today_says_so_where_it_begins(seiten: dict[str, str]) -> None:
    for name in ("aufgehoben-termine-", "aufgehoben-einbetten-termine-"):
        _, _, hauptteil = seiten[name].partition("<main")
        assert hauptteil.partition("<p")[2].startswith(' class="leiste" role="status">'), name
