"""When something is due, in words; the week ends on Sunday."""

from datetime import date, timedelta

import pytest

from hattingen_portal.cockpit.fristen import Lage, frist, lage

MITTWOCH = date(2026, 1, 14)


@pytest.mark.parametrize(
    ("faellig", "erwartet", "worte"),
    [
        (None, Lage.SPAETER, "offen"),
        (date(2025, 12, 31), Lage.UEBERFAELLIG, "überfällig seit 31. Dezember 2025"),
        (date(2026, 1, 13), Lage.UEBERFAELLIG, "überfällig seit 13. Januar"),
        (date(2026, 1, 14), Lage.WOCHE, "heute fällig"),
        (date(2026, 1, 18), Lage.WOCHE, "fällig am 18. Januar"),  # Sunday
        (date(2026, 1, 19), Lage.NAECHSTES, "fällig am 19. Januar"),
        (date(2026, 2, 11), Lage.NAECHSTES, "fällig am 11. Februar"),
        (date(2026, 2, 12), Lage.SPAETER, "fällig am 12. Februar"),
        (date(2027, 3, 1), Lage.SPAETER, "fällig am 1. März 2027"),
    ],
)
def test_each_day_has_its_urgency_and_its_words(
    faellig: date | None, erwartet: Lage, worte: str
) -> None:
    assert (lage(faellig, MITTWOCH), frist(faellig, MITTWOCH)) == (erwartet, worte)


def test_on_sunday_tomorrow_is_next_week_and_on_monday_the_week_is_whole() -> None:
    sonntag = date(2026, 1, 18)
    montag = sonntag + timedelta(days=1)

    assert lage(montag, sonntag) == Lage.NAECHSTES
    assert lage(montag + timedelta(days=6), montag) == Lage.WOCHE
