"""`manage.py sichern ZIEL`: back up database and files into one file."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.template.defaultfilters import filesizeformat
from django.utils import timezone

from hattingen_portal.sicherung import MEDIEN_ANDERSWO, SicherungError
from hattingen_portal.sicherung.aufheben import ueberzaehlig
from hattingen_portal.sicherung.dateien import medien_anderswo
from hattingen_portal.sicherung.sichern import sichern


class Command(BaseCommand):
    help = "Sichert Datenbank und Dateien des Portals in eine Datei im Ordner ZIEL."

    def add_arguments(self, parser: CommandParser) -> None:
        """Say in German what the command takes."""
        parser.add_argument("ziel", type=Path, help="Ordner für die Sicherungen")
        parser.add_argument(
            "--behalten", type=int, default=0, metavar="N", help="nur die N letzten aufheben"
        )
        for zeit in ("wochen", "monate"):
            parser.add_argument(
                f"--{zeit}",
                type=int,
                default=0,
                metavar="N",
                help=f"mit --behalten: außerdem je eine der letzten N {zeit.capitalize()}",
            )

    def handle(self, *_args: Any, ziel: Path, **optionen: Any) -> None:
        """Back up, say where, throw away what is too many; exits with 1 where it fails."""
        if min(optionen["behalten"], optionen["wochen"], optionen["monate"]) < 0 or (
            not optionen["behalten"] and (optionen["wochen"] or optionen["monate"])
        ):
            raise CommandError("--wochen und --monate brauchen --behalten mit mindestens 1.")
        try:
            ergebnis = sichern(ziel.absolute(), timezone.now())
        except SicherungError as fehler:
            raise CommandError(str(fehler)) from fehler
        if optionen["verbosity"]:
            self.stdout.write(f"Gesichert: {ergebnis.pfad} ({filesizeformat(ergebnis.groesse)})")
            if medien_anderswo():
                self.stdout.write(MEDIEN_ANDERSWO)
        for name in ergebnis.fehlende:
            self.stderr.write(f"{name}: Die Datei fehlt dem Portal und also auch der Sicherung.")
        if optionen["behalten"]:
            for alte in ueberzaehlig(
                list(ziel.iterdir()),
                letzte=optionen["behalten"],
                wochen=optionen["wochen"],
                monate=optionen["monate"],
            ):
                alte.unlink()
