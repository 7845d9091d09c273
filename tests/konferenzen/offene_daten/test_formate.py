"""Open data as files: safe in a spreadsheet, whole for a program."""

import csv
import io
import re

import pytest

from konferenzen.offene_daten.felder import FELDER
from konferenzen.offene_daten.formate import als_csv, als_json, zelle
from konferenzen.offene_daten.typen import Wert

LEER: dict[str, Wert] = {feld.name: None for feld in FELDER}


def gelesen(inhalt: bytes) -> list[list[str]]:
    text = inhalt.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";", strict=True))


def ohne_hochkomma(text: str) -> str:
    """Undo what `zelle` did, as the documentation says it can be."""
    formel = re.compile(r"'[\s'\"]*[=+\-@\t\r＝＋－＠]")
    return text[1:] if formel.match(text) else text


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+49 2324 204",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        ' "=1',
        "'=1",
        "''+1",
        "  =HYPERLINK()",
        "\u00a0=1",
        "＝1",
        '=cmd|"/C calc"!A0',
    ],
)
def test_no_text_is_a_formula(text: str) -> None:
    assert zelle(text) == f"'{text}"
    assert zelle([text, "b"]) == f"'{text}, b"
    assert ohne_hochkomma(zelle(text)) == text


@pytest.mark.parametrize(
    "text", ["Welper", "A=1", "17–19 Uhr", "'n Abend", "", "„=1“", "a\n=1", "(02324) 204-5552"]
)
def test_other_text_stays_as_it_is(text: str) -> None:
    assert zelle(text) == text
    assert ohne_hochkomma(zelle(text)) == text


@pytest.mark.parametrize(
    ("wert", "erwartet"),
    [
        (None, ""),
        (True, "ja"),
        (False, "nein"),
        (0, "0"),
        (-7.186, "-7,186"),
        (51.399, "51,399"),
        ([], ""),
        (["Haidchen", "Bredenscheid/Stüter"], "Haidchen, Bredenscheid/Stüter"),
    ],
)
def test_values_as_a_german_spreadsheet_reads_them(wert: Wert, erwartet: str) -> None:
    assert zelle(wert) == erwartet


def test_a_csv_survives_what_a_text_can_hold() -> None:
    boese = 'a;b,"c"\nzweite Zeile\u2028dritte 🏡 \u202bעברית'
    lang = "Stadtteil " * 200

    inhalt = als_csv([LEER | {"titel": boese, "beschreibung": lang}, LEER])

    kopf, erste, zweite = gelesen(inhalt)
    assert kopf == [feld.name for feld in FELDER]
    assert dict(zip(kopf, erste, strict=True)) == {
        name: {"titel": boese, "beschreibung": lang}.get(name, "") for name in kopf
    }
    assert zweite == [""] * len(FELDER)
    assert inhalt.startswith(b'\xef\xbb\xbf"uid";"adresse";')
    assert inhalt.endswith(b'"\r\n')


def test_without_a_row_there_is_still_the_head() -> None:
    assert gelesen(als_csv([])) == [[feld.name for feld in FELDER]]


def test_json_is_utf_8_and_names_licence_and_source() -> None:
    text = als_json([], stand=None, auswahl={}).decode()

    assert '"kuerzel": "dl-de/by-2-0"' in text
    assert '"quellenvermerk": "Stadt Hattingen, Quartiersportal, dl-de/by-2-0 (https://' in text
    assert '"stand": null' in text
    assert "Datenlizenz Deutschland – Namensnennung" in text
