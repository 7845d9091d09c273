"""School holidays that were read become rows; the same file may come any number of times."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from hattingen_portal.grundlage.sperre import gesperrt_speichern
from konferenzen.ferienliste import Ferienzeit
from konferenzen.models import Ferien


@dataclass
class Einlesebilanz:
    """How many were new, how many got other days, how many were known already."""

    neu: int = 0
    geaendert: int = 0
    bekannt: int = 0


@transaction.atomic
def ferien_einlesen(zeiten: Sequence[Ferienzeit], quelle: str) -> Einlesebilanz:
    """Store `zeiten`, read from the file named `quelle`; gives what became of them.

    Schools are closed once at a time: holidays that overlap stored ones are these, with corrected
    days or another name. Raises IntegrityError where somebody stores the same ones at this moment.
    """
    bilanz = Einlesebilanz()
    if not zeiten:
        return bilanz
    von, bis = min(z.beginn for z in zeiten), max(z.ende for z in zeiten)
    gespeicherte = list(Ferien.objects.zwischen(von, bis).select_for_update().order_by("pk"))
    for zeit in zeiten:
        ferien = next((f for f in gespeicherte if _ueberschneiden(f, zeit)), None)
        if ferien is None:
            ferien = Ferien(name=zeit.name, beginn=zeit.beginn, ende=zeit.ende, quelle=quelle)
            ferien.save()
            bilanz.neu += 1
        elif (ferien.name, ferien.beginn, ferien.ende) == (zeit.name, zeit.beginn, zeit.ende):
            bilanz.bekannt += 1
        else:
            ferien.name, ferien.beginn, ferien.ende = zeit.name, zeit.beginn, zeit.ende
            ferien.quelle = quelle
            gesperrt_speichern(ferien)
            bilanz.geaendert += 1
    return bilanz


def _ueberschneiden(ferien: Ferien, zeit: Ferienzeit) -> bool:
    return ferien.beginn <= zeit.ende and zeit.beginn <= ferien.ende
