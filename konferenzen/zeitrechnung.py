"""What reading a date and writing one have in common. Pure."""

from datetime import date, time, timedelta

WOCHENTAGE = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
WOCHENENDE = frozenset({5, 6})  # as date.weekday() counts
MONATE = (
    *("Januar", "Februar", "März", "April", "Mai", "Juni"),
    *("Juli", "August", "September", "Oktober", "November", "Dezember"),
)
# The length that is assumed, and said to be assumed, where no end is known.
ANGENOMMENE_DAUER = timedelta(hours=2)
# Summer holidays last six and a half weeks.
FERIEN_HOECHSTENS = timedelta(days=60)


def tagesdatum(tag: date, *, jahr: int | None = None) -> str:
    """Give `tag` in words: "26. Januar 2026", without the year where it is `jahr`."""
    kurz = f"{tag.day}. {MONATE[tag.month - 1]}"
    return kurz if tag.year == jahr else f"{kurz} {tag.year}"


def mit_wochentag(tag: date, *, jahr: int | None = None) -> str:
    """Give `tag` in words: "Montag, 26. Januar 2026", without the year where it is `jahr`."""
    return f"{WOCHENTAGE[tag.weekday()]}, {tagesdatum(tag, jahr=jahr)}"


def stunde(zeit: time) -> str:
    """Give a time of day as it is spoken, without "Uhr": "17", "17.30"."""
    return f"{zeit.hour}.{zeit.minute:02}" if zeit.minute else f"{zeit.hour}"
