"""The Stadtteile that the lists of these tests are about, and short ways to say what was read."""

from datetime import date
from pathlib import Path
from typing import NamedTuple

from konferenzen.terminliste import BekannterStadtteil, Saison, Terminliste, Zeile, lesen

DATEN = Path(__file__).parents[2] / "daten"
STADTTEILE = (
    BekannterStadtteil("Welper"),
    BekannterStadtteil("Winz-Baak", ortsteile=("Rauendahl",)),
    BekannterStadtteil("Hattingen-Mitte", kuerzel="Mitte"),
    BekannterStadtteil("Holthausen"),
    BekannterStadtteil("Blankenstein"),
    BekannterStadtteil(
        "EOBS",
        andere_namen=("Elfringhausen, Oberstüter, Bredenscheid/Stüter",),
        ortsteile=("Elfringhausen", "Oberstüter", "Bredenscheid/Stüter"),
    ),
)
OHNE_STADTTEIL = ("Niederwenigern", "Niederbonsfeld")


class Gelesen(NamedTuple):
    """A row in short: local times as text, the venue as its parts that are not empty."""

    stadtteil: str | None
    beginn: str | None = None
    ende: str | None = None
    ort: tuple[str, ...] = ()


def ganzes(jahr: int) -> Saison:
    return Saison(date(jahr, 1, 1), date(jahr, 12, 31))


def liste(text: str | bytes, saison: int | Saison | None = None) -> Terminliste:
    """Read as for a round that lasts for ``saison``, where that is a number for the whole year."""
    return lesen(
        text,
        STADTTEILE,
        ortsteile_ohne_stadtteil=OHNE_STADTTEIL,
        saison=ganzes(saison) if isinstance(saison, int) else saison,
        stadt="Hattingen",
    )


def kurz(zeile: Zeile) -> Gelesen:
    ort = zeile.ort
    teile = (ort.name, ort.raum, ort.strasse, ort.hausnummer, ort.plz, ort.stadt) if ort else ()
    return Gelesen(
        zeile.stadtteil,
        zeile.beginn and zeile.beginn.isoformat(timespec="minutes"),
        zeile.ende and zeile.ende.isoformat(timespec="minutes"),
        tuple(filter(None, teile)),
    )


def gelesen(text: str | bytes, saison: int | Saison | None = None) -> list[Gelesen]:
    return [kurz(zeile) for zeile in liste(text, saison).zeilen]


def bericht(text: str | bytes, saison: int | Saison | None = 2027) -> list[str]:
    """The whole list in short, a line for each row, finding and line passed over.

    "2 Welper 2027-02-01 17:00-19:00 Rathaus", "  ! what forbids to save it", "- 1 Überschrift".
    Said but no error, and therefore left out: which year was filled in, which end assumed.
    """
    terminliste = liste(text, saison)
    zeilen = []
    for zeile in terminliste.zeilen:
        _, beginn, ende, ort = kurz(zeile)
        teile = [
            str(zeile.nummer),
            zeile.stadtteil or "?",
            f"{beginn[:10]} {beginn[11:16]}-{ende[11:16]}" if beginn and ende else "",
            "abgesagt" if zeile.abgesagt else "",
            zeile.terminhinweis,
            "online" if zeile.online else "",
            "Ort offen" if zeile.ort_offen else "",
            ", ".join(ort),
        ]
        zeilen.append(" ".join(filter(None, teile)))
        zeilen += [f"  ! {meldung.text}" for meldung in zeile.meldungen if meldung.fehler]
    return zeilen + [f"- {i.nummer} {i.grund}" for i in terminliste.ignoriert]


def meldungen(text: str | bytes, saison: int | Saison | None = None) -> list[list[str]]:
    """The findings of each row; what forbids to save it begins with "!"."""
    return [
        [f"{'!' if m.fehler else ''}{m.text}" for m in zeile.meldungen]
        for zeile in liste(text, saison).zeilen
    ]
