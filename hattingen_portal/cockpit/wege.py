"""The big tasks, one click away: those that the person may do."""

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest
from django.urls import reverse

from aktuelles.models import Beitrag
from hattingen_portal.meldungen.models import Meldung
from konferenzen.models import Konferenz

# What it is called, the name of its address in the admin, and what its page asks for: the right to
# add or to change rows of a model.
AUFGABEN: tuple[tuple[str, str, str, type[Model]], ...] = (
    ("Runde planen", "konferenzen_runde_planen", "add", Konferenz),
    ("Terminliste einlesen", "konferenzen_runde_einlesen", "change", Konferenz),
    ("Konferenz ankündigen", "konferenzen_konferenz_add", "add", Konferenz),
    ("Nachricht schreiben", "aktuelles_beitrag_add", "add", Beitrag),
    ("Anruf oder Brief festhalten", "hattingen_portal_meldung_add", "add", Meldung),
)


def wege(request: HttpRequest) -> list[tuple[str, str]]:
    """Give the tasks that the person may do, as name and address."""
    return [
        (titel, reverse(f"admin:{name}"))
        for titel, name, recht, modell in AUFGABEN
        if _darf(request, recht, modell)
    ]


def _darf(request: HttpRequest, recht: str, modell: type[Model]) -> bool:
    verwaltung = admin.site.get_model_admin(modell)
    if recht == "change":
        return verwaltung.has_change_permission(request)
    return verwaltung.has_add_permission(request)
