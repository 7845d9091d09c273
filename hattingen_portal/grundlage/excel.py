"""Rows as a workbook for Excel; apart from tabelle.py, since openpyxl takes its time to load."""

import io
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from hattingen_portal.grundlage.tabelle import Wert, Zeile, in_worten

TITEL_HOECHSTENS = 31  # characters ("Excel specifications and limits")
SCHMAL, BREIT = 18, 60  # characters
DATUM, ZEITPUNKT = "DD.MM.YYYY", "DD.MM.YYYY HH:MM"


def als_xlsx(titel: str, koepfe: Sequence[str], zeilen: Iterable[Zeile]) -> bytes:
    """Give the rows as a workbook (ISO/IEC 29500) with one sheet called `titel`.

    Dates and numbers are real ones, so that Excel sorts and counts with them; aware times stand
    there in Europe/Berlin. Rows are written one by one, never all held at once.
    """
    mappe = Workbook(write_only=True)
    blatt = mappe.create_sheet(re.sub(r"[\\*?:/\[\]]", " ", titel)[:TITEL_HOECHSTENS])
    blatt.freeze_panes = "A2"
    for stelle, kopf in enumerate(koepfe, start=1):
        blatt.column_dimensions[get_column_letter(stelle)].width = min(
            max(len(kopf) + 4, SCHMAL), BREIT
        )

    def zelle(wert: Wert, *, fett: bool = False) -> WriteOnlyCell:
        inhalt, muster = _fuer_excel(wert)
        ergebnis = WriteOnlyCell(blatt, inhalt)
        if muster:
            ergebnis.number_format = muster
        elif isinstance(inhalt, str):
            ergebnis.data_type = "s"  # else openpyxl makes a formula of "=…" and an error of "#N/A"
        if fett:
            ergebnis.font = Font(bold=True)
        return ergebnis

    blatt.append([zelle(kopf, fett=True) for kopf in koepfe])
    for zeile in zeilen:
        blatt.append([zelle(wert) for wert in zeile])
    if koepfe:
        blatt.auto_filter.ref = f"A1:{get_column_letter(len(koepfe))}1"
    inhalt = io.BytesIO()
    mappe.save(inhalt)
    return inhalt.getvalue()


def _fuer_excel(wert: Wert) -> tuple[Wert, str]:
    """Give what a cell holds, and how it shows a date; Excel knows no time zones."""
    match wert:
        case bool() | str():
            return in_worten(wert), ""
        case datetime():
            return timezone.localtime(wert).replace(tzinfo=None), ZEITPUNKT
        case date():
            return wert, DATUM
        case _:
            return wert, ""
