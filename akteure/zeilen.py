"""Entries of the directory that are known again, and the questions for them.

(grundlage/gedaechtnis.py.) An entry is its row and which categories and areas it names; what these
are called, `Stammdaten` know.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet

from akteure.models import Akteur, AkteurQuerySet
from akteure.stammdaten import kategorien
from hattingen_portal.grundlage.gedaechtnis import Zeilen
from quartiere.models import Stadtteil
from quartiere.stammdaten import ortsteile, stadtteile

GENANNTE = {"kategorien": kategorien, "stadtteile": stadtteile, "ortsteile": ortsteile}


def _nummern(name: str) -> ArraySubquery:
    feld = Akteur._meta.get_field(name)
    eigene = feld.remote_field.through.objects.filter(akteur=OuterRef("pk"))
    ziel = feld.m2m_reverse_field_name()
    return ArraySubquery(eigene.order_by(ziel).values(ziel))


def _mit_geteiltem_umfeld(akteure: Iterable[Akteur]) -> Iterator[Akteur]:
    """Give `akteure` with categories and areas as all others have them, in their own order.

    Where one was added since the small tables were read, Django asks for them.
    """
    for akteur in akteure:
        for name, alle in GENANNTE.items():
            nummern = set(getattr(akteur, f"{name}_nummern"))
            if nummern <= alle().keys():
                genannte = [zeile for pk, zeile in alle().items() if pk in nummern]
                _vorab(akteur, name, genannte)
        yield akteur


def _vorab(akteur: Akteur, name: str, zeilen: list[Any]) -> None:
    """Let `akteur` know the rows that it names, as `prefetch_related` does."""
    bekannte: QuerySet[Any] = getattr(akteur, name).get_queryset()
    bekannte._result_cache = zeilen
    bekannte._prefetch_done = True
    vars(akteur).setdefault("_prefetched_objects_cache", {})[name] = bekannte


akteurzeilen = Zeilen(
    Akteur,
    AkteurQuerySet.mit_umfeld,
    _mit_geteiltem_umfeld,
    hoechstens=2000,
    **{f"{name}_nummern": _nummern(name) for name in GENANNTE},
)


def alle(jetzt: datetime, kategorie: int | None, stadtteil: int | None) -> AkteurQuerySet:
    """Ask for the directory by name; of one category or Stadtteil where a key names it."""
    zeilen = Akteur.objects.oeffentlich(jetzt)
    if kategorie is not None:
        zeilen = zeilen.filter(kategorien=kategorie)
    if stadtteil is not None:
        zeilen = zeilen.im_stadtteil(Stadtteil(pk=stadtteil))
    return zeilen.geordnet()


def akteure_im_stadtteil(jetzt: datetime, stadtteil: int, hoechstens: int) -> AkteurQuerySet:
    """Ask for those who work in the Stadtteil with this key, by name."""
    return alle(jetzt, None, stadtteil)[:hoechstens]
