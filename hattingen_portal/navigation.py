"""The main navigation, and which of its points the reader is in."""

from dataclasses import dataclass
from functools import cache

from django.urls import reverse

PUNKTE = (
    ("Termine", "termine"),
    ("Stadtteile", "stadtteile"),
    ("Aktuelles", "aktuelles"),
    ("Wer mitmacht", "akteure"),
    ("Kalender", "kalender"),
)
SUCHE = ("Suche", "suche")
KONTAKT = ("Kontakt", "kontakt")


@dataclass(frozen=True)
class Navigationspunkt:
    """A link of the navigation; `aktuell` is the value of aria-current, empty elsewhere."""

    titel: str
    adresse: str
    aktuell: str


def navigation(pfad: str) -> list[Navigationspunkt]:
    """Give the navigation as the page at the address path `pfad` shows it.

    "page" marks the page itself and "true" the area that it lies in (WAI-ARIA 1.2, aria-current).
    """
    return [_punkt(titel, name, pfad) for titel, name in PUNKTE]


def suche(pfad: str) -> Navigationspunkt:
    """Give the link to the search as the page at the address path `pfad` shows it."""
    return _punkt(*SUCHE, pfad)


def kontakt(pfad: str) -> Navigationspunkt:
    """Give the link to the contact form as the page at the address path `pfad` shows it."""
    return _punkt(*KONTAKT, pfad)


def stelle(pfad: str) -> tuple[str, ...]:
    """Give what all these links say at the address path `pfad`: pages alike there share them."""
    return tuple(_aktuell(adresse, pfad) for adresse in _adressen())


@cache
def _adressen() -> list[str]:
    return [reverse(name) for _, name in (*PUNKTE, SUCHE, KONTAKT)]


def _punkt(titel: str, name: str, pfad: str) -> Navigationspunkt:
    adresse = reverse(name)
    return Navigationspunkt(titel, adresse, _aktuell(adresse, pfad))


def _aktuell(adresse: str, pfad: str) -> str:
    if pfad == adresse:
        return "page"
    return "true" if pfad.startswith(adresse) else ""
