"""How many messages wait: stands beside their name wherever the admin links to them."""

from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet, Value

from hattingen_portal.grundlage.betreuung import Person
from hattingen_portal.meldungen.models import Meldung


def wartende(heute: date, person: Person) -> QuerySet[Any]:
    """Give one row: "Meldung", how many of `person` are open, how many overdue on `heute`."""
    return (
        Meldung.objects.betreut_von(person)
        .offen()
        .values_list(Value("Meldung"))
        .annotate(anzahl=Count("pk"), davon=Count("pk", filter=Q(faellig_am__lt=heute)))
        .order_by()
    )


def mit_zahl(name: str, offen: int, ueberfaellig: int) -> str:
    """Give `name` with how many messages are open and how many of these are overdue."""
    worte = [f"{offen} offen"] if offen else []
    if ueberfaellig:
        worte.append(f"{ueberfaellig} überfällig")
    return f"{name} ({', '.join(worte)})" if worte else name
