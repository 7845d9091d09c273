"""Sends a public form as a browser would, long enough after it was opened."""

from datetime import timedelta
from typing import Any

import time_machine
from django.test import Client

from hattingen_portal.meldungen.models import Meldung
from tests import fabriken as f
from tests.seitenformular import formular

GEOEFFNET = f.JETZT - timedelta(minutes=1)


def oeffnen(client: Client, adresse: str, **mehr: Any) -> dict[str, Any]:
    """Give what the form at `adresse` sends when nobody touches it; opened a minute ago."""
    with time_machine.travel(GEOEFFNET, tick=False):
        return formular(client.get(adresse, **mehr).content, "nachricht")


def absenden(client: Client, adresse: str, **eingaben: Any) -> Any:
    """Open the form, fill it in and send it at JETZT; give the response."""
    daten = oeffnen(client, adresse) | eingaben
    with time_machine.travel(f.JETZT, tick=False):
        return client.post(adresse, daten)


def gesendet(client: Client, adresse: str, **eingaben: Any) -> Meldung:
    """Give the message that came of it; its page thanks."""
    antwort = absenden(client, adresse, **eingaben)
    assert antwort.status_code == 302, antwort.context["form"].errors
    nummer = antwort["Location"].rstrip("/").rpartition("/")[2]
    return Meldung.objects.get(nummer=nummer)
