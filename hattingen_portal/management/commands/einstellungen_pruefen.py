"""`manage.py einstellungen_pruefen`: say all that is in the portal's way, before it starts."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from hattingen_portal.betriebspruefung import befunde


class Command(BaseCommand):
    help = "Prüft Einstellungen, Ordner und Datenbank und nennt alles, was fehlt oder falsch ist."
    requires_system_checks = ()

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Exits with 1 where something must not be as it is."""
        gefunden = list(befunde())
        for befund in gefunden:
            self.stderr.write(befund.satz)
        if any(befund.hindert for befund in gefunden):
            sys.exit(1)
        if not gefunden:
            self.stdout.write("Die Einstellungen sind in Ordnung.")
