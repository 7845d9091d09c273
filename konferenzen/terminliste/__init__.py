"""Date lists as cities publish them: ``lesen`` reads one, ``schreiben`` writes the pipe form.

Pure: no database, no request. A reader for one form (``tabelle``) cuts the input into raw rows
(``Rohzeile``), everything behind it is the same for all forms.
"""

from .kodierung import HOECHSTENS_ZEICHEN
from .lesen import MEHRFACH, lesen
from .schreiben import schreiben
from .zeilen import (
    BekannterStadtteil,
    Ignoriert,
    Meldung,
    Ort,
    Saison,
    Terminliste,
    UnlesbarError,
    Zeile,
    Zellen,
)

__all__ = [
    "HOECHSTENS_ZEICHEN",
    "MEHRFACH",
    "BekannterStadtteil",
    "Ignoriert",
    "Meldung",
    "Ort",
    "Saison",
    "Terminliste",
    "UnlesbarError",
    "Zeile",
    "Zellen",
    "lesen",
    "schreiben",
]
