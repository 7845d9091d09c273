"""`manage.py bilder_aufraeumen`: delete pictures that belong to nothing any more."""

from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from hattingen_portal.grundlage.bildpflege import aufraeumen


class Command(BaseCommand):
    help = "Löscht Bilder, die seit mehr als einem Tag zu keinem Eintrag gehören."

    def handle(self, *_args: Any, **_options: Any) -> None:
        anzahl = aufraeumen(timezone.now() - timedelta(days=1))
        self.stdout.write(f"Bilder gelöscht: {anzahl}")
