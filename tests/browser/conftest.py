"""A real Chromium in front of a real server with the data of a first start."""

import os
import shutil
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core.management import call_command
from playwright.sync_api import Browser, sync_playwright
from pytest_django.live_server_helper import LiveServer

# Playwright's own event loop runs in the thread of the tests. Django sees it and would refuse to
# touch the database there, though nothing in a test is asynchronous.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
KEIN_CHROMIUM = "Kein Chromium gefunden (Debian: apt install chromium)."
# As root there is no sandbox; the rest keeps Chromium from calling its maker.
SCHALTER = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SEITEN = (
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
    "/aktuelles/",
    "/aktuelles/hattingen-ist-engagierte-stadt/",
    "/suche/",
    "/suche/?q=konferenz+hattingen",
    "/suche/?q=bredenschaid&bereich=akteure",
    "/suche/?q=xylofon&stadtteil=welper",
    "/kontakt/",
    "/impressum/",
    "/gibt-es-nicht/",
)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say in one line why the tests of this folder were skipped."""
    if CHROMIUM is None:
        terminalreporter.write_line(f"Browsertests ausgelassen: {KEIN_CHROMIUM}")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    if CHROMIUM is None:
        if os.environ.get("PORTAL_BROWSER_PFLICHT") == "1":
            pytest.fail(KEIN_CHROMIUM)
        pytest.skip(KEIN_CHROMIUM)
    if not (settings.BAU / "static/portal/portal.css").is_file():
        pytest.fail("Die Gestaltung ist nicht gebaut. Bitte rufen Sie „make bauen“ auf.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=SCHALTER)
        yield browser
        browser.close()


@pytest.fixture
def portal(live_server: LiveServer) -> str:
    """Give the address of a running portal as it is after its first start."""
    call_command("grunddaten", verbosity=0)
    call_command("beispieldaten", verbosity=0)
    return live_server.url
