"""What a clerk can do with several conferences at once."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest

from hattingen_portal.grundlage.admin import NichtGespeichertError, mit_meldung
from konferenzen.einladen import alle_akteure_einladen
from konferenzen.fortschreibung import fortschreiben
from konferenzen.models import Konferenz, Status


def bearbeiter(request: HttpRequest) -> User | None:
    """Give who is at work; None cannot happen behind the login."""
    return request.user if isinstance(request.user, User) else None


@admin.action(description="Veröffentlichen: Entwürfe zeigen", permissions=["change"])
def veroeffentlichen(
    modeladmin: admin.ModelAdmin, request: HttpRequest, queryset: QuerySet[Konferenz]
) -> None:
    """Make drafts public; leaves everything else as it is."""

    def pruefen(konferenz: Konferenz) -> None:
        if konferenz.status != Status.ENTWURF:
            raise ValidationError(
                f"ist kein Entwurf, sondern steht auf „{konferenz.get_status_display()}“."
            )

    _setzen(modeladmin, request, queryset, Status.OEFFENTLICH, pruefen)


@admin.action(description="Zurückziehen: von der Website nehmen", permissions=["change"])
def zurueckziehen(
    modeladmin: admin.ModelAdmin, request: HttpRequest, queryset: QuerySet[Konferenz]
) -> None:
    """Take public conferences back; subscribed calendars are told."""

    def pruefen(konferenz: Konferenz) -> None:
        if konferenz.status == Status.ENTWURF:
            raise ValidationError("ist ein Entwurf. Entwürfe können Sie löschen.")
        if konferenz.status == Status.ZURUECKGEZOGEN:
            raise ValidationError("ist schon zurückgezogen.")

    _setzen(modeladmin, request, queryset, Status.ZURUECKGEZOGEN, pruefen)


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


def _setzen(
    modeladmin: admin.ModelAdmin,
    request: HttpRequest,
    konferenzen: QuerySet[Konferenz],
    status: Status,
    pruefen: Callable[[Konferenz], None],
) -> None:
    """Give each conference the new status where `pruefen` and the data allow it; report both."""
    erledigt = 0
    for konferenz in konferenzen:
        try:
            pruefen(konferenz)
            konferenz.status = status
            konferenz.full_clean()
            with mit_meldung(konferenz):
                fortschreiben(konferenz, durch=bearbeiter(request))
        except ValidationError as fehler:
            _melden(modeladmin, request, f"{konferenz}: {' '.join(fehler.messages)}")
        except NichtGespeichertError as fehler:
            _melden(modeladmin, request, str(fehler))
        else:
            modeladmin.log_change(request, konferenz, f"Status: {status.label}")
            erledigt += 1
    if erledigt:
        wort = "eine Konferenz" if erledigt == 1 else f"{erledigt} Konferenzen"
        text = f"{wort} {'ist' if erledigt == 1 else 'sind'} jetzt {status.label}."
        modeladmin.message_user(request, text[0].upper() + text[1:], messages.SUCCESS)


def _melden(modeladmin: Any, request: HttpRequest, text: str) -> None:
    modeladmin.message_user(request, text, messages.WARNING)
