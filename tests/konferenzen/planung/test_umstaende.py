"""What stands in the way of a day."""

from datetime import date

import pytest

from konferenzen.planung import Anderes, Umstaende, Zeitraum, ferienluecke
from tests.konferenzen.planung.zeit import uhr

OSTERN = Zeitraum("Osterferien", date(2026, 3, 30), date(2026, 4, 11))
FEST = Zeitraum("Altstadtfest", date(2026, 4, 21), date(2026, 4, 22), frozenset({1}))
ABENDS = uhr(2026, 4, 28, 17), uhr(2026, 4, 28, 19)
UMSTAENDE = Umstaende(
    von=date(2026, 4, 1),
    bis=date(2026, 5, 31),
    ab=date(2026, 4, 15),
    feiertage={date(2026, 5, 1): "Erster Mai"},
    ferien=[OSTERN],
    sperrtage=[FEST],
    anderes=[
        Anderes("Themenkonferenz Armut", *ABENDS, ort=7),
        Anderes("Sprechstunde", *ABENDS, ort=8, ganzer_tag=False),
        Anderes("Geteilt", *ABENDS, ort=9, raum_geteilt=True, ganzer_tag=False),
    ],
)


@pytest.mark.parametrize(
    ("tag", "stadtteil", "gruende"),
    [
        (date(2026, 4, 11), None, ["Osterferien"]),
        (date(2026, 4, 12), None, []),
        (date(2026, 4, 22), 1, ["Altstadtfest"]),
        (date(2026, 4, 22), 2, []),
        (date(2026, 4, 22), None, []),
        (date(2026, 5, 1), 2, ["Erster Mai, ein Feiertag"]),
        (date(2026, 4, 28), 1, ["Themenkonferenz Armut"]),
    ],
)
def test_a_day_tells_what_is_on(tag: date, stadtteil: int | None, gruende: list[str]) -> None:
    assert UMSTAENDE.am_tag(tag, stadtteil) == gruende


@pytest.mark.parametrize(
    ("ort", "beginn", "ende", "wer"),
    [
        (7, 18, 20, ["Themenkonferenz Armut"]),
        (7, 19, 21, []),
        (7, 15, 17, []),
        (8, 18, 20, ["Sprechstunde"]),
        (9, 18, 20, []),
        (None, 18, 20, []),
    ],
)
def test_a_room_tells_who_has_it(ort: int | None, beginn: int, ende: int, wer: list[str]) -> None:
    zeiten = uhr(2026, 4, 28, beginn), uhr(2026, 4, 28, ende)
    assert UMSTAENDE.im_raum(ort, *zeiten) == wer


def test_only_days_of_the_span_that_are_not_over_can_be_chosen() -> None:
    tage = list(UMSTAENDE.tage())
    assert (tage[0], tage[-1], len(tage)) == (date(2026, 4, 15), date(2026, 5, 31), 47)


WEIHNACHTEN = Zeitraum("Weihnachtsferien", date(2025, 12, 22), date(2026, 1, 6))
SOMMER = Zeitraum("Sommerferien", date(2026, 7, 20), date(2026, 9, 1))
HERBST = Zeitraum("Herbstferien", date(2026, 10, 17), date(2026, 10, 31))


@pytest.mark.parametrize(
    ("ferien", "von", "bis", "luecke"),
    [
        ([], date(2026, 1, 1), date(2026, 3, 31), date(2026, 1, 1)),
        ([WEIHNACHTEN, OSTERN], date(2026, 1, 1), date(2026, 3, 31), None),
        ([OSTERN, WEIHNACHTEN], date(2026, 1, 1), date(2026, 4, 30), date(2026, 4, 12)),
        ([OSTERN, SOMMER], date(2026, 1, 1), date(2026, 4, 30), date(2026, 1, 1)),
        # Half a year between two: what lay there is not known.
        ([WEIHNACHTEN, SOMMER], date(2026, 2, 1), date(2026, 3, 31), date(2026, 2, 1)),
        ([WEIHNACHTEN, SOMMER], date(2026, 1, 1), date(2026, 9, 1), date(2026, 1, 7)),
        ([WEIHNACHTEN, SOMMER, HERBST], date(2026, 8, 1), date(2026, 10, 20), None),
        ([WEIHNACHTEN], date(2026, 9, 1), date(2026, 11, 30), date(2026, 9, 1)),
    ],
)
def test_days_between_known_holidays_are_covered(
    ferien: list[Zeitraum], von: date, bis: date, luecke: date | None
) -> None:
    assert ferienluecke(ferien, von, bis) == luecke
