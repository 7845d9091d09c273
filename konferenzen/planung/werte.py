"""What goes into a plan and what comes out of it."""

from dataclasses import dataclass, field
from datetime import date, datetime, time


@dataclass(frozen=True)
class Treffen:
    """A conference that a Stadtteil has held; `ort` is the key of its venue."""

    beginn: datetime
    ende: datetime
    ende_geschaetzt: bool = False
    ort: int | None = None
    ortsname: str = ""
    form: str = ""


@dataclass(frozen=True)
class Gewohnheit:
    """When and where a Stadtteil meets; `wochentag` counts from Monday, 0.

    `woche` tells the second Tuesday of a month from the third; 5 is the last one. `ende` is None
    where it was only assumed, `ort` where there was none.
    """

    wochentag: int
    woche: int
    beginn: time
    ende: time | None
    ort: int | None
    ortsname: str
    form: str


@dataclass(frozen=True)
class Bedarf:
    """A Stadtteil that needs a day; `zuletzt` is when it met in the round taken as the pattern."""

    stadtteil: int
    name: str
    gewohnheit: Gewohnheit | None
    zuletzt: date | None = None


@dataclass(frozen=True)
class Wahl:
    """Another day that would do, and why in a few words."""

    tag: date
    grund: str


@dataclass(frozen=True)
class Vorschlag:
    """The day for one Stadtteil, None where none fits; `grund` says why in sentences."""

    tag: date | None
    grund: str
    alternativen: list[Wahl] = field(default_factory=list)
