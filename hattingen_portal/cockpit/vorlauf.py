"""Which steps count, and how long before the conference each is due."""

from hattingen_portal.cockpit.models import Vorlauf
from hattingen_portal.grundlage.schritte import Schritt, angemeldete


def geltende_schritte() -> list[tuple[Schritt, int]]:
    """Give the steps to be shown with their lead times in days, the earliest due first.

    Costs one query.
    """
    eingestellt = {zeile.schritt: zeile for zeile in Vorlauf.objects.all()}
    geltende = [
        (schritt, zeile.tage if (zeile := eingestellt.get(schritt.kennung)) else schritt.vorlauf)
        for schritt in angemeldete()
        if schritt.kennung not in eingestellt or eingestellt[schritt.kennung].zeigen
    ]
    return sorted(geltende, key=lambda paar: -paar[1])


def vorlaufzeiten_anlegen() -> None:
    """Give each step that has none the lead time that its module proposes; the rest stays."""
    for schritt in angemeldete():  # one by one, since each row has a history
        Vorlauf.objects.get_or_create(schritt=schritt.kennung, defaults={"tage": schritt.vorlauf})
