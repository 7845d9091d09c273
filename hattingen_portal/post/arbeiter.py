"""The worker inside `make start`: a thread, since a process more could be left behind.

In production, `manage.py procrastinate worker` is a service of its own (docs/betrieb.md).
"""

import asyncio
import logging
import threading
from contextlib import suppress
from copy import copy
from typing import Any

from attr import evolve
from procrastinate import App, PsycopgConnector
from procrastinate.contrib.django import app
from procrastinate.contrib.django.utils import connector_params
from procrastinate.exceptions import ConnectorException
from procrastinate.tasks import Task

PAUSE = 2.0  # seconds until the next try after the database was lost
GEDULD = 5.0  # seconds that a mail on its way may hold up the end

log = logging.getLogger(__name__)


class AbgebrochenError(Exception):
    """The worker has ended although nobody told it to."""


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
        _verlust_nur_einmal_melden()
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
        """Work as long as the database does."""
        async with _eigene_app().open_async() as eigene:
            await eigene.run_worker_async(install_signal_handlers=False)
        # Without an error of its own it ends where something beside the jobs has broken off.
        raise AbgebrochenError


def _verlust_nur_einmal_melden() -> None:
    """Leave out what others tell of a lost database, with tracebacks: `_arbeiten` says it."""
    logging.getLogger("psycopg.pool").setLevel(logging.ERROR)
    for name in ("procrastinate.worker.worker", "procrastinate.utils"):
        logging.getLogger(name).addFilter(_kein_verlust)


def _kein_verlust(eintrag: logging.LogRecord) -> bool:
    return not (eintrag.exc_info and isinstance(eintrag.exc_info[1], ConnectorException))


def _eigene_app() -> App:
    """Give the app of the views with connections of its own, which come back after a loss.

    Jobs that a view queues must stay in that view's transaction, on Django's connection, which a
    worker cannot use. The periodic tasks would go on using it, in a thread where nobody closes it
    once it is dead: they are bound to the new app.
    """
    verbindung = PsycopgConnector(kwargs=connector_params(), min_size=1, timeout=GEDULD)
    eigene = app.with_connector(verbindung)
    eigene.perform_import_paths()  # type: ignore[no-untyped-call]  # without, none are known yet
    takte = copy(app.periodic_registry)
    takte.periodic_tasks = {
        name: evolve(
            takt,
            task=_gebunden(takt.task, eigene),
            configure_kwargs=takt.configure_kwargs.copy(),
        )
        for name, takt in takte.periodic_tasks.items()
    }
    eigene.periodic_registry = takte
    return eigene


def _gebunden(aufgabe: Task[..., Any, ...], eigene: App) -> Task[..., Any, ...]:
    """Give a copy of `aufgabe` that is queued through the app `eigene`."""
    aufgabe = copy(aufgabe)
    aufgabe.blueprint = eigene
    return aufgabe
