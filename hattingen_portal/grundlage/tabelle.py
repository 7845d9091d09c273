"""Rows as a table: CSV here, a workbook in excel.py; no request, no query, no clock.

Text can never become a formula (OWASP, "CSV Injection"): what looks like one gets an apostrophe in
front, also behind blanks and quotes, for some programs look past those. In XLSX it would be safe
without, but only until somebody saves the sheet as CSV; so both say the same.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone

from hattingen_portal.grundlage.texte import ohne_steuerzeichen

Wert = str | int | Decimal | date | None  # a bool is an int, a datetime a date
Zeile = Sequence[Wert]

# What spreadsheets take for a formula, also behind blanks and quotes, and as full-width letters.
_FORMEL = re.compile(r"[\s'\"]*[=+\-@\t\r＝＋－＠]")
# What a cell of Excel can hold, in characters ("Excel specifications and limits").
ZELLE_HOECHSTENS = 32_767


def entschaerft(text: str) -> str:
    """Give `text` as no spreadsheet takes it for a formula."""
    return f"'{text}" if _FORMEL.match(text) else text


def als_csv(koepfe: Sequence[str], zeilen: Iterable[Zeile]) -> bytes:
    """Give the rows as a table (RFC 4180), as a German spreadsheet opens it.

    That is: semicolons, since the comma stands in its numbers, and a byte order mark, without
    which Excel does not see the UTF-8. Aware times stand there in Europe/Berlin.
    """
    blatt = io.StringIO(newline="")
    schreiber = csv.writer(blatt, delimiter=";", quoting=csv.QUOTE_ALL)
    schreiber.writerow(koepfe)
    for zeile in zeilen:
        schreiber.writerow(map(in_worten, zeile))
    return blatt.getvalue().encode("utf-8-sig")


def _text(wert: str) -> str:
    """Give text as a cell may hold it: harmless, printable, and with a sign where it is cut."""
    text = entschaerft(ohne_steuerzeichen(wert))
    return text if len(text) <= ZELLE_HOECHSTENS else f"{text[: ZELLE_HOECHSTENS - 1]}…"


def in_worten(wert: Wert) -> str:
    """Give `wert` as a cell shows it: aware times in Europe/Berlin, numbers with a comma."""
    match wert:
        case None:
            return ""
        case bool():
            return "ja" if wert else "nein"
        case str():
            return _text(wert)
        case datetime():
            return f"{timezone.localtime(wert):%d.%m.%Y %H:%M}"
        case date():
            return f"{wert:%d.%m.%Y}"
        case _:
            return str(wert).replace(".", ",")
