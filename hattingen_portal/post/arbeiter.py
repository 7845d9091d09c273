"""The worker inside `make start`: a thread, since a process more could be left behind.

In production, `manage.py procrastinate worker` is a service of its own (docs/betrieb.md).
"""

import asyncio
import logging
import threading
from contextlib import suppress

from procrastinate import PsycopgConnector
from procrastinate.contrib.django import app
from procrastinate.contrib.django.utils import connector_params

PAUSE = 2.0  # seconds until the next try after the database was lost
GEDULD = 5.0  # seconds that a mail on its way may hold up the end

log = logging.getLogger(__name__)


class Arbeiter(threading.Thread):
    """Does jobs until it is told to stop, whatever becomes of the database in between."""

    def __init__(self) -> None:
        """Make the thread; `start` starts it."""
        super().__init__(name="post", daemon=True)
        self._bereit = threading.Event()
        self._schleife: asyncio.AbstractEventLoop
        self._arbeit: asyncio.Task[None]

    def run(self) -> None:
        """Work; asyncio has a loop of its own in each thread."""
        with suppress(asyncio.CancelledError):
            asyncio.run(self._arbeiten())

    def anhalten(self) -> bool:
        """Ask the thread to end and wait for it, GEDULD at most; tell whether it is over.

        To be called when the process ends: what procrastinate reports from then on (its clock finds
        the loop closing, with a traceback) says nothing but that.
        """
        logging.getLogger("procrastinate").setLevel(logging.CRITICAL)
        if self.is_alive() and self._bereit.wait(GEDULD):
            self._schleife.call_soon_threadsafe(self._arbeit.cancel)
            self.join(GEDULD)
        return not self.is_alive()

    async def _arbeiten(self) -> None:
        self._schleife = asyncio.get_running_loop()
        self._arbeit = asyncio.current_task()  # type: ignore[assignment]  # there is one in here
        self._bereit.set()
        while True:
            try:
                await self._eine_schicht()
            except Exception as fehler:  # of whatever kind: the next try finds out
                log.warning("Der Mailversand macht eine Pause: %s", type(fehler).__name__)
            await asyncio.sleep(PAUSE)

    async def _eine_schicht(self) -> None:
        """Work as long as the database does.

        With an app of its own: jobs that a view queues must stay in that view's transaction, on
        Django's connection, which a worker cannot use.
        """
        verbindung = PsycopgConnector(kwargs=connector_params(), min_size=1)
        async with app.with_connector(verbindung).open_async() as eigene:
            await eigene.run_worker_async(install_signal_handlers=False)
