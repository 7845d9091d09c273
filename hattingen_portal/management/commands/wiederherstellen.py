"""`manage.py wiederherstellen QUELLE`: make a portal of a backup."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.timezone import localtime

from hattingen_portal.grundlage.zahlworte import gezaehlt
from hattingen_portal.sicherung import MEDIEN_ANDERSWO, SicherungError
from hattingen_portal.sicherung.archiv import Manifest
from hattingen_portal.sicherung.wiederherstellen import pruefen, wiederherstellen


class Command(BaseCommand):
    help = "Stellt das Portal aus einer Sicherung wieder her; die Datenbank muss leer sein."
    requires_system_checks: list[str] = []  # they would ask a database that may have no tables

    def add_arguments(self, parser: CommandParser) -> None:
        """Say in German what the command takes."""
        parser.add_argument("quelle", type=Path, help="Datei, die „manage.py sichern“ angelegt hat")
        parser.add_argument(
            "--ersetzen", action="store_true", help="ersetzen, was in Datenbank und Ordnern steht"
        )
        parser.add_argument(
            "--nur-pruefen", action="store_true", help="nur prüfen, ob die Sicherung heil ist"
        )

    def handle(self, *_args: Any, quelle: Path, **optionen: Any) -> None:
        """Restore or check, and say so; exits with 1 where it fails."""
        try:
            if optionen["nur_pruefen"]:
                self._sagen("Die Sicherung ist heil", pruefen(quelle), optionen)
                return
            manifest = wiederherstellen(quelle, ersetzen=optionen["ersetzen"])
        except SicherungError as fehler:
            raise CommandError(str(fehler)) from fehler
        if manifest is None:
            self.stdout.write("Die vorige Wiederherstellung ist nun vollständig.")
            return
        self._sagen("Wiederhergestellt", manifest, optionen)
        for name in manifest.fehlende:
            self.stderr.write(f"{name}: Die Datei fehlte schon, als gesichert wurde.")

    def _sagen(self, was: str, manifest: Manifest, optionen: dict[str, Any]) -> None:
        if optionen["verbosity"]:
            zeit = localtime(parse_datetime(manifest.erstellt))
            zeilen = gezaehlt(sum(manifest.tabellen.values()), "Zeile", "Zeilen")
            dateien = gezaehlt(len(manifest.dateien()), "Datei", "Dateien")
            wann = date_format(zeit, "j. F Y, H:i")
            self.stdout.write(f"{was}: Stand vom {wann} Uhr, {zeilen}, {dateien}.")
            if manifest.medien_anderswo:
                self.stdout.write(MEDIEN_ANDERSWO)
