"""When something is due, and how that is said; pure, all days are those of Europe/Berlin."""

from datetime import date, timedelta
from enum import StrEnum

from konferenzen.zeitrechnung import tagesdatum

AUSBLICK = timedelta(weeks=4)  # what is due later than that is not yet to be done
SONNTAG = 7  # ISO 8601


class Lage(StrEnum):
    """How urgent something is; the values are class names in the stylesheet."""

    UEBERFAELLIG = "ueberfaellig"
    WOCHE = "woche"
    NAECHSTES = "naechstes"
    SPAETER = "spaeter"
    ERLEDIGT = "erledigt"


def lage(faellig: date | None, heute: date) -> Lage:
    """Give how urgent on `heute` is what is due on `faellig`; None: whenever there is time.

    A week ends on Sunday, as people mean it when they say "this week".
    """
    if faellig is None:
        return Lage.SPAETER
    if faellig < heute:
        return Lage.UEBERFAELLIG
    if faellig <= wochenende(heute):
        return Lage.WOCHE
    return Lage.NAECHSTES if faellig <= heute + AUSBLICK else Lage.SPAETER


def wochenende(heute: date) -> date:
    """Give the Sunday of the week of `heute`."""
    return heute + timedelta(days=SONNTAG - heute.isoweekday())


def frist(faellig: date | None, heute: date) -> str:
    """Say on `heute` when it is or was due: "fällig am 3. März"; without a day "offen"."""
    if faellig is None:
        return "offen"
    if faellig == heute:
        return "heute fällig"
    tag = tagesdatum(faellig, jahr=heute.year)
    return f"überfällig seit {tag}" if faellig < heute else f"fällig am {tag}"
