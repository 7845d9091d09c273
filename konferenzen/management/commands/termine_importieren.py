"""Reads a date list from a file or from standard input."""

import io
import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from konferenzen.einlesen import einlesen
from konferenzen.einlesen.bericht import als_json
from konferenzen.terminliste import HOECHSTENS_ZEICHEN, UnlesbarError

STANDARDEINGABE = 0
EIN_FEHLER = 1
NICHTS_BRAUCHBAR = 2
# More than a list may have, so that a longer one is recognised without reading all of it.
HOECHSTENS_BYTES = HOECHSTENS_ZEICHEN + 1


class Command(BaseCommand):
    """Exit codes: 0 all rows readable, 1 some row in error, 2 nothing usable."""

    help = (
        "Liest eine Terminliste in eine Runde von Stadtteilkonferenzen ein: eine Tabelle (mit |, "
        "Tabulator, Semikolon oder als HTML), Zeilen wie „Welper: Mo., 1. Februar (Bürgertreff)“ "
        "oder fortlaufenden Text."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Say in German what the command takes."""
        parser.add_argument("datei", help="Datei mit der Terminliste, oder - für die Eingabe")
        parser.add_argument("--runde", required=True, help="zum Beispiel „Frühjahr 2026“")
        parser.add_argument(
            "--pruefen", action="store_true", help="nur zeigen, was geschähe; nichts speichern"
        )
        parser.add_argument("--json", action="store_true", help="Ergebnis als JSON ausgeben")
        parser.add_argument(
            "--nur-lesbare",
            action="store_true",
            help="lesbare Zeilen auch dann speichern, wenn andere fehlerhaft sind",
        )
        parser.add_argument(
            "--veroeffentlichen", action="store_true", help="Entwürfe dabei veröffentlichen"
        )
        parser.add_argument(
            "--grund",
            default="",
            help="warum die Liste etwas verlegt, verschiebt oder absagt; alle können ihn lesen",
        )

    def handle(self, *_args: Any, **optionen: Any) -> None:
        """Read, report, and end with the exit code."""
        _alle_zeichen_zulassen()
        try:
            bericht = einlesen(
                _lesen(optionen["datei"]),
                runde=optionen["runde"],
                pruefen=optionen["pruefen"],
                nur_lesbare=optionen["nur_lesbare"],
                veroeffentlichen=optionen["veroeffentlichen"],
                grund=optionen["grund"].strip(),
            )
        except (UnlesbarError, OSError) as fehler:
            self.stderr.write(_satz(fehler, optionen["datei"]))
            if optionen["json"]:
                self.stdout.write("[]")
            sys.exit(NICHTS_BRAUCHBAR)
        ausgabe = json.dumps(als_json(bericht), ensure_ascii=False, indent=2)
        self.stdout.write(ausgabe if optionen["json"] else str(bericht))
        if bericht.hat_fehler:
            sys.exit(EIN_FEHLER)


def _alle_zeichen_zulassen() -> None:
    """Let an output in an old encoding show "→" as an escape, in the form that JSON has too."""
    for strom in (sys.stdout, sys.stderr):
        if isinstance(strom, io.TextIOWrapper):
            strom.reconfigure(errors="backslashreplace")


def _lesen(datei: str) -> bytes:
    """The bytes of a file or of standard input, which may be closed; raises OSError."""
    if datei == "-":
        with open(STANDARDEINGABE, "rb", closefd=False) as strom:
            return strom.read(HOECHSTENS_BYTES)
    with Path(datei).open("rb") as strom:
        return strom.read(HOECHSTENS_BYTES)


def _satz(fehler: Exception, datei: str) -> str:
    if isinstance(fehler, FileNotFoundError):
        return f"Die Datei „{datei}“ gibt es nicht."
    if isinstance(fehler, OSError):
        return f"Die Datei „{datei}“ lässt sich nicht lesen."
    return str(fehler)
