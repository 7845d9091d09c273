"""`manage.py migrate`, which steps back from a busy table instead of making everybody queue."""

import time
from typing import Any

from django.core.management.base import CommandError
from django.core.management.commands import migrate
from django.db import OperationalError, connections
from psycopg.errors import DeadlockDetected, LockNotAvailable

# A migration that waits for a table has all who come later wait behind it, readers too.
GEDULD = "5s"
VERSUCHE = 10
# It holds one table and waits for another, as somebody else does the other way round: one of the
# two has to give way.
BELEGT = (LockNotAvailable, DeadlockDetected)
PAUSE = 3.0  # seconds, in which those who waited are served


class BelegtError(CommandError):
    """A table was busy at every try: a German sentence with the way out."""


class Command(migrate.Command):
    """Django's, with a limit to waiting for a table; then it lets the others go first."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Migrate; what is done already stays done, and a later try goes on from there.

        Raises BelegtError when a table stays busy for all tries.
        """
        verbindung = connections[options["database"]]
        for versuch in range(1, VERSUCHE + 1):
            try:
                with verbindung.cursor() as zeiger:
                    zeiger.execute("SELECT set_config('lock_timeout', %s, false)", [GEDULD])
                super().handle(*args, **options)
                break
            except OperationalError as fehler:
                if not isinstance(fehler.__cause__, BELEGT):
                    raise
                if versuch == VERSUCHE:
                    raise BelegtError(
                        "Eine Tabelle ist immer wieder in Gebrauch. Bitte später noch einmal: "
                        "manage.py migrate. Was schon umgestellt ist, bleibt es."
                    ) from fehler
                self.stderr.write("Eine Tabelle ist gerade in Gebrauch; gleich noch einmal …")
                time.sleep(PAUSE)
        with verbindung.cursor() as zeiger:
            zeiger.execute("RESET lock_timeout")
