"""`manage.py pdfs_pruefen`: look into the PDFs that nobody has looked into, or into all."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from hattingen_portal.grundlage.pdf.pflege import nachholen


class Command(BaseCommand):
    help = (
        "Prüft früher gespeicherte PDFs darauf, was Screenreadern darin fehlt und ob etwas darin "
        "von selbst handelt. Solche gibt die Website nicht mehr heraus."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        hilfe = "auch PDFs, die eine frühere Fassung des Portals schon geprüft hat"
        parser.add_argument("--alle", action="store_true", help=hilfe)

    def handle(self, *_args: Any, **options: Any) -> None:
        stand = nachholen(alle=options["alle"])
        if stand.geprueft or options["verbosity"] > 1:
            self.stdout.write(f"PDFs geprüft: {stand.geprueft}")
        if stand.offen:
            self.stderr.write(f"Noch nicht geprüft: {stand.offen}. Der Worker holt es nach.")
        for wo in stand.fehlende:
            self.stderr.write(f"{wo}: Die Datei ist nicht da. Bitte laden Sie sie neu hoch.")
