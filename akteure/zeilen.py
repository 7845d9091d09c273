"""Entries of the directory that are known again, and the questions for them.

(grundlage/zeilen.py.) An entry is its row and which categories and areas it names; what these
are called, `Stammdaten` know.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from akteure.models import Akteur, AkteurQuerySet
from akteure.stammdaten import kategorien
from hattingen_portal.grundlage.gedaechtnis import Stammdaten
from hattingen_portal.grundlage.genannte import nummern, vorab
from hattingen_portal.grundlage.zeilen import Listenzeilen
from quartiere.models import Stadtteil
from quartiere.stammdaten import ortsteile, stadtteile

GENANNTE: dict[str, Stammdaten[dict[Any, Any]]] = {
    "kategorien": kategorien,
    "stadtteile": stadtteile,
    "ortsteile": ortsteile,
}


def _mit_geteiltem_umfeld(akteure: Iterable[Akteur]) -> Iterator[Akteur]:
    """Give `akteure` with categories and areas as all others have them, in their own order.

    Where one was added since the small tables were read, Django asks for them.
    """
    for akteur in akteure:
        for name, alle in GENANNTE.items():
            vorab(akteur, name, getattr(akteur, f"{name}_nummern"), alle())
        yield akteur


akteurzeilen = Listenzeilen(
    Akteur.objects.oeffentlich,
    Akteur,
    AkteurQuerySet.mit_umfeld,
    _mit_geteiltem_umfeld,
    hoechstens=2000,
    **{f"{name}_nummern": nummern(Akteur, name) for name in GENANNTE},
)


def alle(jetzt: datetime, kategorie: int | None, stadtteil: int | None) -> AkteurQuerySet:
    """Ask for the directory by name; of one category or Stadtteil where a key names it."""
    zeilen = Akteur.objects.oeffentlich(jetzt)
    if kategorie is not None:
        zeilen = zeilen.filter(kategorien=kategorie)
    if stadtteil is not None:
        zeilen = zeilen.im_stadtteil(Stadtteil(pk=stadtteil))
    return zeilen.geordnet()
