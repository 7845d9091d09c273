"""What is said about days that somebody has entered."""

from datetime import date

import pytest

from konferenzen.planung import Anderes, Befund, Eintragung, Umstaende, Zeitraum, pruefen
from tests.konferenzen.planung.zeit import uhr

UMSTAENDE = Umstaende(
    von=date(2026, 4, 1),
    bis=date(2026, 6, 30),
    ab=date(2026, 4, 8),
    feiertage={date(2026, 5, 1): "Erster Mai"},
    ferien=[Zeitraum("Osterferien", date(2026, 3, 30), date(2026, 4, 11))],
    anderes=[Anderes("Fachtag", uhr(2026, 5, 6, 17), uhr(2026, 5, 6, 19), ort=7)],
)
WEG = "Bitte wählen Sie einen anderen Ort, eine andere Zeit oder einen anderen Tag."


def eintragung(
    tag: date, nummer: int = 1, ort: int | None = None, sonst: int | None = 1, stunde: int = 17
) -> Eintragung:
    beginn = uhr(tag.year, tag.month, tag.day, stunde)
    return Eintragung(
        nummer, f"Stadtteil {nummer}", beginn, beginn.replace(hour=stunde + 2), ort, sonst
    )


@pytest.mark.parametrize(
    ("eine", "warnungen"),
    [
        (eintragung(date(2026, 5, 12)), []),
        (
            eintragung(date(2026, 5, 13)),
            ["Ein Mittwoch; sonst trifft sich Stadtteil 1 am Dienstag."],
        ),
        (eintragung(date(2026, 5, 13), sonst=None), []),
        (eintragung(date(2026, 5, 16), sonst=None), ["Ein Samstag."]),
        (eintragung(date(2026, 5, 1), sonst=4), ["An diesem Tag: Erster Mai, ein Feiertag."]),
        (
            eintragung(date(2026, 4, 7)),
            ["An diesem Tag: Osterferien.", "Der Tag ist schon vorbei."],
        ),
        (
            eintragung(date(2027, 5, 11)),
            [
                (
                    "Der Tag liegt nicht in den Monaten der Runde, 1. April 2026 bis 30. Juni "
                    "2026. Stimmt das Jahr?"
                )
            ],
        ),
    ],
)
def test_what_is_odd_is_a_warning(eine: Eintragung, warnungen: list[str]) -> None:
    assert pruefen([eine], UMSTAENDE) == {1: Befund([], warnungen)}


def test_two_on_one_day_are_told_at_both() -> None:
    tag = date(2026, 5, 12)
    befunde = pruefen([eintragung(tag), eintragung(tag, 2), eintragung(tag, 3)], UMSTAENDE)
    assert [b.warnungen for b in befunde.values()] == [
        ["Am selben Tag ist auch Stadtteil 2 und Stadtteil 3."],
        ["Am selben Tag ist auch Stadtteil 1 und Stadtteil 3."],
        ["Am selben Tag ist auch Stadtteil 1 und Stadtteil 2."],
    ]


def test_a_taken_room_is_an_error_that_names_who_has_it() -> None:
    tag = date(2026, 5, 6)
    alle = [eintragung(tag, 1, 7, 2), eintragung(tag, 2, 8, 2), eintragung(tag, 3, 8, 2, 18)]
    befunde = pruefen(alle, UMSTAENDE)
    assert [b.fehler for b in befunde.values()] == [
        [f"Der Raum ist dann schon belegt: Fachtag. {WEG}"],
        [f"Der Raum ist dann schon belegt: Stadtteil 3. {WEG}"],
        [f"Der Raum ist dann schon belegt: Stadtteil 2. {WEG}"],
    ]


def test_a_room_is_free_again_when_the_one_before_ends() -> None:
    tag = date(2026, 5, 12)
    alle = [eintragung(tag, 1, 8), eintragung(tag, 2, 8, stunde=19)]
    assert [b.fehler for b in pruefen(alle, UMSTAENDE).values()] == [[], []]
