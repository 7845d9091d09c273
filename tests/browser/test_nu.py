"""The Nu Html Checker reads what the server sends for every page and state."""

import json
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Response

from tests.browser.conftest import fehlt
from tests.browser.seiten import ANSICHTEN, Ansicht

pytestmark = pytest.mark.browser
JAVA = shutil.which("java")
VNU = settings.BASE_DIR / "node_modules/vnu-jar/build/dist/vnu.jar"
CSS = settings.BAU / "static/portal"
# What the checker says though it is meant, each with its reason.
GEMEINT = (
    "Property “line-clamp” doesn't exist",  # it does since CSS Overflow 4, which it does not know
    "Property “field-sizing” doesn't exist",  # CSS Form Control Styling 1; a plus where it is known
    "Bad value “das ist keine Adresse”",  # what somebody typed stands there again, to be mended
)


def beanstandet(dateien: list[Path]) -> list[str]:
    """Give the checker's errors and warnings about `dateien`, by file."""
    if JAVA is None:
        fehlt("Kein Java gefunden (Debian: apt install default-jre-headless).")
    befehl = [str(JAVA), "-jar", str(VNU), "--format", "json", "--also-check-css"]
    ergebnis = subprocess.run([*befehl, *map(str, dateien)], capture_output=True, check=False)
    return [
        f"{Path(m['url']).name}: {m['message']} {m.get('extract', '')}"
        for m in json.loads(ergebnis.stderr)["messages"]
        if not any(gemeint in m["message"] for gemeint in GEMEINT)
    ]


def gesendet(chromium: Browser, portal: str, ansicht: Ansicht) -> bytes:
    """Give the page as the server sends it, which is not what a browser makes of it."""
    antworten: list[Response] = []

    def merken(antwort: Response) -> None:
        if antwort.request.is_navigation_request():
            antworten.append(antwort)

    with chromium.new_context() as kontext:
        if ansicht.schritte is None and not ansicht.angemeldet:
            return kontext.request.get(portal + ansicht.adresse).body()
        page = kontext.new_page()
        page.on("response", merken)
        ansicht.oeffnen(page, portal)
        return antworten[-1].body()


def test_every_page_is_valid_html(
    chromium: Browser, portale: Mapping[str, str], tmp_path: Path
) -> None:
    dateien = []
    for nummer, ansicht in enumerate(ANSICHTEN):
        name = "".join(zeichen if zeichen.isalnum() else "-" for zeichen in str(ansicht))
        dateien.append(tmp_path / f"{nummer}-{name[:80]}.html")
        dateien[-1].write_bytes(gesendet(chromium, portale[ansicht.daten], ansicht))
    assert beanstandet(dateien) == []


def test_the_styles_are_valid_css() -> None:
    assert beanstandet([CSS / "portal.css", CSS / "einbetten.css"]) == []


def test_the_checker_finds_what_is_wrong(tmp_path: Path) -> None:
    datei = tmp_path / "falsch.html"
    datei.write_text('<!DOCTYPE html><html lang="de"><title>T</title><p id="a"><p id="a">')
    assert [zeile.split(".")[1] for zeile in beanstandet([datei])] == [
        "html: Duplicate ID “a”",
        "html: The first occurrence of ID “a” was here",
    ]
