"""What a clerk can do with several conferences at once, besides the Vorgänge."""

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest

from konferenzen.einladen import alle_akteure_einladen
from konferenzen.models import Konferenz


@admin.action(description="Alle Akteure des Stadtteils übernehmen", permissions=["einladen"])
def akteure_uebernehmen(
    modeladmin: admin.ModelAdmin, request: HttpRequest, queryset: QuerySet[Konferenz]
) -> None:
    """Add an invitation for each Akteur of the Stadtteil who has none yet."""
    for konferenz in queryset:
        if konferenz.stadtteil is None:
            text = (
                f"{konferenz}: gilt für die ganze Stadt und hat keine Liste der Akteure. Bitte "
                "laden Sie im Formular der Konferenz einzeln ein."
            )
            modeladmin.message_user(request, text, messages.WARNING)
            continue
        neue = alle_akteure_einladen(konferenz)
        wort = {0: "niemand neu", 1: "ein Akteur neu"}.get(neue, f"{neue} Akteure neu")
        modeladmin.message_user(request, f"{konferenz}: {wort} eingeladen.", messages.SUCCESS)
