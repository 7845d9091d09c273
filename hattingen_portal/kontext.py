"""What every template knows: the identity of the portal, the way through it, the office."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from hattingen_portal.navigation import kontakt, navigation, suche
from hattingen_portal.rufnummer import merken
from quartiere.models import Ansprechperson


def portal(request: HttpRequest) -> dict[str, Any]:
    """Give name, city and carrier of the portal, its base address and the test banner's state."""
    return {
        "portal": {
            "name": settings.PORTAL_NAME,
            "kommune": settings.PORTAL_KOMMUNE,
            "traeger": settings.PORTAL_TRAEGER,
            "email": settings.PORTAL_EMAIL,
            "testsystem": settings.PORTAL_TESTSYSTEM,
            "adresse": settings.PORTAL_BASIS_URL + request.path,
        }
    }


def seitenrahmen(request: HttpRequest) -> dict[str, Any]:
    """Give what header and footer of a public page show; costs one query where it is printed."""
    return {
        "navigation": navigation(request.path),
        "suche": suche(request.path),
        "kontakt": kontakt(request.path),
        "buero": SimpleLazyObject(buero),
    }


def buero() -> Ansprechperson | None:
    """Give whom citizens reach for the whole city; None while nobody is public."""
    person = Ansprechperson.objects.buero()
    merken(person.telefon if person else "")
    return person
