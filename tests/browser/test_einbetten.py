"""The list of dates in frames: inside the pages of those who may, and of nobody else."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from pytest_django import Settings

from tests.browser.axe import verstoesse

pytestmark = pytest.mark.browser
GESPERRT = "chrome-error://chromewebdata/"
ADRESSE = "/einbetten/termine/?stadtteil=welper"


class Leise(SimpleHTTPRequestHandler):
    """Hands out files without writing a log."""

    def log_message(self, *args: Any) -> None:
        pass


@contextmanager
def website(ordner: Path) -> Iterator[str]:
    """Serve `ordner` as somebody else's website; gives its origin."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Leise, directory=ordner))
    faden = threading.Thread(target=server.serve_forever)
    faden.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        faden.join()
        server.server_close()


def mit_rahmen(ordner: Path, adresse: str) -> None:
    """Write a page with the frame as the documentation tells to build it in."""
    (ordner / "index.html").write_text(
        f'<!DOCTYPE html><html lang="de"><title>Stadt</title><iframe src="{adresse}" '
        'title="Termine der Stadtteilkonferenz" width="300" height="480" loading="lazy"></iframe>'
    )


def im_rahmen(page: Page) -> list[str]:
    """Give the headings of the portal that a visitor sees in the frame; none where it is closed."""
    rahmen = page.frames[1]
    rahmen.wait_for_load_state()
    if rahmen.url == GESPERRT:
        return []
    return rahmen.locator("h1").all_inner_texts()


def test_an_allowed_website_shows_it_and_another_does_not(
    chromium: Browser, portal: str, settings: Settings, tmp_path: Path
) -> None:
    mit_rahmen(tmp_path, portal + ADRESSE)
    with (
        website(tmp_path) as erlaubt,
        website(tmp_path) as fremd,
        chromium.new_context() as kontext,
    ):
        settings.PORTAL_EINBETTEN_VON = [erlaubt]
        page = kontext.new_page()
        meldungen: list[str] = []
        page.on("console", lambda meldung: meldungen.append(meldung.text))

        page.goto(erlaubt)
        assert im_rahmen(page) == ["Termine in Welper"]
        assert "frame-ancestors" not in " ".join(meldungen)

        page.goto(fremd)
        assert im_rahmen(page) == []
        assert "frame-ancestors" in " ".join(meldungen)


def test_no_other_page_can_be_framed_even_by_an_allowed_website(
    chromium: Browser, portal: str, settings: Settings, tmp_path: Path
) -> None:
    mit_rahmen(tmp_path, f"{portal}/termine/")
    with website(tmp_path) as erlaubt, chromium.new_context() as kontext:
        settings.PORTAL_EINBETTEN_VON = [erlaubt]
        page = kontext.new_page()
        page.goto(erlaubt)
        assert im_rahmen(page) == []


def test_a_link_leaves_the_frame(
    chromium: Browser, portal: str, settings: Settings, tmp_path: Path
) -> None:
    mit_rahmen(tmp_path, f"{portal}/einbetten/termine/")
    with website(tmp_path) as erlaubt, chromium.new_context() as kontext:
        settings.PORTAL_EINBETTEN_VON = [erlaubt]
        page = kontext.new_page()
        page.goto(erlaubt)
        page.frames[1].get_by_role("link", name="Kalender abonnieren").click()
        page.wait_for_url(f"{portal}/kalender/")


@pytest.mark.parametrize("farben", ["light", "dark"])
@pytest.mark.parametrize("breite", [300, 640, 1280])
def test_it_is_accessible_and_fits_from_300_pixels(
    chromium: Browser, portal: str, farben: Any, breite: int
) -> None:
    with chromium.new_context(
        color_scheme=farben, viewport={"width": breite, "height": 480}
    ) as kontext:
        page = kontext.new_page()
        for suche in ("", "?stadtteil=welper", "?stadtteil=atlantis", "?art=quartiersbesuch"):
            page.goto(f"{portal}/einbetten/termine/{suche}")
            assert page.evaluate("document.documentElement.scrollWidth") == breite, suche
            assert verstoesse(page) == [], suche
