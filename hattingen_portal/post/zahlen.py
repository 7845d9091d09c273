"""How many mails failed: stands beside their name wherever the admin links to them."""

from hattingen_portal.grundlage.betreuung import Person
from hattingen_portal.post.models import Sendung


def mit_zahl(name: str, person: Person) -> str:
    """Give `name` with how many mails that `person` may see were given up; costs one query."""
    anzahl = Sendung.objects.betreut_von(person).gescheitert().count()
    return f"{name} ({anzahl} gescheitert)" if anzahl else name
