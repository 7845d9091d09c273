"""Who sees a news post now, and from when."""

from datetime import datetime

from aktuelles.models import Beitrag
from hattingen_portal.grundlage.verwaltung.lage import ENTWURF, Lage, erscheint, oeffentlich
from konferenzen.zeitangaben import tag


def beitragslage(beitrag: Beitrag, jetzt: datetime) -> Lage:
    """Say who sees the stored `beitrag` at the aware time `jetzt`."""
    ab, bis = beitrag.veroeffentlichen_ab, beitrag.veroeffentlichen_bis
    if ab is None:
        return ENTWURF
    if bis is not None and bis <= jetzt:
        return Lage(f"Abgelaufen: Seit dem {tag(bis)} sieht es nur noch das Büro.")
    if ab > jetzt:
        return erscheint(ab)
    ende = f", noch bis {tag(bis)}" if bis is not None else ""
    return oeffentlich(f"seit {tag(ab)}{ende}")
