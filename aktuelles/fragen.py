"""The questions for news; known again they are by `konferenzen.stammdaten.beitragszeilen`."""

from datetime import datetime

from aktuelles.models import Beitrag, BeitragQuerySet
from quartiere.models import Stadtteil


def alle(jetzt: datetime) -> BeitragQuerySet:
    """Ask for all posts that are public, the newest first."""
    return Beitrag.objects.oeffentlich(jetzt).neueste_zuerst()


def im_stadtteil(jetzt: datetime, stadtteil: int, hoechstens: int) -> BeitragQuerySet:
    """Ask for the newest about the Stadtteil with this key."""
    return alle(jetzt).im_stadtteil(Stadtteil(pk=stadtteil))[:hoechstens]
