"""`manage.py auskunft EMAIL`: all that is stored about an address."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from hattingen_portal.datenschutz.adressen import gelesen
from hattingen_portal.datenschutz.auskunft import auskunft
from hattingen_portal.datenschutz.auskunfttext import als_text


class Command(BaseCommand):
    help = (
        "Sagt, was über eine E-Mail-Adresse gespeichert ist, wozu und wie lange "
        "(Artikel 15 und 20 DSGVO). Ändert nichts."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("adresse", metavar="EMAIL", help="Groß und klein ist gleich.")
        parser.add_argument("--json", action="store_true", help="Gibt es maschinenlesbar aus.")

    def handle(self, *_args: Any, adresse: str, **optionen: Any) -> None:
        """Print it; exits with 1 for what is no address."""
        try:
            gesucht = gelesen(adresse)
        except ValidationError as fehler:
            raise CommandError(fehler.messages[0]) from None
        antwort = auskunft(gesucht, timezone.now())
        if optionen["json"]:
            self.stdout.write(json.dumps(antwort.als_werte(), ensure_ascii=False, indent=2))
        else:
            self.stdout.write(als_text(antwort))
