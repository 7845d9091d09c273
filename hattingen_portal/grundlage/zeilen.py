"""Rows that are known again, and the questions that fetch them.

A row is known again by its key and by `xmin`, the transaction that PostgreSQL says has written it.
So only the database decides what is still as it was, whichever way somebody writes to it. What is
kept between two answers, and when, gedaechtnis.py says.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic

from django.core.exceptions import EmptyResultSet
from django.db.models import Expression, QuerySet, TextField

from hattingen_portal.grundlage.gedaechtnis import Augenblick, Vorrat, Zeile, jetziger, merkbar
from hattingen_portal.grundlage.reihenfolge import geteilt
from hattingen_portal.grundlage.vorbereitet import WORT, Befehl

VERSUCHE = 3  # to read keys and rows that fit each other


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

    def bekannte(self, schluessel: Iterable[list[Any]], stammdaten: int) -> list[Zeile] | None:
        """Give the rows with these keys; None where one was written since they were read."""
        gesucht = _merkmale(schluessel, stammdaten)
        gefunden = self._vorrat.holen(gesucht)
        if len(gefunden) == len(gesucht):  # each is known and asked for once
            return list(gefunden.values())
        if fehlende := [einer[1] for einer in gesucht if einer not in gefunden]:
            gelesen = self._gelesen(fehlende, stammdaten)
            self._vorrat.legen(gelesen)
            gefunden |= gelesen
            if not gefunden.keys() >= set(gesucht):
                return None
        return [gefunden[einer] for einer in gesucht]

    def _gelesen(self, fehlende: list[Any], stammdaten: int) -> dict[Hashable, Zeile]:
        zeilen = self._modell._default_manager.filter(pk__in=fehlende)
        gelesen: dict[Hashable, Zeile] = {}
        for zeile in self._nachlesen(zeilen.annotate(zeilenstand=Zeilenstand(), **self._dazu)):
            werte = [getattr(zeile, name) for name in ("pk", "zeilenstand", *self._dazu)]
            (merkmal,) = _merkmale([werte], stammdaten)
            gelesen[merkmal] = merkbar(zeile)
            vars(zeile)["merkmal"] = (self._modell, *merkmal)  # beside rows of other tables
        return gelesen


def _merkmale(schluessel: Iterable[list[Any]], stammdaten: int) -> list[tuple[Any, ...]]:
    """Give what each row is known by: its key with that of the small tables, to be hashed."""
    return [
        (stammdaten, *[tuple(wert) if isinstance(wert, list) else wert for wert in einer])
        for einer in schluessel
    ]


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


def lesen(*fragen: Frage[Any]) -> list[list[Any]]:
    """Give the answers to `fragen`; with the memory open in one query, if no row is new to it."""
    if (augenblick := jetziger.get()) is not None:
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
    frage: Frage[Zeile], schluessel: list[list[Any]] | None, stammdaten: int
) -> list[Zeile] | None:
    """Give the rows; None where they have to be asked for once more."""
    zeilen = frage.an.bekannte(schluessel or (), stammdaten)
    return None if zeilen is None else frage.geordnet(zeilen)


# The SQL of questions that were asked together, by these.
_in_sql: Vorrat[Befehl] = Vorrat(500)
