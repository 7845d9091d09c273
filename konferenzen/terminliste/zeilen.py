"""What goes into the reader and what comes out: plain values without a database."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime


class UnlesbarError(ValueError):
    """Nothing in the input can be used; ``str(fehler)`` is one German sentence for people."""


@dataclass(frozen=True, slots=True)
class Saison:
    """The first and the last day of a round; it tells the year of a date that names none."""

    beginn: date
    ende: date

    def __contains__(self, tag: date) -> bool:
        return self.beginn <= tag <= self.ende

    @property
    def jahre(self) -> range:
        """All years of which the round has days."""
        return range(self.beginn.year, self.ende.year + 1)

    @property
    def in_jahren(self) -> str:
        """The years in short: "2026", or "2026–2027" for a round of the winter."""
        erstes, letztes = self.beginn.year, self.ende.year
        return f"{erstes}" if erstes == letztes else f"{erstes}–{letztes}"


@dataclass(frozen=True, slots=True)
class BekannterStadtteil:
    """A Stadtteil under all the names by which a list may call it.

    ``andere_namen`` stand for the Stadtteil itself; ``ortsteile`` only belong to it, so a row for
    one of them alone is a finding.
    """

    name: str
    kuerzel: str = ""
    andere_namen: tuple[str, ...] = ()
    ortsteile: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Meldung:
    """A finding in German. ``fehler`` tells what must be put right from what is good to know.

    For a page on which rows are corrected in place: ``feld`` names the part of ``Zellen`` that it
    is about, empty where it is about all of them; ``frage`` says the same to somebody who can
    answer at once, ``daten`` are then the days to choose from.
    """

    text: str
    fehler: bool = True
    feld: str = field(default="", compare=False)
    frage: str = field(default="", compare=False)
    daten: tuple[date, ...] = field(default=(), compare=False)


def am_feld(feld: str, meldungen: Iterable[Meldung]) -> tuple[Meldung, ...]:
    """The findings, placed at ``feld`` unless they have a place already."""
    return tuple(replace(meldung, feld=meldung.feld or feld) for meldung in meldungen)


@dataclass(frozen=True, slots=True)
class Zellen:
    """What a row says, in the parts in which a person corrects it; all of them as written.

    ``stadtteil`` is the name of a known one where it was recognised. ``rest`` is what was not
    understood and belongs to no part. ``entfaellt``: the row calls its conference off.
    """

    stadtteil: str = ""
    tag: str = ""
    zeit: str = ""
    ort: str = ""
    rest: str = ""
    entfaellt: bool = False


@dataclass(frozen=True, slots=True)
class Ort:
    """A venue as the list names it; a part that the list does not give is empty."""

    name: str = ""
    raum: str = ""
    strasse: str = ""
    hausnummer: str = ""
    plz: str = ""
    stadt: str = ""


@dataclass(frozen=True, slots=True)
class Rohzeile:
    """The texts of one row before anybody has understood them; every reader yields these.

    ``nummer`` is the line of the input on which the row begins, counted from 1. ``lose`` marks a
    line that belongs to no row, ``ungelesen`` holds further columns as (heading, text).
    ``wortlaut`` is the row as it stands in the input, where it is no line of cells; ``meldungen``
    are what the reader itself has to say.
    """

    nummer: int
    stadtteil: str = ""
    termin: str = ""
    ort: str = ""
    ungelesen: tuple[tuple[str, str], ...] = ()
    lose: bool = False
    wortlaut: str = ""
    meldungen: tuple[Meldung, ...] = ()


@dataclass(frozen=True, slots=True)
class Zeile:
    """One row as a careful person reads it.

    ``beginn`` and ``ende`` are aware datetimes in the list's time zone, both or neither.
    ``ende_geschaetzt`` marks an end that the list does not give. ``datum`` is also known where a
    cancelled row names no time. ``terminhinweis`` keeps an imprecise date ("im September").
    ``ort_offen``: the row says in words that there is no venue yet; without a venue and without
    such words it says nothing about it. ``zellen`` is what the row was read from.
    """

    nummer: int
    roh: str = ""
    stadtteil: str | None = None
    datum: date | None = None
    beginn: datetime | None = None
    ende: datetime | None = None
    ende_geschaetzt: bool = False
    terminhinweis: str = ""
    abgesagt: bool = False
    ort: Ort | None = None
    ort_offen: bool = False
    online: bool = False
    meldungen: tuple[Meldung, ...] = ()
    zellen: Zellen = field(default=Zellen(), compare=False)

    @property
    def fehlerhaft(self) -> bool:
        """Whether a finding forbids to save this row."""
        return any(meldung.fehler for meldung in self.meldungen)


@dataclass(frozen=True, slots=True)
class Ignoriert:
    """A line that says nothing about a conference, and why it was passed over."""

    nummer: int
    text: str
    grund: str


@dataclass(frozen=True, slots=True)
class Terminliste:
    """The rows in the order of the input and every line that is not part of one."""

    zeilen: tuple[Zeile, ...]
    ignoriert: tuple[Ignoriert, ...] = ()


@dataclass(frozen=True, slots=True)
class Textzeile:
    """A line of text outside of a table.

    ``absatz``: a gap stands before it, ``danach``: the rows of a table do.
    """

    nummer: int
    text: str
    absatz: bool = False
    danach: bool = False


@dataclass(frozen=True, slots=True)
class Rohliste:
    """What a reader of one form hands on; ``rest`` are the lines that another one has to read."""

    rohzeilen: Sequence[Rohzeile] = field(default=())
    ignoriert: Sequence[Ignoriert] = field(default=())
    rest: Sequence[Textzeile] = field(default=())
