"""`manage.py pdfs_pruefen`: look into the PDFs that nobody has looked into."""

from typing import Any

from django.core.management.base import BaseCommand

from hattingen_portal.grundlage.pdf.pflege import nachholen


class Command(BaseCommand):
    help = "Prüft früher gespeicherte PDFs darauf, was Screenreadern darin fehlt."

    def handle(self, *_args: Any, **options: Any) -> None:
        stand = nachholen()
        if stand.geprueft or options["verbosity"] > 1:
            self.stdout.write(f"PDFs geprüft: {stand.geprueft}")
        if stand.offen:
            self.stderr.write(f"Noch nicht geprüft: {stand.offen}. Der Worker holt es nach.")
        for wo in stand.fehlende:
            self.stderr.write(f"{wo}: Die Datei ist nicht da. Bitte laden Sie sie neu hoch.")
