"""Where an address of the portal leads: asked of its own URLs and pages, never over the network."""

from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import unquote

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest
from django.urls import Resolver404, ResolverMatch, resolve, reverse

from hattingen_portal.grundlage.richtext.hinweise import Befund

# Pages and addresses for staff, or for those who were sent a link to a draft.
NUR_BUERO = ("/bausteine/", "/vorschau/")
# A text comes from outside, and each of its addresses costs some queries.
HOECHSTENS_ADRESSEN = 50
UNGEPRUEFT = (
    f"Geprüft sind die ersten {HOECHSTENS_ADRESSEN} Adressen des Portals; es stehen noch mehr da. "
    "Bitte probieren Sie die übrigen Links auf der öffentlichen Seite aus."
)


Ansicht = TypeVar("Ansicht", bound=Callable[..., Any])


def ziel(frage: Callable[..., object]) -> Callable[[Ansicht], Ansicht]:
    """Say at a view that is a function what its address leads to.

    `frage` takes what the address names, as the view does, and raises Http404 where the view would.
    It makes nothing. To be the outermost decorator.
    """

    def merken(ansicht: Ansicht) -> Ansicht:
        vars(ansicht)["ziel"] = frage
        return ansicht

    return merken


class Verweisziele:
    """Where the addresses of one page lead: each is asked for once, and not too many of them."""

    def __init__(self) -> None:
        self._befunde: dict[str, Befund] = {}
        self.zu_viele = False

    def befund(self, adresse: str) -> Befund:
        """Say where `adresse`, a path with or without a query, leads for the public now."""
        pfad = adresse.partition("?")[0]
        if pfad not in self._befunde:
            if len(self._befunde) >= HOECHSTENS_ADRESSEN:
                self.zu_viele = True
                return Befund.UNBEKANNT
            self._befunde[pfad] = befund(pfad)
        return self._befunde[pfad]


def befund(pfad: str) -> Befund:
    """Say where `pfad`, with or without its query, leads for the public at this moment.

    A page of a row is asked by its own queryset, so that a draft is dead here as it is there; a
    feed or a file by its `ziel`. What stands below the page of a row and has none (a poster) is
    there as long as the page is; nothing is ever made to find out.
    """
    pfad = unquote(pfad.partition("?")[0])
    if pfad.startswith((reverse("admin:index"), *NUR_BUERO)):
        return Befund.NUR_BUERO
    try:
        treffer = resolve(pfad if pfad.endswith("/") or "." in pfad else f"{pfad}/")
    except Resolver404:
        return Befund.TOT
    if not treffer.kwargs:
        return Befund.OEFFENTLICH
    frage = _frage(treffer, pfad)
    return _darueber(pfad) if frage is None else _antwort(frage)


def _frage(treffer: ResolverMatch, pfad: str) -> Callable[[], object] | None:
    """Give what looks up the row or file at `pfad` as for a visitor; None where nothing can."""
    if (frage := getattr(treffer.func, "ziel", None)) is not None:
        return lambda: frage(**treffer.kwargs)
    ansicht = getattr(treffer.func, "view_class", None)
    return _nachschlagen(ansicht, treffer, pfad) if hasattr(ansicht, "get_object") else None


def _nachschlagen(ansicht: Any, treffer: ResolverMatch, pfad: str) -> Callable[[], object]:
    """Give what looks up the row of a page, and shows nothing of it."""
    anfrage = HttpRequest()
    anfrage.method, anfrage.path = "GET", pfad
    seite = ansicht()

    def nachschlagen() -> object:
        seite.setup(anfrage, **treffer.kwargs)
        return seite.get_object()

    return nachschlagen


def _darueber(pfad: str) -> Befund:
    """Say whether the page of a row is there below which `pfad` stands."""
    oben = f"{pfad.rstrip('/').rpartition('/')[0]}/"
    try:
        treffer = resolve(oben)
    except Resolver404:
        return Befund.UNBEKANNT
    frage = _frage(treffer, oben) if treffer.kwargs else None
    return Befund.UNBEKANNT if frage is None else _antwort(frage)


def _antwort(frage: Callable[[], object]) -> Befund:
    """Say what `frage` finds.

    Whatever else goes wrong with an address that somebody made up says nothing about it.
    """
    try:
        with transaction.atomic():  # a query that PostgreSQL refuses ends nothing but itself
            frage()
    except (Http404, PermissionDenied):
        return Befund.TOT
    except Exception:
        return Befund.UNBEKANNT
    return Befund.OEFFENTLICH
