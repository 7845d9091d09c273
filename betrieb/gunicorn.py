"""gunicorn's settings for a city's server: `gunicorn --config betrieb/gunicorn.py …`.

The address to listen on comes from systemd's socket (systemd/portal-web.socket) or from --bind.
What the machine does not say, `--workers` and the like on the command line say.
"""

import gc
import os
import sys

# gunicorn reads this file before it goes where the code lies.
sys.path.insert(0, os.getcwd())  # noqa: PTH109 - sys.path holds strings
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hattingen_portal.settings")

from django.core.exceptions import ImproperlyConfigured

try:
    from hattingen_portal.settings import LOGGING
except ImproperlyConfigured as fehler:
    sys.exit(str(fehler))  # sentences in place of a traceback

wsgi_app = "hattingen_portal.wsgi"

# Threads: a request often waits (for the database, a PDF that is read in a process of its own, a
# picture that another draws), and one that waits costs a thread little memory, a process much. Each
# thread keeps one connection to the database: cores x 4, beside the six of the worker.
worker_class = "gthread"
workers = max(2, os.cpu_count() or 1)
threads = 4

# nginx holds slow readers and writers, so a request here is short. A worker that gives no sign of
# life for so long hangs as a whole; a single slow request does not count (seconds).
timeout = 60
graceful_timeout = 30
keepalive = 0  # nginx asks anew each time, over a Unix socket, where that is free

# What a worker may have lost in memory goes with it, not with all of them at once.
max_requests = 5_000
max_requests_jitter = 500

# The code is loaded once and shared: less memory, and code that does not load ends the start
# before an old process is gone.
preload_app = True

# The name of a client's machine or scheme is taken from nobody but the portal's own settings.
forwarded_allow_ips = ""

# A line for each request would keep addresses of people. Errors go into the portal's log.
accesslog = None
loglevel = "info"
logconfig_dict = LOGGING | {
    "loggers": LOGGING["loggers"]
    | {"gunicorn.error": {"handlers": ["konsole"], "level": "INFO", "propagate": False}}
}
control_socket_disable = True


def when_ready(_arbiter: object) -> None:
    """Load what the first request would load, and keep it out of the way of the collector.

    Each worker would load it for itself; and a collector that walks over shared memory makes a
    copy of it (https://docs.python.org/3/library/gc.html#gc.freeze).
    """
    from django.template.loader import get_template  # noqa: PLC0415 - needs the settings
    from django.urls import get_resolver  # noqa: PLC0415 - as above

    _ = get_resolver().url_patterns
    get_template("basis.html")
    gc.collect()
    gc.freeze()
