"""Reads what a list gave out, as a spreadsheet does."""

import csv
import io
from typing import Any

from openpyxl import load_workbook


def csv_zeilen(inhalt: bytes) -> list[list[str]]:
    """Give the rows, heads first; they must carry the byte order mark that Excel needs."""
    assert inhalt.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(inhalt.decode("utf-8-sig"), newline=""), delimiter=";"))


def excel_zellen(inhalt: bytes) -> list[list[Any]]:
    """Give the cells of the one sheet, heads first."""
    [blatt] = load_workbook(io.BytesIO(inhalt)).worksheets
    return [list(zeile) for zeile in blatt.iter_rows()]


def excel_zeilen(inhalt: bytes) -> list[list[Any]]:
    return [[zelle.value for zelle in zeile] for zeile in excel_zellen(inhalt)]
