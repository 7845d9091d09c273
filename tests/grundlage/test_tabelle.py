"""Tables for spreadsheets: nothing becomes a formula, dates and numbers are what they are."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from hattingen_portal.grundlage.excel import als_xlsx
from hattingen_portal.grundlage.tabelle import ZELLE_HOECHSTENS, als_csv
from tests.blatt import csv_zeilen, excel_zeilen, excel_zellen

FORMELN = [
    '=HYPERLINK("https://example.org";"hier")',
    "+49 2324 204",
    "-1+2",
    "@SUM(A1)",
    "\t=1",
    "  =1",
    "'=1",
    '"=1',
    "＝1",
    "=",
]
HARMLOS = ["Müller; „Söhne“", "a=b", "1-2", "#N/A", "TRUE", "02324 204", "Zeile\nZeile"]
# In winter and in summer: an hour's and two hours' difference to UTC.
ABENDS = datetime(2026, 1, 26, 16, tzinfo=UTC)
SOMMER = datetime(2026, 7, 1, 22, 30, tzinfo=UTC)


@pytest.mark.parametrize("text", FORMELN)
def test_a_formula_is_a_text_in_both(text: str) -> None:
    assert csv_zeilen(als_csv(["Name"], [[text]])) == [["Name"], [f"'{text}"]]
    [zelle] = excel_zellen(als_xlsx("Liste", ["Name"], [[text]]))[1]
    assert (zelle.value, zelle.data_type) == (f"'{text}", "s")


def test_a_carriage_return_in_front_hides_no_formula() -> None:
    assert csv_zeilen(als_csv(["Name"], [["\r=1"]]))[1] == ["'\n=1"]


@pytest.mark.parametrize("text", HARMLOS)
def test_other_text_stays_as_it_is(text: str) -> None:
    assert csv_zeilen(als_csv(["Name"], [[text]]))[1] == [text]
    [zelle] = excel_zellen(als_xlsx("Liste", ["Name"], [[text]]))[1]
    assert (zelle.value, zelle.data_type) == (text, "s")


def test_csv_says_everything_as_a_german_reader_writes_it() -> None:
    zeile = [ABENDS, SOMMER, date(2026, 2, 1), True, False, None, 1200, Decimal("51.399000"), -3]
    assert csv_zeilen(als_csv(["x"] * 9, [zeile]))[1] == [
        "26.01.2026 17:00",
        "02.07.2026 00:30",
        "01.02.2026",
        "ja",
        "nein",
        "",
        "1200",
        "51,399000",
        "-3",
    ]


def test_excel_gets_real_dates_and_numbers() -> None:
    zeile: list[Any] = [ABENDS, date(2026, 2, 1), True, 1200, Decimal("51.4"), None, -3]
    zellen = excel_zellen(als_xlsx("Liste", ["x"] * 7, [zeile]))[1]
    assert [zelle.value for zelle in zellen] == [
        datetime(2026, 1, 26, 17),  # noqa: DTZ001 - Excel knows no time zones
        datetime(2026, 2, 1),  # noqa: DTZ001 - Excel knows no time zones
        "ja",
        1200,
        51.4,
        None,
        -3,
    ]
    assert [zelle.number_format for zelle in zellen[:2]] == ["DD.MM.YYYY HH:MM", "DD.MM.YYYY"]


def test_what_no_sheet_can_hold_is_left_out_or_cut_with_a_sign() -> None:
    lang = "a" * (ZELLE_HOECHSTENS + 1)
    titel = "Alle: Listen / [Entwürfe] von Menschen und Häusern"
    [_, [kurz, rein]] = excel_zeilen(
        als_xlsx(titel, ["x", "y"], [[lang, "a\x00\x07\ufffe\uffff\ud800b"]])
    )
    assert kurz == "a" * (ZELLE_HOECHSTENS - 1) + "…"
    assert rein == "ab"


def test_a_table_without_rows_has_its_heads() -> None:
    assert csv_zeilen(als_csv(["Größe", "Ort"], [])) == [["Größe", "Ort"]]
    assert excel_zeilen(als_xlsx("Liste", ["Größe", "Ort"], [])) == [["Größe", "Ort"]]
