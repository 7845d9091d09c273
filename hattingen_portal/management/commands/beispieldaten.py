from typing import Any

from django.core.management.base import BaseCommand

from hattingen_portal.beispieldaten import beispieldaten_anlegen


class Command(BaseCommand):
    help = "Füllt das Portal: Frühjahrsrunde 2026, Nachrichten und eine Beispielrunde."

    def handle(self, *_args: Any, **options: Any) -> None:
        beispieldaten_anlegen()
        if options["verbosity"]:
            self.stdout.write("Beispieldaten sind angelegt.")
