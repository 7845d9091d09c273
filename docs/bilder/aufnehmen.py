"""Takes the pictures of the README from a running portal.

make start PORT=8001
.venv/bin/python docs/bilder/aufnehmen.py http://127.0.0.1:8001
"""

import shutil
import sys
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

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
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        for name, seite, breite, hoehe, farben in AUFNAHMEN:
            bild = aufnahme(browser, adresse + seite, breite, hoehe, farben)
            bild.save(ORDNER / f"{name}.png", optimize=True)
        browser.close()


def aufnahme(browser: Browser, adresse: str, breite: int, hoehe: int, farben: str) -> Image.Image:
    """Give what a window of that size, in pixels, shows of `adresse`, in 128 colours."""
    with browser.new_context(
        viewport={"width": breite, "height": hoehe},
        color_scheme="dark" if farben == "dark" else "light",
        device_scale_factor=1.5,
    ) as kontext:
        page = kontext.new_page()
        page.goto(adresse)
        aufgenommen = page.screenshot()
    return Image.open(BytesIO(aufgenommen)).convert("RGB").quantize(128, dither=Image.Dither.NONE)


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/"))
