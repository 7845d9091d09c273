"""When the public last saw something change: what feeds and data tell their clients."""

from datetime import datetime

from django.db.models import Max

from konferenzen.models import Konferenz
from konferenzen.models.konferenz_abfragen import tagesbeginn


def neueste_aenderung(jetzt: datetime) -> datetime | None:
    """Give the newest public change of any conference by `jetzt`; None where there is none yet.

    Both aware. Not only of conferences in one feed or list: one that left it changed it, too.
    """
    zeit: datetime | None = Konferenz.objects.gesehene(jetzt).aggregate(zeit=Max("geaendert_am"))[
        "zeit"
    ]
    return zeit


def zuletzt_geaendert(jetzt: datetime) -> datetime:
    """Give when what is public last changed, as `mit_tagesbeginn` says."""
    return mit_tagesbeginn(neueste_aenderung(jetzt), jetzt)


def mit_tagesbeginn(neueste: datetime | None, jetzt: datetime) -> datetime:
    """Give `neueste`, the newest public change by `jetzt`, yet nothing older than today's midnight.

    Midnight, because that is when time alone moves the window of a feed, and so that a new name in
    its head, which carries no time, reaches a client that knows only dates within a day. The ETag
    is exact at once.
    """
    heute = tagesbeginn(jetzt)
    return max(neueste, heute) if neueste else heute
