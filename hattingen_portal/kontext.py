"""What every template knows: the identity of the portal."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


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
