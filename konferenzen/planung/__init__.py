"""Planning a round: habits, holidays and clashes in, a day for each Stadtteil and its reasons out.

Pure: no database, no request, no clock. Days and times are those that the clocks in Hattingen show.
"""

from konferenzen.planung.gewohnheit import gewohnheit
from konferenzen.planung.pruefung import Befund, Eintragung, pruefen
from konferenzen.planung.saison import naechste_saison
from konferenzen.planung.umstaende import (
    Anderes,
    Umstaende,
    Zeitraum,
    ferienluecke,
)
from konferenzen.planung.vorschlag import planen
from konferenzen.planung.werte import Bedarf, Gewohnheit, Treffen, Vorschlag, Wahl

__all__ = [
    "Anderes",
    "Bedarf",
    "Befund",
    "Eintragung",
    "Gewohnheit",
    "Treffen",
    "Umstaende",
    "Vorschlag",
    "Wahl",
    "Zeitraum",
    "ferienluecke",
    "gewohnheit",
    "naechste_saison",
    "planen",
    "pruefen",
]
