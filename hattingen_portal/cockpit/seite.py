"""The front page of the admin, put together from its parts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest
from django.utils import timezone

from hattingen_portal.cockpit.abdeckung import Abdeckung, abdeckung
from hattingen_portal.cockpit.aufgaben import aus_zeilen, gruppen
from hattingen_portal.cockpit.kaesten import kaesten
from hattingen_portal.cockpit.models import Vorlauf
from hattingen_portal.cockpit.wege import wege
from hattingen_portal.cockpit.zeilen import Zeile, kommende_konferenzen, zeilen
from konferenzen.models import Konferenz
from quartiere.models import Ortsteil, OrtsteilQuerySet

AUFGABEN_JE_GRUPPE = 6
KONFERENZEN_JE_ABSCHNITT = 12


@dataclass(frozen=True)
class Abschnitt:
    """Lines of conferences under one heading; `weitere` says how many are not shown."""

    titel: str
    zeilen: Sequence[Zeile]
    weitere: int


def cockpit(request: HttpRequest) -> dict[str, Any]:
    """Give what the front page shows the person of `request`.

    `?alle=aufgaben` shows all tasks, `?alle=konferenzen` all conferences.

    As many queries as the registered steps need and a fixed number besides.
    """
    jetzt = timezone.now()
    heute = timezone.localdate(jetzt)
    alle = request.GET.get("alle")
    reihen = zeilen(request, kommende_konferenzen(request, jetzt), jetzt)
    boxen = kaesten(request, jetzt)
    sieht_konferenzen = _sieht(request, Konferenz)
    aufgaben = [*aus_zeilen(reihen, heute), *(a for kasten in boxen for a in kasten.aufgaben)]
    return {
        "heute": jetzt,
        # Who sees none of it must not read that nothing is due.
        "gruppen": gruppen(aufgaben, heute, None if alle == "aufgaben" else AUFGABEN_JE_GRUPPE)
        if sieht_konferenzen or boxen
        else [],
        "sieht_konferenzen": sieht_konferenzen,
        "abschnitte": _abschnitte(
            reihen, None if alle == "konferenzen" else KONFERENZEN_JE_ABSCHNITT
        ),
        "kaesten": boxen,
        "abdeckung": _abdeckung(request, jetzt),
        "wege": wege(request),
        "darf_vorlauf": admin.site.get_model_admin(Vorlauf).has_change_permission(request),
    }


def _sieht(request: HttpRequest, modell: type[Model]) -> bool:
    return admin.site.get_model_admin(modell).has_view_permission(request)


def _abschnitte(reihen: Sequence[Zeile], hoechstens: int | None) -> list[Abschnitt]:
    """Give those with a date and those without one, so that none of these goes unseen."""
    teile = {
        "Mit Termin": [zeile for zeile in reihen if zeile.konferenz.beginn is not None],
        "Noch ohne Termin": [zeile for zeile in reihen if zeile.konferenz.beginn is None],
    }
    return [
        Abschnitt(titel, darin[:hoechstens], len(darin) - len(darin[:hoechstens]))
        for titel, darin in teile.items()
        if darin
    ]


def _abdeckung(request: HttpRequest, jetzt: datetime) -> Abdeckung | None:
    if not _sieht(request, Ortsteil):
        return None
    sichtbare = admin.site.get_model_admin(Ortsteil).get_queryset(request)
    ortsteile = cast("OrtsteilQuerySet", sichtbare).select_related("stadtteil")
    return abdeckung(ortsteile.geordnet(), jetzt)
