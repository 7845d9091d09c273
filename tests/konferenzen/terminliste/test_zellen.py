"""A row in the parts in which a person corrects it: nothing of it is lost on the way and back."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from konferenzen.terminliste import BekannterStadtteil, Saison, Terminliste, Zeile, Zellen, lesen
from konferenzen.terminliste.datum import datum_ersetzen

DATEN = Path(__file__).parents[2] / "daten"
LISTEN = sorted([*DATEN.glob("0*"), *DATEN.glob("termine*"), *DATEN.glob("listenformen/*")])
STADTTEILE = [
    *(BekannterStadtteil(n) for n in ("Welper", "Winz-Baak", "Holthausen", "Blankenstein")),
    BekannterStadtteil("Hattingen-Mitte", "Mitte"),
    BekannterStadtteil("EOBS", ortsteile=("Elfringhausen", "Oberstüter", "Bredenscheid/Stüter")),
]
RUNDE = Saison(date(2027, 1, 1), date(2027, 7, 31))


def gelesen(liste: str | bytes, **mehr: Any) -> Terminliste:
    return lesen(liste, STADTTEILE, saison=RUNDE, stadt="Hattingen", **mehr)


def eine(liste: str, **mehr: Any) -> Zeile:
    [zeile] = gelesen(liste, **mehr).zeilen
    return zeile


def test_a_row_is_shown_in_the_parts_in_which_it_was_written() -> None:
    zeile = eine("STK Mitte | Do., den 11. Feb. 2027 von 17.30 bis 19 Uhr (entfällt) | Haus, Weg 1")
    assert zeile.zellen == Zellen(
        stadtteil="Hattingen-Mitte",
        tag="Do., den 11. Feb. 2027",
        zeit="17.30 bis 19 Uhr",
        ort="Haus, Weg 1",
        entfaellt=True,
    )


@pytest.mark.parametrize(
    ("liste", "zellen"),
    [
        ("Welper | Termin folgt | N.N.", Zellen("Welper", "Termin folgt", "", "N.N.")),
        (
            "Südstadt | 1.2.27, 17 Uhr | Haus | Kaffee",
            Zellen("Südstadt", "1.2.27", "17 Uhr", "Haus", "Kaffee"),
        ),
        (
            "Welper (entfällt) | im Mai | online",
            Zellen("Welper", "im Mai", "", "online", entfaellt=True),
        ),
    ],
)
def test_what_is_not_understood_has_its_place_too(liste: str, zellen: Zellen) -> None:
    kopf = "Stadtteil | Datum | Ort\n"
    assert eine(kopf + liste).zellen == zellen


@pytest.mark.parametrize("datei", LISTEN, ids=lambda datei: datei.name)
def test_rows_that_nobody_corrected_are_read_as_before(datei: Path) -> None:
    vorher = gelesen(datei.read_bytes())
    unberuehrt = {stelle: zeile.zellen for stelle, zeile in enumerate(vorher.zeilen)}
    assert gelesen(datei.read_bytes(), berichtigt=unberuehrt) == vorher


@pytest.mark.parametrize("datei", LISTEN, ids=lambda datei: datei.name)
def test_a_corrected_venue_leaves_all_that_was_read_of_the_date(datei: Path) -> None:
    vorher = gelesen(datei.read_bytes())
    berichtigt = {
        stelle: replace(zeile.zellen, ort="Haus, Weg 1")
        for stelle, zeile in enumerate(vorher.zeilen)
    }
    nachher = gelesen(datei.read_bytes(), berichtigt=berichtigt)
    for alt, neu in zip(vorher.zeilen, nachher.zeilen, strict=True):
        if alt.fehlerhaft:
            continue
        assert replace(neu, ort=alt.ort, ort_offen=alt.ort_offen, online=alt.online) == replace(
            alt, meldungen=neu.meldungen
        )
        assert not neu.fehlerhaft


def test_a_loose_line_becomes_a_row_once_it_says_what_a_row_says() -> None:
    liste = "Welper: Mo., 1. Februar 2027, 17 Uhr (Haus)\nAm Dienstag, 2. Februar, auch.\n"
    vorher = gelesen(liste)
    assert [zeile.zellen.rest for zeile in vorher.zeilen][1:] == ["Am Dienstag, 2. Februar, auch."]
    neu = Zellen("Holthausen", "Di., 2. Februar 2027", "17–19 Uhr", "Haus")
    [_, zeile] = gelesen(liste, berichtigt={1: neu}).zeilen
    assert (zeile.stadtteil, zeile.datum, zeile.fehlerhaft) == (
        "Holthausen",
        date(2027, 2, 2),
        False,
    )


def test_a_doubt_about_the_year_stays_until_the_year_is_there() -> None:
    liste = "Stadtteilkonferenzen 2026\nWelper | 1. Februar, 17–19 Uhr | Haus |\n"
    zeile = eine(liste)
    assert zeile.fehlerhaft
    ort = replace(zeile.zellen, ort="Anderes Haus")
    assert eine(liste, berichtigt={0: ort}).fehlerhaft
    jahr = replace(zeile.zellen, tag="1. Februar 2027")
    assert not eine(liste, berichtigt={0: jahr}).fehlerhaft


def test_of_two_rows_for_one_stadtteil_one_may_be_left_out() -> None:
    liste = "Welper | 1.2.2027, 17 Uhr | Haus |\nWelper | 2.2.2027, 17 Uhr | Haus |\n"
    assert [zeile.fehlerhaft for zeile in gelesen(liste).zeilen] == [True, True]
    assert [zeile.fehlerhaft for zeile in gelesen(liste, ohne={0}).zeilen] == [False, False]


def test_findings_stand_at_the_part_that_they_are_about() -> None:
    zeile = eine(
        "Stadtteil | Datum | Ort\nSüdstadt | Dienstag, 01.02.2027 von 19–17 Uhr | dto. | Kaffee"
    )
    assert [(meldung.feld, meldung.text[:28]) for meldung in zeile.meldungen] == [
        ("stadtteil", "Südstadt ist kein bekannter "),
        ("tag", "1. Februar 2027 ist ein Mont"),
        ("zeit", "Ende vor Beginn: 19–17 Uhr; "),
        ("ort", "„dto.“ nennt den Ort nicht. "),
        ("rest", "„Kaffee“ steht in keiner Spa"),
    ]


def test_a_wrong_weekday_is_a_question_with_two_answers() -> None:
    assert eine("Welper | Mittwoch, 12.5.2027, 17–19 Uhr | Haus |").meldungen == ()
    [meldung] = eine("Welper | Dienstag, 12.5.2027, 17–19 Uhr | Haus |").meldungen
    assert (meldung.feld, meldung.frage, meldung.daten) == (
        "tag",
        "Der 12.5.2027 ist ein Mittwoch, in der Liste steht Dienstag. Was stimmt?",
        (date(2027, 5, 12), date(2027, 5, 11)),
    )


@pytest.mark.parametrize(
    ("text", "berichtigt"),
    [
        ("Dienstag, 12.05.2027", "Mittwoch, 12.05.2027"),
        ("Di., 12. Mai", "Mittwoch, 12.05.2027"),
        ("12.05.27 (Di.)", "Mittwoch, 12.05.2027"),
        ("Dienstag, den 12. Mai 2027, verschoben", "den Mittwoch, 12.05.2027, verschoben"),
        ("irgendwann", "Mittwoch, 12.05.2027"),
        ("", "Mittwoch, 12.05.2027"),
    ],
)
def test_the_right_day_takes_the_place_of_the_wrong_one(text: str, berichtigt: str) -> None:
    assert datum_ersetzen(text, date(2027, 5, 12)) == berichtigt
