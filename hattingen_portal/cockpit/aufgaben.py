"""What is to do now, in three groups: overdue, this week, next."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from hattingen_portal.cockpit.fristen import Lage, lage
from hattingen_portal.cockpit.zeilen import Zeile
from konferenzen.zeitangaben import datum

# Each group with its name, and the good news where it is empty.
GRUPPEN = (
    (Lage.UEBERFAELLIG, "Überfällig", "Nichts ist überfällig."),
    (Lage.WOCHE, "Diese Woche", "Diese Woche ist nichts fällig."),
    (Lage.NAECHSTES, "Als Nächstes", "In den nächsten vier Wochen ist nichts fällig."),
)


@dataclass(frozen=True)
class Aufgabe:
    """One thing to do: what, for which conference or other matter, until when in words, where."""

    text: str
    wofuer: str
    faellig: date
    worte: str
    adresse: str


@dataclass(frozen=True)
class Gruppe:
    """The tasks of one degree of urgency; `weitere` says how many are not shown."""

    kennung: Lage
    titel: str
    leer: str
    anzahl: int
    aufgaben: Sequence[Aufgabe]

    @property
    def weitere(self) -> int:
        """How many there are besides those shown."""
        return self.anzahl - len(self.aufgaben)


def aus_zeilen(zeilen: Iterable[Zeile], heute: date) -> list[Aufgabe]:
    """Give what the lines of conferences leave to do for those who may do it."""
    return [
        Aufgabe(
            text=glied.schritt.aufgabe,
            wofuer=_wofuer(zeile, heute),
            faellig=glied.faellig,
            worte=glied.worte,
            adresse=glied.adresse,
        )
        for zeile in zeilen
        for glied in zeile.glieder
        if glied.lage != Lage.ERLEDIGT and glied.faellig is not None and glied.adresse
    ]


def gruppen(aufgaben: Iterable[Aufgabe], heute: date, hoechstens: int | None) -> list[Gruppe]:
    """Give the groups as they are on `heute`, the longest due first, each with so many at most."""
    sortiert = sorted(aufgaben, key=lambda aufgabe: aufgabe.faellig)
    ergebnis = []
    for kennung, titel, leer in GRUPPEN:
        darin = [aufgabe for aufgabe in sortiert if lage(aufgabe.faellig, heute) == kennung]
        ergebnis.append(Gruppe(kennung, titel, leer, len(darin), darin[:hoechstens]))
    return ergebnis


def _wofuer(zeile: Zeile, heute: date) -> str:
    konferenz = zeile.konferenz
    wann = datum(konferenz.beginn, jahr=heute.year) if konferenz.beginn else "ohne Termin"
    return f"{konferenz.kurzname}, {wann}"
