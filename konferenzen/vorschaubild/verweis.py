"""What pages say of the picture of a conference: where it is, and what stands on it."""

from datetime import datetime

from django.urls import reverse

from hattingen_portal.grundlage.bildfassungen import Vorschaubild
from konferenzen.models import Konferenz
from konferenzen.vorschaubild.inhalt import inhalt
from konferenzen.vorschaubild.zeichnung import BREITE, HOEHE


def vorschaubild(konferenz: Konferenz, jetzt: datetime) -> Vorschaubild:
    """Give what the page of `konferenz`, one with its surroundings, says of its picture."""
    return Vorschaubild(
        adresse(konferenz), inhalt(konferenz, jetzt).in_worten, breite=BREITE, hoehe=HOEHE
    )


def adresse(konferenz: Konferenz) -> str:
    """Give the path of the picture.

    Others keep a picture by its address, so that one of a conference that has changed gets a new.
    """
    return f"{reverse('vorschaubild', args=[konferenz.slug])}?stand={konferenz.sequenz}"
