"""Which year a date has that names none: the one in which it falls into the round."""

from datetime import date

import pytest

from konferenzen.terminliste import Saison

from .gegend import liste

WINTER = Saison(date(2026, 11, 1), date(2027, 3, 31))
FRUEHJAHR = Saison(date(2027, 1, 1), date(2027, 7, 31))
ZWEI_JAHRE = Saison(date(2026, 1, 1), date(2027, 12, 31))


def gelesen(saison: Saison, datum: str) -> tuple[str, list[str]]:
    (zeile,) = liste(f"Welper | {datum}, 17–19 Uhr | Bürgertreff |", saison).zeilen
    texte = [f"{'!' if m.fehler else ''}{m.text}" for m in zeile.meldungen]
    return str(zeile.datum), texte


@pytest.mark.parametrize(
    ("saison", "datum", "erwartet"),
    [
        (WINTER, "15.01.", "2027-01-15"),
        (WINTER, "Freitag, 15. Januar", "2027-01-15"),
        (WINTER, "15.12.", "2026-12-15"),
        (WINTER, "01.11.", "2026-11-01"),
        (WINTER, "31.03.", "2027-03-31"),
        (FRUEHJAHR, "01.02.", "2027-02-01"),
        # Outside of the days, but there is only one year.
        (FRUEHJAHR, "15.09.", "2027-09-15"),
        # In no year inside of the days: the weekday tells.
        (WINTER, "Dienstag, 15.09.", "2026-09-15"),
        (WINTER, "Mittwoch, 15.09.", "2027-09-15"),
        (ZWEI_JAHRE, "Montag, 01.02.", "2027-02-01"),
        (Saison(date(2027, 11, 1), date(2028, 3, 31)), "29.02.", "2028-02-29"),
    ],
)
def test_das_jahr_das_in_die_runde_faellt(saison, datum, erwartet):
    jahr = erwartet[:4]
    ohne_wochentag = datum.rpartition(", ")[2]
    assert gelesen(saison, datum) == (
        erwartet,
        [f"„{ohne_wochentag}“: ohne Jahr; gelesen als {jahr}."],
    )


def test_der_wochentag_prueft_das_gewaehlte_jahr():
    assert gelesen(WINTER, "Donnerstag, 15.01.") == (
        "2027-01-15",
        [
            "„15.01.“: ohne Jahr; gelesen als 2027.",
            "!15. Januar 2027 ist ein Freitag, nicht Donnerstag; Donnerstag wäre der 14. Januar.",
        ],
    )


@pytest.mark.parametrize(
    ("saison", "datum"),
    [
        (WINTER, "15.09."),
        (WINTER, "Montag, 15.09."),
        (ZWEI_JAHRE, "15.01."),
    ],
)
def test_ein_jahr_wird_nicht_geraten(saison, datum):
    genannt = datum.rpartition(", ")[2]
    assert gelesen(saison, datum) == (
        "None",
        [f"!„{genannt}“: das Jahr fehlt; möglich sind 2026 und 2027. Bitte das Jahr ergänzen."],
    )


def test_ein_tag_den_es_in_keinem_jahr_der_runde_gibt():
    assert gelesen(WINTER, "30.02.") == (
        "None",
        ["!„30.02.“: den 30. Februar gibt es nicht, der Februar 2026 hat 28 Tage."],
    )


@pytest.mark.parametrize("datum", ["15.01.2026", "15.12.2027", "15.07.26"])
def test_ein_genanntes_jahr_der_runde_gilt(datum):
    assert gelesen(WINTER, datum)[1] == []


@pytest.mark.parametrize(
    ("saison", "datum", "tag", "jahre"),
    [
        (WINTER, "15.01.2028", "15. Januar 2028", "2026–2027"),
        (WINTER, "15.01.25", "15. Januar 2025", "2026–2027"),
        (FRUEHJAHR, "01.02.2026", "1. Februar 2026", "2027"),
        (FRUEHJAHR, "01.02.2028", "1. Februar 2028", "2027"),
    ],
)
def test_ein_anderes_jahr_ist_ein_fehler(saison, datum, tag, jahre):
    assert gelesen(saison, datum)[1] == [
        (
            f"!Der {tag} liegt nicht in der Runde ({jahre}). Bitte das Jahr berichtigen; stimmt "
            "es, bitte die Saison der Runde anpassen."
        )
    ]
