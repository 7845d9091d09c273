"""What every template knows: the identity of the portal, the way through it, the office."""

from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from hattingen_portal.grundlage.gedaechtnis import Ableitungen, Stammdaten
from hattingen_portal.navigation import Navigationspunkt, kontakt, navigation, stelle, suche
from hattingen_portal.rufnummer import merken
from quartiere.models import Ansprechperson
from quartiere.stammdaten import buero


@dataclass(frozen=True)
class Rahmen:
    """What header and footer are made of: the same for all pages at one place of the navigation."""

    portal: dict[str, Any]
    navigation: list[Navigationspunkt]
    suche: Navigationspunkt
    kontakt: Navigationspunkt
    buero: Ansprechperson | None
    ableitungen: Ableitungen = field(default_factory=Ableitungen, compare=False, repr=False)


def portal(request: HttpRequest) -> dict[str, Any]:
    """Give name, city and carrier of the portal, its base address and the test banner's state."""
    return {"portal": _portal() | {"adresse": settings.PORTAL_BASIS_URL + request.path}}


def seitenrahmen(request: HttpRequest) -> dict[str, Any]:
    """Give what header and footer of a public page show; asks the database where it is printed."""
    rahmen: Any = SimpleLazyObject(lambda: _rahmen(request.path))
    return {"rahmen": rahmen, "buero": SimpleLazyObject(lambda: rahmen.buero)}


# The frames of this version of the small tables, by what the navigation says.
_alle = Stammdaten[dict[tuple[str, ...], Rahmen]](dict)


def _rahmen(pfad: str) -> Rahmen:
    rahmen, wo = _alle(), stelle(pfad)
    if wo not in rahmen:
        rahmen[wo] = Rahmen(_portal(), navigation(pfad), suche(pfad), kontakt(pfad), _buero())
    return rahmen[wo]


def _portal() -> dict[str, Any]:
    return {
        "name": settings.PORTAL_NAME,
        "kommune": settings.PORTAL_KOMMUNE,
        "traeger": settings.PORTAL_TRAEGER,
        "email": settings.PORTAL_EMAIL,
        "testsystem": settings.PORTAL_TESTSYSTEM,
    }


def _buero() -> Ansprechperson | None:
    """Give whom citizens reach for the whole city; their number is kept for an outage."""
    person = buero()
    merken(person.telefon if person else "")
    return person
