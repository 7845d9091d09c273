"""How many messages wait: stands beside their name wherever the admin links to them."""

from datetime import date

from django.db.models import Count, Q

from hattingen_portal.grundlage.betreuung import Person
from hattingen_portal.meldungen.models import Meldung


def mit_zahl(name: str, heute: date, person: Person) -> str:
    """Give `name` with how many messages of `person` are open, and overdue on `heute`.

    Costs one query.
    """
    zahlen = (
        Meldung.objects.betreut_von(person)
        .offen()
        .aggregate(offen=Count("pk"), ueberfaellig=Count("pk", filter=Q(faellig_am__lt=heute)))
    )
    worte = [f"{zahlen['offen']} offen"] if zahlen["offen"] else []
    if zahlen["ueberfaellig"]:
        worte.append(f"{zahlen['ueberfaellig']} überfällig")
    return f"{name} ({', '.join(worte)})" if worte else name
