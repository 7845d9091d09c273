"""What a process remembers between two answers: small tables, rows, and what is printed of them.

Whoever answers the public opens the memory with `offen`, for a version of all that is public.
Everything else finds it closed and reads what it needs, as if there were none: forms, the admin,
tests within a transaction.

A row is known again by its key and by `xmin`, the transaction that PostgreSQL says has written it.
So only the database decides what is still as it was, whichever way somebody writes to it.
"""

from array import array
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.core.exceptions import EmptyResultSet
from django.db.models import Expression, Model, OuterRef, QuerySet, TextField

from hattingen_portal.grundlage.vorbereitet import WORT, Befehl

Wert = TypeVar("Wert")
Zeile = TypeVar("Zeile", bound=Model)
VERSUCHE = 3  # to read keys and rows that fit each other


@dataclass(frozen=True)
class Augenblick:
    """What an answer is made for: a version, that of the small tables, and since when both hold.

    Between `seit` (aware) and the moment after it, time alone changes nothing that is public.
    """

    fassung: UUID
    stammdaten: UUID
    seit: datetime
    zweifel: list[str] = field(default_factory=list, compare=False)


_augenblick: ContextVar[Augenblick | None] = ContextVar("augenblick", default=None)


@contextmanager
def offen(fassung: UUID, stammdaten: UUID, seit: datetime) -> Iterator[Augenblick]:
    """Let what runs inside remember; see `Augenblick`. Not within a transaction."""
    augenblick = Augenblick(fassung, stammdaten, seit)
    marke = _augenblick.set(augenblick)
    try:
        yield augenblick
    finally:
        _augenblick.reset(marke)


def zweifeln(woran: str) -> None:
    """Let nothing be kept of what is being made: a file that rows name was out of reach."""
    if (augenblick := _augenblick.get()) is not None:
        augenblick.zweifel.append(woran)


def _zweifel() -> int:
    augenblick = _augenblick.get()
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
        self._gemerkt: tuple[UUID, Wert] | None = None
        _alle.append(self)

    def __call__(self) -> Wert:
        """Give what holds; with the memory closed, in the queries that `lesen` takes."""
        if (augenblick := _augenblick.get()) is None:
            return self._lesen()
        gemerkt = self._gemerkt
        if gemerkt is None or gemerkt[0] != augenblick.stammdaten:
            gemerkt = self._gemerkt = (augenblick.stammdaten, self._lesen())
        return gemerkt[1]

    def leeren(self) -> None:
        """Forget it."""
        self._gemerkt = None


def reihenfolge(
    bauen: Callable[..., QuerySet[Any]], jetzt: datetime, *werte: Hashable
) -> Sequence[int]:
    """Give the keys of all rows that `bauen` builds a query for (`Zeilen.frage`), in their order.

    Several pages share such a list: each shows a part of it. So it is read once for a version;
    what has gone since, `Zeilen.nur` leaves out.
    """

    def lesen() -> Sequence[int]:
        return array("q", bauen(jetzt, *werte).values_list("pk", flat=True))

    if (augenblick := _augenblick.get()) is None:
        return lesen()
    name = (augenblick.fassung, augenblick.seit, bauen, werte)
    bekannte = _listen.holen([name])
    if not bekannte:
        bekannte = {name: lesen()}
        _listen.legen(bekannte)
    return bekannte[name]


def geteilt(
    bauen: Callable[..., QuerySet[Any]], jetzt: datetime, *werte: Hashable
) -> tuple[int, ...] | None:
    """Give what `reihenfolge` gives; None with the memory closed, where each page asks for all."""
    return None if _augenblick.get() is None else tuple(reihenfolge(bauen, jetzt, *werte))


_listen: Vorrat[Sequence[int]] = Vorrat(150)


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


def nummern(modell: type[Model], name: str, von: str = "pk") -> ArraySubquery:
    """Give the keys that a row of `modell`, whose own key is `von`, names by its field `name`."""
    feld: Any = modell._meta.get_field(name)
    ziel = feld.m2m_reverse_field_name()
    genannte = feld.remote_field.through.objects.filter(**{feld.m2m_field_name(): OuterRef(von)})
    return ArraySubquery(genannte.order_by(ziel).values(ziel))


