"""`manage.py bilder_erneuern`: clean the pictures of releases that kept uploads as they came."""

from typing import Any

from django.core.management.base import BaseCommand

from hattingen_portal.grundlage.bildpflege import erneuern


class Command(BaseCommand):
    help = "Entfernt aus früher gespeicherten Bildern Ort, Kamera und Namen."

    def handle(self, *_args: Any, **options: Any) -> None:
        anzahl, misslungen = erneuern()
        if anzahl or options["verbosity"] > 1:
            self.stdout.write(f"Bilder erneuert: {anzahl}")
        for wo in misslungen:
            self.stderr.write(f"{wo}: Das Bild lässt sich nicht öffnen. Bitte ersetzen Sie es.")
