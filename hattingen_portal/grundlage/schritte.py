"""The steps towards the day of a conference, each registered by the module that owns its fact.

The admin's front page shows for each coming conference which of them are done and which are due.
It knows none of them by name: a module joins with a file `schritte.py` in its app, read at the
start, that calls `anmelden`. A step whose module is not there is shown nowhere.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest

HOECHSTENS_TAGE = 365  # of lead time; nobody prepares a conference longer than that


@dataclass(frozen=True)
class Stand:
    """Whether a step is done for one conference, and the address in the admin that does it."""

    erledigt: bool
    adresse: str


@dataclass(frozen=True)
class Schritt:
    """One step; its module vouches that `pruefen` costs the same number of queries for any number.

    `kennung` is its name in the database for ever, `name` stands in the line of a conference,
    `aufgabe` in the list of what is to do. `vorlauf` says how many days before the conference it
    should be done, until the office sets another number. `pruefen` takes conferences and the aware
    time now, and gives the Stand of each by its key; one that it leaves out has no such step.
    `darf` tells whether the person of a request may do the step for a conference.
    """

    kennung: str
    name: str
    aufgabe: str
    vorlauf: int
    pruefen: Callable[[Sequence[Any], datetime], Mapping[int, Stand]]
    darf: Callable[[HttpRequest, Any], bool]

    def __post_init__(self) -> None:
        """Raise ValueError for a lead time that nobody could set, either."""
        if not 0 <= self.vorlauf <= HOECHSTENS_TAGE:
            raise ValueError(f"{self.name}: {self.vorlauf} Tage Vorlauf gibt es nicht.")


_ANGEMELDETE: dict[str, Schritt] = {}


def anmelden(schritt: Schritt) -> None:
    """Add `schritt` to the line of every conference; raises ValueError where its name is taken."""
    if schritt.kennung in _ANGEMELDETE:
        raise ValueError(f"Den Schritt „{schritt.kennung}“ gibt es schon.")
    _ANGEMELDETE[schritt.kennung] = schritt


def angemeldete() -> list[Schritt]:
    """Give all steps there are, in the order in which they were registered."""
    return list(_ANGEMELDETE.values())
