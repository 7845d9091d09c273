"""Date and time fields: what they read, and what they refuse with which words."""

from datetime import date, datetime, time

import pytest
from django.core.exceptions import ValidationError

from hattingen_portal.grundlage.zeitfelder import ZeitpunktFeld, ortszeit
from tests.fabriken import berlin

pytestmark = pytest.mark.usefixtures("jetzt")


@pytest.mark.parametrize(
    ("eingabe", "zeit"),
    [
        (["26.01.2026", "17:00"], berlin(2026, 1, 26, 17)),
        (["26.1.26", "17"], berlin(2026, 1, 26, 17)),
        (["2026-07-26", "17.30 Uhr"], berlin(2026, 7, 26, 17, 30)),
        (["", ""], None),
    ],
)
def test_a_date_is_read_as_clerks_write_it(eingabe: list[str], zeit: datetime | None) -> None:
    assert ZeitpunktFeld(required=False).clean(eingabe) == zeit


@pytest.mark.parametrize(
    ("tag", "meldung"),
    [
        ("31.09.2026", "Den 31.09.2026 gibt es nicht. Bitte prüfen Sie Tag und Monat."),
        ("29.2.26", "Den 29.2.26 gibt es nicht. Bitte prüfen Sie Tag und Monat."),
        ("morgen", "Bitte geben Sie ein Datum an, zum Beispiel 26.01.2026."),
        ("", "Bitte geben Sie ein Datum an, zum Beispiel 26.01.2026."),
    ],
)
def test_a_day_that_does_not_exist_is_named(tag: str, meldung: str) -> None:
    with pytest.raises(ValidationError) as e:
        ZeitpunktFeld(required=False).clean([tag, "17:00"])
    assert e.value.messages == [meldung]


@pytest.mark.parametrize("jahr", ["1926", "2062"])
def test_a_year_that_cannot_be_meant_is_refused(jahr: str) -> None:
    with pytest.raises(ValidationError) as e:
        ZeitpunktFeld(required=False).clean([f"26.01.{jahr}", "17:00"])
    assert e.value.messages == [f"Bitte prüfen Sie das Jahr: {jahr} ist wohl ein Tippfehler."]


@pytest.mark.parametrize(
    ("tag", "uhrzeit", "grund"),
    [
        (date(2026, 3, 29), time(2), "Diese Uhrzeit gibt es nicht"),
        (date(2026, 3, 29), time(2, 59), "Diese Uhrzeit gibt es nicht"),
        (date(2026, 10, 25), time(2), "Diese Uhrzeit gibt es zweimal"),
        (date(2026, 10, 25), time(2, 59), "Diese Uhrzeit gibt es zweimal"),
    ],
)
def test_an_hour_lost_or_doubled_by_summer_time_is_refused(
    tag: date, uhrzeit: time, grund: str
) -> None:
    with pytest.raises(ValidationError, match=grund):
        ortszeit(tag, uhrzeit)


@pytest.mark.parametrize("tag", [date(2026, 3, 29), date(2026, 10, 25)])
def test_the_hours_around_the_change_are_taken(tag: date) -> None:
    assert [ortszeit(tag, time(stunde)).utcoffset() for stunde in (1, 3)] == [
        berlin(tag.year, tag.month, tag.day, stunde).utcoffset() for stunde in (1, 3)
    ]
