"""Who sees a fixed page now."""

from datetime import datetime

from hattingen_portal.grundlage.verwaltung.lage import Lage, oeffentlich
from hattingen_portal.seiten.models import Seite


def seitenlage(seite: Seite, _jetzt: datetime) -> Lage:
    """Say where the stored `seite` is to be read: there are no drafts of one."""
    return oeffentlich(f"unter {seite.get_absolute_url()}")
