"""By when a message is answered, and how the list of the office says so."""

from datetime import date, timedelta

import pytest

from hattingen_portal.meldungen.fristen import faelligkeit, frist_in_worten
from hattingen_portal.meldungen.werte import Art

HEUTE = date(2026, 1, 14)


@pytest.mark.parametrize(
    ("art", "bis"),
    [
        (Art.KONTAKT, date(2026, 1, 28)),
        (Art.BERICHTIGUNG, date(2026, 1, 28)),
        (Art.BARRIERE, date(2026, 2, 25)),
    ],
)
def test_a_barrier_has_six_weeks_and_the_rest_two(art: Art, bis: date) -> None:
    assert faelligkeit(art, HEUTE) == bis


@pytest.mark.parametrize(
    ("eingang", "bis"),
    [
        (date(2026, 11, 20), date(2027, 1, 1)),
        (date(2026, 11, 21), date(2027, 1, 1)),
        (date(2026, 11, 22), date(2027, 1, 1)),
        (date(2026, 11, 23), date(2027, 1, 4)),
    ],
)
def test_no_answer_is_promised_for_a_weekend(eingang: date, bis: date) -> None:
    assert faelligkeit(Art.BARRIERE, eingang) == bis


@pytest.mark.parametrize(
    ("tage", "worte"),
    [
        (-14, "überfällig seit 14 Tagen"),
        (-1, "überfällig seit einem Tag"),
        (0, "heute fällig"),
        (1, "morgen fällig"),
        (2, "in 2 Tagen fällig"),
    ],
)
def test_a_date_is_said_in_words(tage: int, worte: str) -> None:
    assert frist_in_worten(HEUTE + timedelta(days=tage), HEUTE) == worte
