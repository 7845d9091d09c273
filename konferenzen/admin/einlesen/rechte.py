"""Who may read in a list, and which rows of it: what the admin of the conferences says."""

from django.contrib.admin import AdminSite, ModelAdmin
from django.http import HttpRequest

from konferenzen.einlesen.auswahl import Befugnis
from konferenzen.models import Konferenz, Veranstaltungsort


def konferenzverwaltung(verwaltung: AdminSite) -> ModelAdmin:
    """Give the admin of the conferences."""
    return verwaltung.get_model_admin(Konferenz)


def darf_einlesen(verwaltung: AdminSite, request: HttpRequest) -> bool:
    """Tell whether this person may open the page."""
    return konferenzverwaltung(verwaltung).has_change_permission(request)


def befugnis(konferenzen: ModelAdmin, request: HttpRequest, runde: str) -> Befugnis:
    """Give what this person may do with the conferences of the round named `runde`.

    A stored conference is one that the admin shows and lets change; for a new one the same question
    is put with the unsaved row, which tells the Stadtteil.
    """
    gezeigte = set(
        konferenzen.get_queryset(request)
        .filter(runde__name__iexact=runde)
        .values_list("pk", flat=True)
    )
    darf_anlegen = konferenzen.has_add_permission(request)

    def erlaubt(konferenz: Konferenz) -> bool:
        bekannt = darf_anlegen if konferenz.pk is None else konferenz.pk in gezeigte
        return bekannt and konferenzen.has_change_permission(request, konferenz)

    orte = konferenzen.admin_site.get_model_admin(Veranstaltungsort)
    return Befugnis(erlaubt, neue_orte=orte.has_add_permission(request))
