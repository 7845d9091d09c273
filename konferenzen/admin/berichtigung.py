"""The admin of what conferences show without holding it themselves."""

from typing import Any

from django.http import HttpRequest

from hattingen_portal.grundlage.verwaltung.admin import GrundAdmin
from hattingen_portal.grundlage.verwaltung.verweigerung import mit_meldung
from konferenzen.admin.bearbeiter import bearbeiter
from konferenzen.berichtigung import berichtigen


class BerichtigungsAdmin(GrundAdmin):
    """Passes what is corrected here on to the conferences that show it."""

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        with mit_meldung(obj):
            berichtigen(obj, durch=bearbeiter(request))
