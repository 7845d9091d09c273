"""Who sees a message of a citizen."""

from datetime import datetime

from hattingen_portal.grundlage.verwaltung.lage import Lage
from hattingen_portal.meldungen.models import Meldung


def meldungslage(meldung: Meldung, _jetzt: datetime) -> Lage:
    """Say who sees the stored `meldung`: the office, and who is there for what it is about."""
    wer = ["das Büro"]
    if meldung.stadtteil is not None:
        wer.append(f"wer {meldung.stadtteil} betreut")
    if meldung.akteur is not None:
        wer.append(f"wer den Stadtteil von „{meldung.akteur}“ betreut")
    return Lage(f"Nicht öffentlich: Das sieht nur {' oder '.join(wer)}.")
