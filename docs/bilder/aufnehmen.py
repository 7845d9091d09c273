"""Takes the pictures of the README from a running portal.

make start PORT=8001
.venv/bin/python -m docs.bilder.aufnehmen http://127.0.0.1:8001
"""

import sys
from pathlib import Path

from playwright.sync_api import Browser

from docs.bilder.aufnahme import BILDDICHTE, chromium, verkleinert

ORDNER = Path(__file__).parent
# File, page, width and height of the window, colours.
AUFNAHMEN = (
    ("startseite", "/", 1280, 860, "light"),
    ("startseite-telefon", "/", 390, 844, "dark"),
    ("konferenz", "/termine/winz-baak-beispielrunde/", 390, 844, "light"),
    ("stadtteil", "/stadtteile/eobs/", 390, 844, "dark"),
    ("stadtteile", "/stadtteile/", 390, 844, "light"),
)


def main(adresse: str) -> None:
    """Take all pictures of the portal at `adresse` and store them beside this file."""
    with chromium() as browser:
        for name, seite, breite, hoehe, farben in AUFNAHMEN:
            bild = aufnahme(browser, adresse + seite, breite, hoehe, farben)
            verkleinert(bild).save(ORDNER / f"{name}.png", optimize=True)


def aufnahme(browser: Browser, adresse: str, breite: int, hoehe: int, farben: str) -> bytes:
    """Give what a window of that size, in pixels, shows of `adresse`."""
    with browser.new_context(
        viewport={"width": breite, "height": hoehe},
        color_scheme="dark" if farben == "dark" else "light",
        device_scale_factor=BILDDICHTE,
    ) as kontext:
        page = kontext.new_page()
        page.goto(adresse)
        page.reload()  # the font that came late to the first view is there now
        return page.screenshot()


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/"))
