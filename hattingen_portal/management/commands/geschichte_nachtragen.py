from typing import Any

from django.core.management.base import BaseCommand

from hattingen_portal.grundlage.geschichte.bestand import nachtragen


class Command(BaseCommand):
    help = "Nimmt in die Geschichte auf, was darin noch nicht steht. Beliebig oft wiederholbar."

    def handle(self, *_args: Any, **options: Any) -> None:
        anzahl = nachtragen()
        if options["verbosity"]:
            self.stdout.write(f"In die Geschichte aufgenommen: {anzahl}")
