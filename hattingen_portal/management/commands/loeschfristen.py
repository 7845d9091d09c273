"""`manage.py loeschfristen`: what is over by the table of the periods, and delete it."""

from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.formats import date_format

from hattingen_portal.datenschutz import lauf


class Command(BaseCommand):
    help = (
        "Zeigt, was nach der Tabelle der Löschfristen zu löschen oder zu leeren ist. "
        "Mit --ausfuehren geschieht es."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--ausfuehren",
            action="store_true",
            help="Löscht und leert. Ohne diese Angabe ändert der Befehl nichts.",
        )

    def handle(self, *_args: Any, ausfuehren: bool, **_options: Any) -> None:
        """Print a line for each kind that has something, and what the command did or did not.

        Exits with 1 where a row could not go, and names it; all others are gone then.
        """
        tun = lauf.ausfuehren if ausfuehren else lauf.ansehen
        etwas = False
        try:
            for befund in tun(timezone.now()):
                if befund.anzahl:
                    etwas = True
                    self.stdout.write(
                        f"{befund.anzahl:>7}  {befund.name}: {befund.danach}{_alter(befund)}"
                    )
        except lauf.UnloeschbarError as fehler:
            raise CommandError(str(fehler)) from fehler
        if not etwas:
            self.stdout.write("Keine Frist ist abgelaufen. Es gibt nichts zu löschen.")
        elif ausfuehren:
            self.stdout.write("Das ist geschehen.")
        else:
            self.stdout.write("Es ist nichts geändert. Mit --ausfuehren geschieht es.")


def _alter(befund: lauf.Befund) -> str:
    if befund.aeltestes is None:
        return ""
    ab = befund.aeltestes
    tag = timezone.localdate(ab) if isinstance(ab, datetime) else ab
    return f" (ältestes vom {date_format(tag, 'j. F Y')})"