def vorab(zeile: Model, name: str, genannte: Iterable[int], alle: dict[int, Any]) -> None:
    """Let `zeile` know those of `alle` that its field `name` names, as `prefetch_related` does.

    In the order of `alle`. Where one was added since these were read, Django asks for them.
    """
    if (gesucht := set(genannte)) <= alle.keys():
        bekannte = getattr(zeile, name).get_queryset()
        bekannte._result_cache = [alle[pk] for pk in alle if pk in gesucht]
        bekannte._prefetch_done = True
        vars(zeile).setdefault("_prefetched_objects_cache", {})[name] = bekannte


class Zeilenstand(Expression):
    """The transaction that wrote the row: a row with the same one has the same columns."""

    output_field = TextField()

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:  # noqa: ARG002 - Django's
        """Give the system column `xmin` of the table that the query begins with."""
        return (
            f"{compiler.quote_name_unless_alias(compiler.query.get_initial_alias())}.xmin::text",
            [],
        )


class Zeilen(Generic[Zeile]):
    """Rows of one table that are known again.

    With the memory open an answer of the database is the keys of the rows alone, each with its
    `xmin` and with what `dazu` reads of other tables; only rows that are not known are read, by
    `nachlesen`. With the memory closed, `mit_umfeld` fetches along what pages show of a row.
    """

    def __init__(
        self,
        modell: type[Zeile],
        mit_umfeld: Callable[[Any], QuerySet[Zeile]],
        nachlesen: Callable[[Any], Iterable[Zeile]] | None = None,
        *,
        hoechstens: int,
        **dazu: Any,
    ) -> None:
        self.mit_umfeld = mit_umfeld
        self._modell = modell
        self._nachlesen = nachlesen or mit_umfeld
        self._dazu = dazu
        self._vorrat: Vorrat[Zeile] = Vorrat(hoechstens)

    def frage(
        self,
        bauen: Callable[..., QuerySet[Zeile]],
        jetzt: datetime,
        *werte: Hashable,
        wort: str | None = None,
    ) -> "Frage[Zeile]":
        """Ask for the rows that `bauen` builds a query for, at the aware time `jetzt`.

        `bauen` knows `jetzt` and `werte` and looks at nothing else: from one moment at which time
        changes what is public to the next, its SQL is the same. `wort`, a text from an address,
        comes behind these; `bauen` compares columns with it and no more, so that all words share
        their SQL.
        """
        return Frage(self, bauen, jetzt, werte, wort)

    def in_sql(self, frage: "Frage[Zeile]") -> tuple[str, tuple[Any, ...]] | None:
        """Give SQL for one value, the list of the keys; None where Django knows: there are none."""
        spalten = ("pk", "zeilenstand", *self._dazu)
        zeilen = frage.zeilen(WORT).annotate(zeilenstand=Zeilenstand(), **self._dazu)
        try:
            sql, werte = zeilen.values_list(*spalten).query.sql_with_params()
        except EmptyResultSet:
            return None
        als_liste = ", ".join(f"zeile.{spalte}" for spalte in spalten)
        return f"SELECT json_agg(json_build_array({als_liste})) FROM ({sql}) zeile", werte  # noqa: S608 - Django's own SQL

    def bekannte(self, schluessel: Iterable[list[Any]], stammdaten: UUID) -> list[Zeile] | None:
        """Give the rows with these keys; None where one was written since they were read."""
        gesucht = [(stammdaten, *_hashbar(einer)) for einer in schluessel]
        gefunden = self._vorrat.holen(gesucht)
        if fehlende := [einer[1] for einer in gesucht if einer not in gefunden]:
            gelesen = self._gelesen(fehlende, stammdaten)
            self._vorrat.legen(gelesen)
            gefunden |= gelesen
            if not gefunden.keys() >= set(gesucht):
                return None
        return [gefunden[einer] for einer in gesucht]

    def _gelesen(self, fehlende: list[Any], stammdaten: UUID) -> dict[Hashable, Zeile]:
        zeilen = self._modell._default_manager.filter(pk__in=fehlende)
        gelesen: dict[Hashable, Zeile] = {}
        for zeile in self._nachlesen(zeilen.annotate(zeilenstand=Zeilenstand(), **self._dazu)):
            werte = (getattr(zeile, name) for name in ("pk", "zeilenstand", *self._dazu))
            merkmal = (stammdaten, *_hashbar(werte))
            gelesen[merkmal] = merkbar(zeile)
            vars(zeile)["merkmal"] = (self._modell, *merkmal)  # beside rows of other tables
        return gelesen


