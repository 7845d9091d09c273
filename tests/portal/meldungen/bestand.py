"""Makes messages for tests; what matters to a test is named by the test."""

from datetime import timedelta
from typing import Any

from hattingen_portal.meldungen.models import Meldung
from hattingen_portal.meldungen.werte import Art
from tests import fabriken as f


def meldung(**felder: Any) -> Meldung:
    """Save a message about nothing in particular that came in at JETZT."""
    vorgabe = {
        "art": Art.KONTAKT,
        "eingegangen_am": f.JETZT,
        "faellig_am": f.JETZT.date() + timedelta(days=14),
        "fingerabdruck": "-",
    }
    return Meldung.objects.create(**vorgabe | felder)
