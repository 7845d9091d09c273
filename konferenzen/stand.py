"""When the public last saw something change: what feeds and data tell their clients."""

from datetime import datetime

from django.db.models import Max

from konferenzen.models import Konferenz
from konferenzen.models.konferenz_abfragen import tagesbeginn


def zuletzt_geaendert(jetzt: datetime) -> datetime:
    """Give the newest public change of any conference, yet nothing older than today's midnight.

    Both aware; "today" is the day of `jetzt` in Berlin. Not only of the conferences in a feed: one
    that left it is a change of the feed, too. Midnight, because that is when time alone moves the
    window, and so that a new name in a feed's head, which carries no time, reaches a client that
    knows only dates within a day. The ETag is exact at once.
    """
    neueste = Konferenz.objects.filter(veroeffentlicht_am__lte=jetzt).aggregate(
        zeit=Max("geaendert_am")
    )["zeit"]
    heute = tagesbeginn(jetzt)
    return max(neueste, heute) if neueste else heute
