#!/usr/bin/env python
"""Django's command line, with a plain word instead of a traceback when the database is missing."""

import os
import signal
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line
from django.db import OperationalError, ProgrammingError

from hattingen_portal.datenbank.fehler import satz


def main() -> None:
    """Run the command; exits with 1 and a sentence when settings or database do not work out."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hattingen_portal.settings")
    # An orderly end also on SIGTERM, so that the embedded database does not stay behind.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    try:
        execute_from_command_line(sys.argv)
    except (ImproperlyConfigured, OperationalError, ProgrammingError) as fehler:
        meldung = satz(fehler)
        if meldung is None or "--traceback" in sys.argv:
            raise
        sys.exit(meldung)


if __name__ == "__main__":
    main()
