"""The Stadtteile that the lists of these tests are about, and short ways to say what was read."""

from pathlib import Path
from typing import NamedTuple

from konferenzen.terminliste import BekannterStadtteil, Terminliste, Zeile, lesen

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


def liste(text: str | bytes, jahr: int | None = None) -> Terminliste:
    return lesen(
        text, STADTTEILE, ortsteile_ohne_stadtteil=OHNE_STADTTEIL, jahr=jahr, stadt="Hattingen"
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


def gelesen(text: str | bytes, jahr: int | None = None) -> list[Gelesen]:
    return [kurz(zeile) for zeile in liste(text, jahr).zeilen]


def meldungen(text: str | bytes, jahr: int | None = None) -> list[list[str]]:
    """The findings of each row; what forbids to save it begins with "!"."""
    return [
        [f"{'!' if m.fehler else ''}{m.text}" for m in zeile.meldungen]
        for zeile in liste(text, jahr).zeilen
    ]
