from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from hattingen_portal.lasttest import EchteDatenError, lasttest_anlegen


class Command(BaseCommand):
    help = (
        "Füllt ein leeres Portal zum Messen: Konferenzen, Akteure, Nachrichten. Bricht ab, wo es "
        "echte Daten gibt."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        for name, vorgabe in (("konferenzen", 6000), ("akteure", 10_000), ("beitraege", 300)):
            parser.add_argument(
                f"--{name}", type=int, default=vorgabe, help=f"Wie viele (sonst {vorgabe})."
            )

    def handle(self, *_args: Any, **options: Any) -> None:
        zahlen = {name: options[name] for name in ("konferenzen", "akteure", "beitraege")}
        try:
            lasttest_anlegen(**zahlen, jetzt=timezone.now())
        except EchteDatenError as grund:
            raise CommandError(
                f"{grund} Lasttest-Daten kommen nur in eine leere Datenbank: Bitte geben Sie mit "
                "PORTAL_DATEN oder DATABASE_URL eine andere an."
            ) from None
        if options["verbosity"]:
            self.stdout.write("Die Lasttest-Daten sind angelegt.")
