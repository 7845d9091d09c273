"""The moments at which time alone changes what the public sees."""

from datetime import datetime, timedelta

from django.utils import timezone

# A conference begins or ends, an announcement or a post is due, a post expires. Whatever counts in
# days turns at midnight: "today", the 14 days of the banner, the end of a season, a feed's window.
# A field with a time of day that is in neither list lets a test fail.
FELDER = (
    ("aktuelles_beitrag", "veroeffentlichen_ab"),
    ("aktuelles_beitrag", "veroeffentlichen_bis"),
    ("konferenzen_aenderung", "zeitpunkt"),
    ("konferenzen_konferenz", "beginn"),
    ("konferenzen_konferenz", "ende"),
    ("konferenzen_konferenz", "veroeffentlichen_ab"),
    ("konferenzen_konferenz", "veroeffentlicht_am"),
)
# These are compared with whole days only, or printed.
OHNE_WIRKUNG = (
    ("aktuelles_beitrag", "geaendert_am"),
    ("konferenzen_konferenz", "bisheriger_beginn"),
    ("konferenzen_konferenz", "erstellt_am"),
    ("konferenzen_konferenz", "geaendert_am"),
    ("konferenzen_konferenz", "letzter_beginn"),
    ("konferenzen_konferenz", "letztes_ende"),
)


def _jeder(welcher: str, vergleich: str) -> str:
    return ", ".join(
        f"(SELECT {welcher}({feld}) FROM {tabelle} WHERE {feld} {vergleich} %(jetzt)s)"  # noqa: S608 - made of constants
        for tabelle, feld in FELDER
    )


# GREATEST and LEAST pass over NULL. An index on each field makes it seven looks at one end of it.
LETZTER_UND_NAECHSTER = f"ARRAY[GREATEST({_jeder('max', '<=')}), LEAST({_jeder('min', '>')})]"


def umfassend(
    letzter: datetime | None, naechster: datetime | None, jetzt: datetime
) -> tuple[datetime, datetime]:
    """Give the span around the aware time `jetzt` in which time alone changes nothing.

    From the last moment up to, and without, the next one: those of the fields, which may be None,
    and the midnights in Berlin.
    """
    heute = timezone.localtime(jetzt).replace(hour=0, minute=0, second=0, microsecond=0, fold=0)
    morgen = (heute.replace(hour=12) + timedelta(days=1)).replace(hour=0)
    return max(filter(None, (letzter, heute))), min(filter(None, (naechster, morgen)))
