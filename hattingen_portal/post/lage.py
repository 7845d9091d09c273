"""Who sees a mail, and whether it has reached anybody."""

from datetime import datetime

from hattingen_portal.grundlage.verwaltung.lage import Lage
from hattingen_portal.grundlage.verwaltung.zeitworte import tag_und_uhrzeit
from hattingen_portal.post.models import Sendung, Zustand


def sendungslage(sendung: Sendung, _jetzt: datetime) -> Lage:
    """Say who sees the stored `sendung` in the portal, and who has got it since when."""
    return Lage(f"Nicht öffentlich: Hier sieht das nur das Büro. {_unterwegs(sendung)}")


def _unterwegs(sendung: Sendung) -> str:
    if sendung.gesendet_am is not None:
        return f"Hinausgegangen ist die Mail am {tag_und_uhrzeit(sendung.gesendet_am)}."
    if sendung.zustand == Zustand.ABGELEGT:
        return "Die Mail liegt als Datei auf dem Server, bekommen hat sie niemand."
    if sendung.angenommen:
        return f"Hinausgegangen ist die Mail bisher nur an {', '.join(sendung.angenommen)}."
    return "Hinausgegangen ist die Mail noch nicht."
