"""Enter what is there in a history that began later; so the first change shows old → new."""

from collections.abc import Sequence
from typing import Any

from django.apps import apps as jetzige
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from hattingen_portal.grundlage.geschichte.aufzeichnung import hat_geschichte

AUF_EINMAL = 500  # rows
# How such an entry is told from one that somebody made.
BESTAND = {"history_type": "+", "history_change_reason": "Bestand"}


def nachtragen() -> int:
    """Enter the rows of all models that have a history and no entry in it; give how many.

    The old release saves such rows while the migration of the new one is through already.
    """
    return sum(
        bestand_aufnehmen(jetzige, modell._meta.app_label, modell.__name__)
        for modell in jetzige.get_models()
        if hat_geschichte(modell)
    )


def bestand_aufnehmen(apps: Any, app: str, *namen: str) -> int:
    """Enter the rows of the models `namen` of `app` that have no entry; give how many.

    `apps` as a migration knows them. Nobody is named for these entries: who made the rows is not
    known.
    """
    anzahl = 0
    for name in namen:
        modell, geschichte = apps.get_model(app, name), apps.get_model(app, f"{name}Geschichte")
        schluessel = modell._meta.pk.attname
        vorhandene = geschichte._base_manager.filter(**{schluessel: OuterRef(schluessel)})
        fehlende = modell._base_manager.filter(~Exists(vorhandene)).order_by("pk")
        while gefunden := list(fehlende.values_list("pk", flat=True)[:AUF_EINMAL]):
            with transaction.atomic():
                list(
                    modell._base_manager.filter(pk__in=gefunden).select_for_update().order_by("pk")
                )
                # Asked once more: some may have been saved before they were locked.
                zeilen = list(fehlende.filter(pk__in=gefunden))
                _aufnehmen(apps, app, modell, geschichte, zeilen)
            anzahl += len(zeilen)
    return anzahl


def _aufnehmen(apps: Any, app: str, modell: Any, geschichte: Any, zeilen: Sequence[Any]) -> None:
    spalten, jetzt = _gemeinsame(modell, geschichte), timezone.now()
    eintraege = geschichte._base_manager.bulk_create(
        geschichte(history_date=jetzt, **BESTAND, **_werte(zeile, spalten)) for zeile in zeilen
    )
    schluessel = modell._meta.pk.attname
    eintrag_von = {getattr(eintrag, schluessel): eintrag for eintrag in eintraege}
    for feld in modell._meta.local_many_to_many:
        _auswahl_aufnehmen(apps, app, feld.remote_field.through, modell, eintrag_von)


def _auswahl_aufnehmen(
    apps: Any, app: str, zwischen: Any, modell: Any, eintraege: dict[Any, Any]
) -> None:
    name = f"{zwischen._meta.object_name}Geschichte"
    if name.lower() not in apps.all_models[app]:
        return
    geschichte = apps.get_model(app, name)
    spalten = _gemeinsame(zwischen, geschichte)
    eigene = f"{modell._meta.model_name}_id"
    zeilen = zwischen._base_manager.filter(**{f"{eigene}__in": eintraege}).order_by("pk")
    geschichte._base_manager.bulk_create(
        geschichte(history=eintraege[getattr(zeile, eigene)], **_werte(zeile, spalten))
        for zeile in zeilen
    )


def _gemeinsame(modell: Any, geschichte: Any) -> list[str]:
    dort = {feld.attname for feld in geschichte._meta.local_concrete_fields}
    return [f.attname for f in modell._meta.local_concrete_fields if f.attname in dort]


def _werte(zeile: Any, spalten: list[str]) -> dict[str, Any]:
    return {spalte: getattr(zeile, spalte) for spalte in spalten}
