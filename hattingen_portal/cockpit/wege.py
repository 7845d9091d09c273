"""The big tasks, one click away: those that the person may do."""

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest
from django.urls import reverse

from aktuelles.models import Beitrag
from hattingen_portal.meldungen.models import Meldung
from konferenzen.models import Konferenz

# What it is called, the name of its address in the admin, and what one must be allowed to add.
AUFGABEN: tuple[tuple[str, str, type[Model]], ...] = (
    ("Runde planen", "konferenzen_runde_planen", Konferenz),
    ("Terminliste einlesen", "konferenzen_runde_einlesen", Konferenz),
    ("Konferenz ankündigen", "konferenzen_konferenz_add", Konferenz),
    ("Nachricht schreiben", "aktuelles_beitrag_add", Beitrag),
    ("Anruf oder Brief festhalten", "hattingen_portal_meldung_add", Meldung),
)


def wege(request: HttpRequest) -> list[tuple[str, str]]:
    """Give the tasks that the person may do, as name and address."""
    return [
        (titel, reverse(f"admin:{name}"))
        for titel, name, modell in AUFGABEN
        if admin.site.get_model_admin(modell).has_add_permission(request)
    ]
