"""`manage.py person_loeschen EMAIL`: erase one person from all places."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from hattingen_portal.datenschutz.adressen import gelesen
from hattingen_portal.datenschutz.person import loeschen
from hattingen_portal.datenschutz.umfang import Umfang, umfang


class Command(BaseCommand):
    help = (
        "Zeigt, was beim Löschen einer Person (Artikel 17 DSGVO) verschwindet. "
        "Mit --ausfuehren geschieht es, ganz oder gar nicht."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("adresse", metavar="EMAIL", help="Groß und klein ist gleich.")
        parser.add_argument(
            "--ausfuehren",
            action="store_true",
            help="Löscht. Ohne diese Angabe ändert der Befehl nichts.",
        )

    def handle(self, *_args: Any, adresse: str, ausfuehren: bool, **_options: Any) -> None:
        """Print what goes, and erase it where asked to; exits with 1 for what is no address."""
        try:
            gesucht = gelesen(adresse)
            with transaction.atomic():
                ergebnis = umfang([gesucht])
                self._zeigen(ergebnis)
                if ausfuehren:
                    loeschen(ergebnis)
        except ValidationError as fehler:
            raise CommandError(fehler.messages[0]) from None
        if not ergebnis.posten:
            self.stdout.write("Über diese Adresse ist nichts gespeichert.")
        elif ausfuehren:
            self.stdout.write("Das ist geschehen.")
        else:
            self.stdout.write("Es ist nichts geändert. Mit --ausfuehren geschieht es.")

    def _zeigen(self, ergebnis: Umfang) -> None:
        for posten in ergebnis.posten:
            self.stdout.write(f"{posten.anzahl:>5}  {posten.name}: {posten.was}")
        if ergebnis.offene:
            self.stdout.write(f"Davon noch nicht beantwortet: {ergebnis.offene}.")
        for stelle in ergebnis.gleiche_namen:
            self.stdout.write(
                "Bitte selbst prüfen: Der Name steht auch hier, vielleicht ein anderer Mensch: "
                f"{stelle.zeile._meta.verbose_name} {stelle.zeile.pk}"
            )
