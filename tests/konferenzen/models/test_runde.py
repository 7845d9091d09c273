"""The season that a round's name tells, and the one after it."""

from datetime import date

import pytest

from konferenzen.models.runde import naechste_saison, saison


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


@pytest.mark.parametrize(
    ("name", "folgende"),
    [
        ("Frühjahr 2026", "Herbst 2026"),
        ("Frühling 2026", "Herbst 2026"),
        ("Konferenzen im Herbst 2026", "Frühjahr 2027"),
        ("Sommer 2026", "Winter 2026"),
        ("Winter 2026", "Sommer 2027"),
        ("Beispielrunde", ""),
        ("Herbst 2999", "Frühjahr 3000"),
        ("Frühjahr 3000", ""),
    ],
)
def test_the_season_after_a_season(name: str, folgende: str) -> None:
    assert naechste_saison(name) == folgende
