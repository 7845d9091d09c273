"""`manage.py einstellungen_pruefen`: say all that is in the portal's way, before it starts."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from hattingen_portal.betriebspruefung import befunde, hinweise


class Command(BaseCommand):
    help = "Prüft Einstellungen, Ordner und Datenbank und nennt alles, was fehlt oder falsch ist."
    requires_system_checks = ()

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Exits with 1 where anything is in the way, and not for what may be away for a while."""
        for satz in hinweise():
            self.stderr.write(satz)
        if saetze := list(befunde()):
            self.stderr.write("\n".join(saetze))
            sys.exit(1)
        self.stdout.write("Die Einstellungen sind in Ordnung.")