class Listenzeilen(Zeilen[Zeile]):
    """Rows that stand in lists which several pages share.

    `sichtbar` gives all that are public at an aware time; the rest is as with `Zeilen`.
    """

    def __init__(
        self,
        sichtbar: Callable[[datetime], QuerySet[Zeile]],
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._sichtbar = sichtbar

    def nur(self, jetzt: datetime, schluessel: Iterable[int]) -> "Frage[Zeile]":
        """Ask for those of these keys that are public at `jetzt`, in the order of the keys."""
        return Frage(self, self._sichtbar, jetzt, (), nur=tuple(schluessel))

    def anfang(
        self,
        bauen: Callable[..., QuerySet[Zeile]],
        jetzt: datetime,
        *werte: Hashable,
        hoechstens: int | None = None,
    ) -> "Frage[Zeile]":
        """Ask as `frage` does, for the first rows of a list that several pages share; None: all."""
        schluessel = geteilt(bauen, jetzt, *werte)
        if schluessel is None:
            return Frage(self, bauen, jetzt, werte, hoechstens=hoechstens)
        return self.nur(jetzt, schluessel[:hoechstens])


@dataclass(frozen=True)
class Frage(Generic[Zeile]):
    """What `Zeilen.frage` asks."""

    an: Zeilen[Zeile]
    bauen: Callable[..., QuerySet[Zeile]]
    jetzt: datetime
    werte: tuple[Hashable, ...]
    wort: str | None = None
    nur: tuple[int, ...] | None = None
    hoechstens: int | None = None

    def zeilen(self, wort: str) -> QuerySet[Zeile]:
        """Build the query, with `wort` in the place of its own where it has one."""
        zeilen = self.bauen(self.jetzt, *self.werte, *([] if self.wort is None else [wort]))
        if self.nur is not None:
            return zeilen.filter(pk__in=self.nur).order_by()
        return zeilen[: self.hoechstens]

    def geordnet(self, zeilen: Iterable[Zeile]) -> list[Zeile]:
        """Give `zeilen`, which answer it, in their order."""
        if self.nur is None:
            return list(zeilen)
        nach_nummer = {zeile.pk: zeile for zeile in zeilen}
        return [nach_nummer[pk] for pk in self.nur if pk in nach_nummer]


def gemeinsam(
    vorrat: Vorrat[Wert],
    gruppen: Iterable[Iterable[Any]],
    dazu: Hashable,
    machen: Callable[[], Wert],
) -> Wert:
    """Give what `machen` makes of `gruppen` of rows, of small tables and of `dazu`.

    It is kept in `vorrat` by all these; made each time where one of the rows is no remembered one.
    """
    augenblick = _augenblick.get()
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


def lesen(*fragen: Frage[Any]) -> list[list[Any]]:
    """Give the answers to `fragen`; with the memory open in one query, if no row is new to it."""
    if (augenblick := _augenblick.get()) is not None:
        for _ in range(VERSUCHE):
            paare = zip(fragen, _schluessel(fragen, augenblick), strict=True)
            antworten = [_antwort(*paar, augenblick.stammdaten) for paar in paare]
            if None not in antworten:
                return antworten  # type: ignore[return-value]  # none of them is None
    return [frage.geordnet(frage.an.mit_umfeld(frage.zeilen(frage.wort or ""))) for frage in fragen]


def _schluessel(fragen: tuple[Frage[Any], ...], augenblick: Augenblick) -> Sequence[Any]:
    gestellte = ((f.an, f.bauen, f.werte, f.wort is None, f.nur, f.hoechstens) for f in fragen)
    name = (augenblick.seit, *gestellte)
    bekannte = _in_sql.holen([name])
    if not bekannte:
        einzelne = [frage.an.in_sql(frage) for frage in fragen]
        sql = ", ".join(f"({einer[0]})" if einer else "NULL" for einer in einzelne)
        bekannte = {name: Befehl(f"SELECT {sql}", tuple(w for e in einzelne if e for w in e[1]))}
        _in_sql.legen(bekannte)
    wort = next((frage.wort for frage in fragen if frage.wort is not None), None)
    return bekannte[name].zeile(wort) or ()


def _antwort(
    frage: Frage[Zeile], schluessel: list[list[Any]] | None, stammdaten: UUID
) -> list[Zeile] | None:
    """Give the rows; None where they have to be asked for once more."""
    zeilen = frage.an.bekannte(schluessel or (), stammdaten)
    return None if zeilen is None else frage.geordnet(zeilen)


# The SQL of questions that were asked together, by these.
_in_sql: Vorrat[Befehl] = Vorrat(500)


def _hashbar(werte: Iterable[Any]) -> tuple[Hashable, ...]:
    return tuple(tuple(wert) if isinstance(wert, list) else wert for wert in werte)
