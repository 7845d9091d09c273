"""gunicorn's settings for `make start`: one machine, a few people trying the portal out.

Not named gunicorn.conf.py, which gunicorn would also read where a city runs it in its own way.
"""

import logging
import os
import signal
import sys
from functools import partial

from django.conf import settings
from django.db import connection
from gunicorn.arbiter import Arbiter
from gunicorn.workers.base import Worker

from hattingen_portal.post.arbeiter import Arbeiter
from hattingen_portal.start import SIGNALE, merkzettel

bind = f"127.0.0.1:{os.environ['PORT']}"
worker_class = "gthread"
workers = 2
threads = 4
timeout = 60
graceful_timeout = 10
preload_app = True
forwarded_allow_ips = ""  # as for a city (betrieb/gunicorn.py)
loglevel = "error"  # on Ctrl-C, gunicorn may warn of the signal that ended a worker
control_socket_disable = True

# Delivers the mail, one in each of gunicorn's workers: a killed one comes back with its process.
arbeiter = Arbeiter()


def on_starting(_arbiter: Arbiter) -> None:
    """Count the master as a user of the embedded database: it outlives its workers, and so ends it.

    The connection itself is closed again, since workers that fork must not share it.
    """
    connection.ensure_connection()
    connection.close()


def when_ready(arbiter: Arbiter) -> None:
    """Say where the portal is, now that its port is open, and listen to Ctrl-C from here on.

    `start.py` held the signals back, because gunicorn only now knows how to end in order.
    """
    sys.stdout.write(f"\nDas Portal läuft: {settings.PORTAL_BASIS_URL}/    (Beenden mit Strg+C)\n")
    sys.stdout.flush()
    logging.getLogger("gunicorn.error").addFilter(partial(_ist_neu, arbiter))
    if os.isatty(0):
        # A closed terminal ends the portal too; by default gunicorn would load anew.
        signal.signal(signal.SIGHUP, lambda *_: os.kill(os.getpid(), signal.SIGTERM))
    # A worker would not hear a signal between its fork and its own handlers: it waits for them.
    os.register_at_fork(
        before=partial(signal.pthread_sigmask, signal.SIG_BLOCK, SIGNALE),
        after_in_parent=partial(signal.pthread_sigmask, signal.SIG_UNBLOCK, SIGNALE),
    )
    signal.pthread_sigmask(signal.SIG_UNBLOCK, SIGNALE)


def _ist_neu(arbiter: Arbiter, _eintrag: logging.LogRecord) -> bool:
    """Tell whether gunicorn, which closes its ports when it ends, is not ending yet.

    From then on it kills workers that take their time, two seconds after a second Ctrl-C, and
    would ask whether the machine is out of memory.
    """
    return bool(arbiter.LISTENERS)


def post_worker_init(_worker: Worker) -> None:
    """Let a worker hear signals once it has its handlers; the thread beside it hears none."""
    arbeiter.start()
    signal.pthread_sigmask(signal.SIG_UNBLOCK, SIGNALE)


def worker_exit(_arbiter: Arbiter, worker: Worker) -> None:
    """End the thread before the process: a mail that is on its way is seen through.

    A second signal would only break into that, with a traceback. gunicorn also calls this in its
    master, about a worker that is gone; there the signals must go on arriving.
    """
    if worker.pid == os.getpid():
        signal.pthread_sigmask(signal.SIG_BLOCK, SIGNALE)
        if not arbeiter.anhalten():
            # Python would wait for a mail server that hangs. The next worker takes the mail up.
            os._exit(0)


def on_exit(_arbiter: Arbiter) -> None:
    """Throw the note away by which the next start would look for this one."""
    merkzettel(int(os.environ["PORT"])).unlink(missing_ok=True)
