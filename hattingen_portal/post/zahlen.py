"""How many mails failed: stands beside their name wherever the admin links to them."""

from typing import Any

from django.db.models import Count, QuerySet, Value

from hattingen_portal.grundlage.betreuung import Person
from hattingen_portal.post.models import Sendung


def gescheiterte(person: Person) -> QuerySet[Any]:
    """Give one row: "Sendung", how many that `person` may see were given up, and 0."""
    return (
        Sendung.objects.betreut_von(person)
        .gescheitert()
        .values_list(Value("Sendung"))
        .annotate(anzahl=Count("pk"), davon=Value(0))
        .order_by()
    )


def mit_zahl(name: str, gescheitert: int) -> str:
    """Give `name` with how many mails were given up."""
    return f"{name} ({gescheitert} gescheitert)" if gescheitert else name
