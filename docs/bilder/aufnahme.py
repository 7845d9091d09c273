"""What all pictures of the docs share: the browser that takes them, and how they become small."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

BILDDICHTE = 1.5  # pixels of a picture to a pixel of the page; the handbook's page counts on it


@contextmanager
def chromium() -> Iterator[Browser]:
    """Give a running Chromium, the machine's own."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        yield browser
        browser.close()


def verkleinert(aufgenommen: bytes, farben: int = 128) -> Image.Image:
    """Give what was taken, as PNG, in so few colours that its file stays small."""
    bild = Image.open(BytesIO(aufgenommen)).convert("RGB")
    return bild.quantize(farben, dither=Image.Dither.NONE)
