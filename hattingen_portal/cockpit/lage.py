"""Who sees what a lead time says."""

from datetime import datetime

from hattingen_portal.cockpit.models import Vorlauf
from hattingen_portal.grundlage.verwaltung.lage import Lage


def vorlauflage(vorlauf: Vorlauf, _jetzt: datetime) -> Lage:
    """Say where the step of the stored `vorlauf` stands, and for whom."""
    if not vorlauf.zeigen:
        return Lage("Nicht öffentlich: Der Schritt fehlt auch auf der Startseite der Verwaltung.")
    satz = "Nicht öffentlich: Wer in der Verwaltung arbeitet, sieht den Schritt auf der Startseite"
    return Lage(f"{satz}, mit dem neuen Tag, sobald Sie sichern.", zum_ansehen=f"{satz}.")
