"""A real Chromium in front of real portals."""

import os
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import pytest
from django.conf import settings
from django.core.management import call_command
from playwright.sync_api import Browser, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests.browser.daten import DATEN
from tests.browser.portal import portal as portal_mit
from tests.umgebung import CHROMIUM, KEIN_CHROMIUM

# Playwright's own event loop runs in the thread of the tests. Django sees it and would refuse to
# touch the database there, though nothing in a test is asynchronous.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

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


def fehlt(meldung: str) -> None:
    """Leave the test out for want of a program; where all are asked for, let it fail."""
    if os.environ.get("PORTAL_BROWSER_PFLICHT") == "1":
        pytest.fail(meldung)
    pytest.skip(meldung)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    if CHROMIUM is None:
        fehlt(KEIN_CHROMIUM)
    if not (settings.BAU / "gesammelt/staticfiles.json").is_file():
        pytest.fail("Die Gestaltung ist nicht gebaut. Bitte rufen Sie „make bauen“ auf.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=SCHALTER)
        yield browser
        browser.close()


@pytest.fixture
def portal(live_server: LiveServer) -> str:
    """Give the address of a running portal as it is after its first start, for one test alone."""
    call_command("grunddaten", verbosity=0)
    call_command("beispieldaten", verbosity=0)
    return live_server.url


@pytest.fixture(scope="session")
def portale() -> Iterator[Mapping[str, str]]:
    """Give the addresses of the portals that all tests share, one for each set of data.

    The worst case says that it is a test system, as another line in the header.
    """
    with ExitStack() as offen, ThreadPoolExecutor() as faeden:
        gestartet = {
            name: portal_mit(name, PORTAL_TESTSYSTEM="ja" if name == "voll" else "nein")
            for name in DATEN
        }
        adressen = dict(
            zip(gestartet, faeden.map(offen.enter_context, gestartet.values()), strict=True)
        )
        yield adressen
