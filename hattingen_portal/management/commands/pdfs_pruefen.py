"""`manage.py pdfs_pruefen`: look into the PDFs of releases that did not."""

from typing import Any

from django.core.management.base import BaseCommand

from hattingen_portal.grundlage.pdf.pflege import nachholen


class Command(BaseCommand):
    help = "Prüft früher gespeicherte PDFs darauf, was Screenreadern darin fehlt."

    def handle(self, *_args: Any, **options: Any) -> None:
        anzahl, fehlende = nachholen()
        if anzahl or options["verbosity"] > 1:
            self.stdout.write(f"PDFs geprüft: {anzahl}")
        for wo in fehlende:
            self.stderr.write(f"{wo}: Die Datei ist nicht da. Bitte laden Sie sie neu hoch.")
