"""The season that a round's name tells."""

from datetime import date

import pytest

from konferenzen.models.runde import saison


@pytest.mark.parametrize(
    ("name", "erwartet"),
    [
        ("Frühjahr 2026", (date(2026, 1, 1), date(2026, 7, 31))),
        ("Stadtteilkonferenzen im frühling 2027", (date(2027, 1, 1), date(2027, 7, 31))),
        ("Sommer 2026", (date(2026, 5, 1), date(2026, 9, 30))),
        ("Herbst 2026", (date(2026, 8, 1), date(2026, 12, 31))),
        ("Winter 2026/27", (date(2026, 11, 1), date(2027, 3, 31))),
        ("Beispielrunde", None),
        ("Herbst", None),
        ("Herbst 0000", None),
    ],
)
def test_saison(name: str, erwartet: tuple[date, date] | None) -> None:
    assert saison(name) == erwartet
