from typing import Any

from django.core.management.base import BaseCommand

from hattingen_portal.grunddaten import grunddaten_anlegen


class Command(BaseCommand):
    help = "Legt an, was noch fehlt (Stadtteile, Kategorien, Seiten), und setzt die Rollen."

    def handle(self, *_args: Any, **options: Any) -> None:
        grunddaten_anlegen()
        if options["verbosity"]:
            self.stdout.write("Grunddaten sind vollständig.")
