"""What a clerk can do with several conferences at once, besides the Vorgänge."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from hattingen_portal.grundlage.verwaltung.rueckfrage import bestaetigt, rueckfrage
from hattingen_portal.grundlage.zahlworte import gezaehlt
from konferenzen.einladen import alle_akteure_einladen, mit_einzuladenden
from konferenzen.models import Konferenz

STADTWEIT = (
    "gilt für die ganze Stadt und hat keine Liste der Akteure. Bitte laden Sie im Formular der "
    "Konferenz einzeln ein."
)


@admin.action(description="Alle Akteure des Stadtteils übernehmen", permissions=["einladen"])
def akteure_uebernehmen(
    modeladmin: admin.ModelAdmin, request: HttpRequest, queryset: QuerySet[Konferenz]
) -> HttpResponse | None:
    """Add an invitation for each Akteur of the Stadtteil who has none yet, after a question."""
    if not bestaetigt(request):
        return _fragen(modeladmin, request, queryset)
    for konferenz in queryset:
        if konferenz.stadtteil is None:
            modeladmin.message_user(request, f"{konferenz}: {STADTWEIT}", messages.WARNING)
            continue
        neue = _wie_viele(alle_akteure_einladen(konferenz))
        modeladmin.message_user(request, f"{konferenz}: {neue} eingeladen.", messages.SUCCESS)
    return None


def _fragen(
    modeladmin: admin.ModelAdmin, request: HttpRequest, queryset: QuerySet[Any]
) -> HttpResponse | None:
    konferenzen = list(mit_einzuladenden(queryset))
    zeilen = [
        (konferenz.pk, str(konferenz), _was_geschieht(konferenz)) for konferenz in konferenzen
    ]
    wort = gezaehlt(len(zeilen), "Konferenz", "Konferenzen")
    return rueckfrage(
        modeladmin,
        request,
        titel=f"Alle Akteure des Stadtteils einladen: {wort}",
        erklaerung="Eingeladen werden alle, die im Stadtteil oder in seinen Ortsteilen aktiv sind "
        "und nicht ruhen. Bei öffentlichen Konferenzen stehen sie sofort auf der Website. Wer "
        "schon eingeladen ist, bleibt es.",
        knopf=f"Jetzt einladen ({wort})" if any(k.einzuladende for k in konferenzen) else "",
        zeilen=zeilen,
    )


def _was_geschieht(konferenz: Any) -> str:
    if konferenz.stadtteil is None:
        return STADTWEIT
    return _wie_viele(len(konferenz.einzuladende))


def _wie_viele(anzahl: int) -> str:
    return {0: "niemand neu", 1: "ein Akteur neu"}.get(anzahl, f"{anzahl} Akteure neu")
