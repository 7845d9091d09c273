"""Send a test mail at once, and say how far it got."""

import uuid
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.utils import timezone

from hattingen_portal.post.mailserver import Verschluesselung
from hattingen_portal.post.nachricht import ascii_adresse, nachricht, rechnername
from hattingen_portal.post.smtp import NichtZugestelltError, uebergeben

WEGE = {
    Verschluesselung.STARTTLS: "verschlüsselt mit STARTTLS",
    Verschluesselung.TLS: "verschlüsselt mit TLS",
    Verschluesselung.KEINE: "unverschlüsselt",
}


class Command(BaseCommand):
    help = "Sendet sofort eine Test-Mail und sagt, was der Mailserver an welcher Stelle tut."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("adresse", help="Wohin die Test-Mail geht.")

    def handle(self, *_args: Any, adresse: str, **_options: Any) -> None:
        """Send to `adresse`; exits with 1 where there is no server or nobody takes the mail."""
        server = settings.PORTAL_SMTP
        if server is None:
            raise CommandError(
                "Es ist kein Mailserver eingerichtet (PORTAL_SMTP_URL ist leer): Mails liegen als "
                f"Dateien in {settings.PORTAL_ABLAGE}."
            )
        try:
            validate_email(adresse)
        except ValidationError:
            raise CommandError(f"„{adresse}“ ist keine E-Mail-Adresse.") from None
        self.stdout.write(f"Mailserver: {server}, {WEGE[server.verschluesselung]}")
        mail = nachricht(
            an=[adresse],
            betreff=f"Test-Mail: {settings.PORTAL_NAME} {settings.PORTAL_KOMMUNE}",
            text=f"Diese Mail hat {settings.PORTAL_BASIS_URL} am "
            f"{timezone.localtime():%d.%m.%Y um %H:%M:%S} Uhr zum Test gesendet.\n",
            kennung=uuid.uuid4(),
        )
        try:
            abgelehnt = uebergeben(
                server,
                mail.as_bytes(),
                rechnername=rechnername(),
                absender=ascii_adresse(settings.PORTAL_ABSENDER),
                an=[ascii_adresse(adresse)],
                melden=self.stdout.write,
            )
        except NichtZugestelltError as fehler:
            raise CommandError(str(fehler)) from fehler
        for ablehnung in abgelehnt.values():
            raise CommandError(ablehnung.satz)
        self.stdout.write(
            "Er hat die Mail angenommen. Liegt sie nicht bald im Postfach, sehen Sie im "
            "Spam-Ordner und beim Absender nach: Dort kämen spätere Fehlermeldungen an."
        )
