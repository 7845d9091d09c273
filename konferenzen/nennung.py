"""What a person may read of a conference that is in the way of theirs."""

from datetime import datetime

from hattingen_portal.grundlage.betreuung import Person, stadtteile_von
from konferenzen.models import Konferenz

UNGENANNT = "eine noch nicht öffentliche Konferenz"


def genannt(worte: str, konferenz: Konferenz, person: Person, jetzt: datetime) -> str:
    """Give `worte`, which name `konferenz`; of a draft of others only that there is one.

    Named is what the public has seen by the aware time `jetzt`, and what `person` is there for (the
    rule of `KonferenzQuerySet.betreut_von`, here without a query for each row).
    """
    eigene = stadtteile_von(person)
    if eigene is None or konferenz.stadtteil_id in eigene or konferenz.war_oeffentlich(jetzt):
        return worte
    return UNGENANNT
