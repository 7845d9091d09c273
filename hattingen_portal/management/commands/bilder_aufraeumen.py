"""`manage.py bilder_aufraeumen`: delete pictures and PDFs that belong to nothing any more."""

from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from hattingen_portal.grundlage import bildpflege
from hattingen_portal.grundlage.pdf import pflege


class Command(BaseCommand):
    help = "Löscht Bilder und PDFs, die seit mehr als einem Tag zu keinem Eintrag gehören."

    def handle(self, *_args: Any, **_options: Any) -> None:
        vor = timezone.now() - timedelta(days=1)
        self.stdout.write(f"Bilder gelöscht: {bildpflege.aufraeumen(vor)}")
        self.stdout.write(f"PDFs gelöscht: {pflege.aufraeumen(vor)}")
