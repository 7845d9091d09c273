"""What the tests of the mail share: a server, a worker that does what is due, and a clean queue."""

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections
from procrastinate.contrib.django import app
from pytest_django import Settings

from hattingen_portal.post.mailserver import Mailserver
from tests.post.smtpserver import Verhalten, mailserver, smtpserver


@pytest.fixture
def verhalten() -> Verhalten:
    return Verhalten()


@pytest.fixture
def server(verhalten: Verhalten) -> Iterator[Mailserver]:
    with smtpserver(verhalten) as port:
        yield mailserver(port)


@pytest.fixture
def postweg(server: Mailserver, settings: Settings) -> Mailserver:
    """Let the portal send through the server."""
    settings.PORTAL_SMTP = server
    settings.PORTAL_ABSENDER = "portal@example.org"
    settings.PORTAL_BASIS_URL = "https://quartiere.example.org"
    return server


@pytest.fixture
def arbeiten(
    transactional_db: None, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[..., None]]:
    """Let a real worker deliver what is due, and end; the queue is empty before and after."""
    monkeypatch.setitem(connections.settings["default"], "CONN_MAX_AGE", 0)

    async def arbeiten(queue: str) -> None:
        with app.replace_connector(app.connector.get_worker_connector()) as eigene:
            async with eigene.open_async():  # and closed: else its connections outlive the test
                await eigene.run_worker_async(
                    queues=[queue], wait=False, install_signal_handlers=False
                )

    def schicht(queue: str = "post") -> None:
        asyncio.run(arbeiten(queue))

    def in_eigenem_faden(*, queue: str = "post") -> None:
        # Playwright's event loop runs in the thread of the tests: a worker's cannot start there.
        with ThreadPoolExecutor(1) as faden:
            faden.submit(schicht, queue).result()

    _leeren()
    yield in_eigenem_faden
    _leeren()


def _leeren() -> None:
    """Empty procrastinate's tables: Django does not look after them between tests."""
    with connection.cursor() as zeiger:
        zeiger.execute("TRUNCATE procrastinate_jobs, procrastinate_workers CASCADE")
