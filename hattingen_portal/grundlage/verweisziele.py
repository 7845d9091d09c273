"""Where an address of the portal leads: asked of its own URLs and pages, never over the network."""

from typing import Any
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

    A page of a row is asked by its own queryset, so that a draft is dead here as it is there. What
    stands below such a page (a calendar, a poster) is there as long as the page is; nothing is ever
    made to find out.
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
    ansicht = _ansicht(treffer)
    if ansicht is None:
        return _darueber(pfad)
    return _gefragt(ansicht, treffer, pfad) if hasattr(ansicht, "get_object") else Befund.UNBEKANNT


def _ansicht(treffer: ResolverMatch) -> Any:
    """Give the class that makes the page; None where it is a function."""
    return getattr(treffer.func, "view_class", None)


def _darueber(pfad: str) -> Befund:
    """Say whether the page of a row is there below which `pfad` stands."""
    oben = f"{pfad.rstrip('/').rpartition('/')[0]}/"
    try:
        treffer = resolve(oben)
    except Resolver404:
        return Befund.UNBEKANNT
    ansicht = _ansicht(treffer)
    if treffer.kwargs and hasattr(ansicht, "get_object"):
        return _gefragt(ansicht, treffer, oben)
    return Befund.UNBEKANNT


def _gefragt(ansicht: Any, treffer: ResolverMatch, pfad: str) -> Befund:
    """Say whether the row of a page is there: it looks it up as for a visitor, and shows nothing.

    Whatever else goes wrong with an address that somebody made up says nothing about it.
    """
    anfrage = HttpRequest()
    anfrage.method, anfrage.path = "GET", pfad
    seite = ansicht()
    try:
        with transaction.atomic():  # a query that PostgreSQL refuses ends nothing but itself
            seite.setup(anfrage, **treffer.kwargs)
            seite.get_object()
    except (Http404, PermissionDenied):
        return Befund.TOT
    except Exception:
        return Befund.UNBEKANNT
    return Befund.OEFFENTLICH
