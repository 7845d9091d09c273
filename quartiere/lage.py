"""Who sees a Stadtteil, an Ortsteil or an Ansprechperson now."""

from datetime import datetime

from hattingen_portal.grundlage.verwaltung.lage import Lage, oeffentlich
from quartiere.models import Ansprechperson, Ortsteil, Stadtteil


def stadtteillage(_stadtteil: Stadtteil, _jetzt: datetime) -> Lage:
    """Say who sees a stored Stadtteil: there are no drafts of one."""
    return oeffentlich()


def ortsteillage(ortsteil: Ortsteil, _jetzt: datetime) -> Lage:
    """Say where the stored `ortsteil` is to be seen."""
    if ortsteil.stadtteil is None:
        return Lage("Öffentlich in der Liste der Stadtteile, als noch ohne Konferenz.")
    return oeffentlich(f"auf der Seite von {ortsteil.stadtteil}")


def ansprechpersonlage(person: Ansprechperson, _jetzt: datetime) -> Lage:
    """Say who sees the stored `person`."""
    if not person.oeffentlich:
        return Lage("Nicht öffentlich: sieht nur das Büro.")
    return oeffentlich()
