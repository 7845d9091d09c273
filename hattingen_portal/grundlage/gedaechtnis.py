"""What a process remembers between two answers: small tables, and what is made of rows.

Whoever answers the public opens the memory with `offen`, for a version of all that is public.
Everything else finds it closed and reads what it needs, as if there were none: forms, the admin,
tests within a transaction.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet

Wert = TypeVar("Wert")
Zeile = TypeVar("Zeile", bound=Model)


@dataclass(frozen=True)
class Augenblick:
    """What an answer is made for: a version, that of the small tables, and since when both hold.

    Between `seit` (aware) and the moment after it, time alone changes nothing that is public. The
    versions are the numbers of their UUIDs: they are part of the key of each row, and looking up a
    UUID itself takes several calls of Python.
    """

    fassung: int
    stammdaten: int
    seit: datetime
    zweifel: list[str] = field(default_factory=list, compare=False)


# None: the memory is closed.
jetziger: ContextVar[Augenblick | None] = ContextVar("jetziger", default=None)


@contextmanager
def offen(fassung: UUID, stammdaten: UUID, seit: datetime) -> Iterator[Augenblick]:
    """Let what runs inside remember; see `Augenblick`. Not within a transaction."""
    augenblick = Augenblick(fassung.int, stammdaten.int, seit)
    marke = jetziger.set(augenblick)
    try:
        yield augenblick
    finally:
        jetziger.reset(marke)


def zweifeln(woran: str) -> None:
    """Let nothing be kept of what is being made: a file that rows name was out of reach."""
    if (augenblick := jetziger.get()) is not None:
        augenblick.zweifel.append(woran)


def _zweifel() -> int:
    augenblick = jetziger.get()
    return 0 if augenblick is None else len(augenblick.zweifel)


class Vorrat(Generic[Wert]):
    """At most so many values by their keys; those not asked for the longest go. For all threads."""

    def __init__(self, hoechstens: int) -> None:
        self._hoechstens = hoechstens
        self._werte: OrderedDict[Hashable, Wert] = OrderedDict()
        self._schloss = Lock()
        _alle.append(self)

    def holen(self, schluessel: Iterable[Hashable]) -> dict[Hashable, Wert]:
        """Give those of `schluessel` that are here, with their values."""
        gefunden = {}
        with self._schloss:
            for einer in schluessel:
                if einer in self._werte:
                    self._werte.move_to_end(einer)
                    gefunden[einer] = self._werte[einer]
        return gefunden

    def legen(self, neue: dict[Hashable, Wert]) -> None:
        """Keep `neue`, and let go of what there is no room for any more."""
        with self._schloss:
            self._werte.update(neue)
            while len(self._werte) > self._hoechstens:
                self._werte.popitem(last=False)

    def __len__(self) -> int:
        return len(self._werte)

    def leeren(self) -> None:
        """Forget everything."""
        with self._schloss:
            self._werte.clear()


_alle: list[Any] = []


def vergessen() -> None:
    """Forget everything that this process remembers: for tests, which change settings."""
    for einer in _alle:
        einer.leeren()


class Stammdaten(Generic[Wert]):
    """A small table as `lesen` reads it, read anew whenever one of the small tables has changed.

    What it gives is shared: nobody may change it.
    """

    def __init__(self, lesen: Callable[[], Wert]) -> None:
        self._lesen = lesen
        self._gemerkt: tuple[int, Wert] | None = None
        _alle.append(self)

    def __call__(self) -> Wert:
        """Give what holds; with the memory closed, in the queries that `lesen` takes."""
        if (augenblick := jetziger.get()) is None:
            return self._lesen()
        gemerkt = self._gemerkt
        if gemerkt is None or gemerkt[0] != augenblick.stammdaten:
            gemerkt = self._gemerkt = (augenblick.stammdaten, self._lesen())
        return gemerkt[1]

    def leeren(self) -> None:
        """Forget it."""
        self._gemerkt = None


class Ableitungen(dict[Hashable, Any]):
    """What was made of one remembered row, by the names of the ways; gone with the row."""


class Merkbar(dict[str, Any]):
    """A dictionary that is part of something remembered, ready to hold what is made of it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ableitungen = Ableitungen()


def merkbar(zeile: Zeile) -> Zeile:
    """Give `zeile`, which nobody will change, ready to hold what is made of it."""
    vars(zeile)["ableitungen"] = Ableitungen()
    return zeile


def tabelle(zeilen: QuerySet[Zeile]) -> dict[Any, Zeile]:
    """Give `zeilen` by their keys, in their order, ready to be shared."""
    return {zeile.pk: merkbar(zeile) for zeile in zeilen}


def abgeleitet(von: object, wie: Hashable, machen: Callable[[], Wert]) -> Wert:
    """Give what `machen` makes of `von` alone; of something remembered it is made once.

    `wie` names the way, with all that the result depends on beside `von`.
    """
    ableitungen: Ableitungen | None = getattr(von, "ableitungen", None)
    if ableitungen is None:
        return machen()
    if wie in ableitungen:
        wert: Wert = ableitungen[wie]
        return wert
    vorher, wert = _zweifel(), machen()
    if _zweifel() == vorher:
        ableitungen[wie] = wert
    return wert


def gemeinsam(
    vorrat: Vorrat[Wert],
    gruppen: Iterable[Iterable[Any]],
    dazu: Hashable,
    machen: Callable[[], Wert],
) -> Wert:
    """Give what `machen` makes of `gruppen` of rows, of small tables and of `dazu`.

    It is kept in `vorrat` by all these; a row tells by its `merkmal` what it is (zeilen.py). Made
    each time where one of them is no remembered one.
    """
    augenblick = jetziger.get()
    merkmale = tuple(
        tuple(getattr(zeile, "merkmal", None) for zeile in gruppe) for gruppe in gruppen
    )
    if augenblick is None or any(None in gruppe for gruppe in merkmale):
        return machen()
    schluessel = (augenblick.stammdaten, dazu, merkmale)
    gefunden = vorrat.holen([schluessel])
    if not gefunden:
        vorher, gefunden = _zweifel(), {schluessel: machen()}
        if _zweifel() == vorher:
            vorrat.legen(gefunden)
    return gefunden[schluessel]
