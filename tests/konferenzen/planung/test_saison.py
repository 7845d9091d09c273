"""Which round comes next."""

from datetime import date

import pytest

from konferenzen.planung import naechste_saison

HERBST_26 = ("Herbst 2026", date(2026, 9, 1), date(2026, 11, 1))
FRUEHJAHR_27 = ("Frühjahr 2027", date(2027, 1, 1), date(2027, 3, 1))


@pytest.mark.parametrize(
    ("beginn", "heute", "erwartet"),
    [
        (date(2026, 1, 1), date(2026, 3, 1), HERBST_26),
        (date(2026, 1, 1), date(2026, 9, 30), HERBST_26),
        (date(2026, 1, 1), date(2026, 10, 1), FRUEHJAHR_27),
        (date(2026, 8, 1), date(2026, 9, 1), FRUEHJAHR_27),
        (date(2019, 8, 1), date(2026, 9, 1), HERBST_26),
    ],
)
def test_the_next_round_is_the_first_season_that_has_not_begun_before_this_month(
    beginn: date, heute: date, erwartet: tuple[str, date, date]
) -> None:
    assert naechste_saison(beginn, heute) == erwartet
