"""Who is invited, as the page of a conference lists it."""

from collections.abc import Iterable
from dataclasses import dataclass

from akteure.models import Akteur
from konferenzen.models import Einladung

OHNE_KATEGORIE = "Weitere"


@dataclass(frozen=True)
class Eingeladene:
    """Those of one category."""

    kategorie: str
    akteure: list[Akteur]


def nach_kategorie(einladungen: Iterable[Einladung]) -> list[Eingeladene]:
    """Group the invited under their first category, in the categories' own order.

    Each is named once, however many categories it has; those without any come last.
    """
    gruppen: dict[tuple[bool, int, str], list[Akteur]] = {}
    for einladung in einladungen:
        erste = next(iter(einladung.akteur.kategorien.all()), None)
        schluessel = (False, erste.reihenfolge, erste.name) if erste else (True, 0, OHNE_KATEGORIE)
        gruppen.setdefault(schluessel, []).append(einladung.akteur)
    return [Eingeladene(name, gruppen[ende, rang, name]) for ende, rang, name in sorted(gruppen)]
