"""`manage.py auskunft EMAIL`: all that is stored about an address."""

import json
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
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
        # Whoever asks a database that is only for trying out would take it for the answer.
        self.stderr.write(f"Gefragt wurde die Datenbank {name(connection.settings_dict)}.")
        if optionen["json"]:
            self.stdout.write(json.dumps(antwort.als_werte(), ensure_ascii=False, indent=2))
        else:
            self.stdout.write(als_text(antwort))


def name(zugang: dict[str, Any]) -> str:
    """Give the database's name, and where it is: embedded, or on which host."""
    if zugang["ENGINE"] == "hattingen_portal.datenbank":
        return f"in {settings.DATEN}"
    return f"„{zugang['NAME']}“ auf {zugang['HOST'] or 'diesem Rechner'}"
