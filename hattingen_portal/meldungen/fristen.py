"""By when a message has to be answered."""

from datetime import date, timedelta

from hattingen_portal.meldungen.werte import Art

# A barrier has to be answered within six weeks, or an interim answer given (BITVNRW § 5 (2)).
HOECHSTFRIST = timedelta(weeks=6)
# What the office promises by itself for everything else; no law sets it.
ZUSAGE = timedelta(weeks=2)
FREITAG = 5  # ISO 8601
# From when on the list of messages calls one due soon.
BALD = timedelta(weeks=1)


def faelligkeit(art: Art, eingang: date) -> date:
    """Give the last day for the answer to a message that came in on `eingang` (Europe/Berlin).

    At a weekend nobody answers: then it is the Friday before, since both periods are the longest
    that may pass.
    """
    tag = eingang + (HOECHSTFRIST if art == Art.BARRIERE else ZUSAGE)
    return tag - timedelta(days=max(0, tag.isoweekday() - FREITAG))


def frist_in_worten(faellig: date, heute: date) -> str:
    """Say in German how far `faellig` is from `heute`, both days in Europe/Berlin."""
    tage = (faellig - heute).days
    if tage < 0:
        return f"überfällig seit {_tage(-tage)}"
    return {0: "heute fällig", 1: "morgen fällig"}.get(tage, f"in {_tage(tage)} fällig")


def _tage(anzahl: int) -> str:
    return "einem Tag" if anzahl == 1 else f"{anzahl} Tagen"
