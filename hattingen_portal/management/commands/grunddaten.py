from typing import Any

from django.core.management.base import BaseCommand

from hattingen_portal.grunddaten import grunddaten_anlegen


class Command(BaseCommand):
    help = "Legt an, was noch fehlt: Stadtteile, Ortsteile, Kategorien, Gruppen für Mitarbeitende."

    def handle(self, *_args: Any, **_options: Any) -> None:
        grunddaten_anlegen()
        self.stdout.write("Grunddaten sind vollständig.")
