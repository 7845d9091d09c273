"""What the open data are made of: values, and columns that say what they hold."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from konferenzen.models import Konferenz

Wert = str | int | float | bool | list[str] | None


class Typ(StrEnum):
    """What a column holds, as the documentation names it."""

    TEXT = "Text"
    WORT = "Wort"
    ADRESSE = "Adresse"
    ZEITPUNKT = "Zeitpunkt"
    DATUM = "Datum"
    ZAHL = "Zahl"
    JA_NEIN = "ja oder nein"
    LISTE = "Liste"


@dataclass(frozen=True)
class Feld:
    """A column: its name, what it means with an example as the CSV prints it, and its value."""

    name: str
    typ: Typ
    bedeutung: str
    beispiel: str
    wert: Callable[[Konferenz], Wert]
    worte: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Feldgruppe:
    """Columns that belong together."""

    titel: str
    felder: tuple[Feld, ...]
