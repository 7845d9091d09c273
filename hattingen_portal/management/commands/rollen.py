from typing import Any

from django.core.management.base import BaseCommand

from hattingen_portal.rollen.einrichten import rollen_einrichten


class Command(BaseCommand):
    help = "Setzt die Rollen der Konten so, wie diese Fassung des Portals sie vorsieht."

    def handle(self, *_args: Any, **options: Any) -> None:
        rollen_einrichten()
        if options["verbosity"]:
            self.stdout.write("Die Rollen sind eingerichtet.")
