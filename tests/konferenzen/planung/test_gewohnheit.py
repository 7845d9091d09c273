"""What a Stadtteil is used to."""

from datetime import time

import pytest

from konferenzen.planung import Gewohnheit, Treffen, gewohnheit
from tests.konferenzen.planung.zeit import uhr


def treffen(
    monat: int, tag: int, stunde: int = 17, ort: int = 1, *, geschaetzt: bool = False
) -> Treffen:
    beginn = uhr(2026, monat, tag, stunde)
    ende = beginn.replace(hour=stunde + 2)
    return Treffen(beginn, ende, geschaetzt, ort, f"Ort {ort}", "vor_ort")


DIENSTAG = Gewohnheit(1, 2, time(17), time(19), 1, "Ort 1", "vor_ort")


@pytest.mark.parametrize(
    ("bisher", "erwartet"),
    [
        ([], None),
        ([treffen(3, 10)], DIENSTAG),
        # The weekday is the most frequent one; time and venue are the latest ones.
        (
            [treffen(3, 12, 16, 2), treffen(2, 10), treffen(1, 13)],
            Gewohnheit(1, 2, time(16), time(18), 2, "Ort 2", "vor_ort"),
        ),
        # As often as another one: the weekday on which they met last.
        (
            [treffen(3, 12), treffen(2, 10)],
            Gewohnheit(3, 2, time(17), time(19), 1, "Ort 1", "vor_ort"),
        ),
        # Five of seven were on a Monday, but long ago: six count, and they are even.
        (
            [treffen(m, t) for m, t in ((6, 9), (5, 12), (4, 14), (3, 16), (2, 16), (1, 12))]
            + [treffen(1, 5)],
            Gewohnheit(1, 2, time(17), time(19), 1, "Ort 1", "vor_ort"),
        ),
        (
            [treffen(3, 31, geschaetzt=True)],
            Gewohnheit(1, 5, time(17), None, 1, "Ort 1", "vor_ort"),
        ),
    ],
)
def test_the_habit_is_drawn_from_the_latest_conferences(
    bisher: list[Treffen], erwartet: Gewohnheit | None
) -> None:
    assert gewohnheit(bisher) == erwartet


def test_an_end_on_the_next_day_is_no_time_of_the_day_itself() -> None:
    nacht = Treffen(uhr(2026, 3, 10, 23), uhr(2026, 3, 11, 1))
    gefunden = gewohnheit([nacht])
    assert gefunden is not None
    assert gefunden.ende is None
