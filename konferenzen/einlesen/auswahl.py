"""What a person made of the rows of a date list before it is read in, and may do with them."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

from konferenzen.models import Konferenz
from konferenzen.terminliste import Zellen


@dataclass(frozen=True, slots=True)
class Auswahl:
    """Rows by their place in the list, counted from 0.

    ``zellen`` are the rows as corrected, ``ohne`` those that are left out, ``orte`` answers where
    the venue was in question (``ort_finden``).
    """

    zellen: Mapping[int, Zellen] = field(default_factory=dict)
    ohne: Collection[int] = ()
    orte: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Befugnis:
    """What a person may do: change or add this conference, make venues."""

    konferenz: Callable[[Konferenz], bool]
    neue_orte: bool


UNBERUEHRT = Auswahl()
ALLES = Befugnis(konferenz=lambda _konferenz: True, neue_orte=True)
