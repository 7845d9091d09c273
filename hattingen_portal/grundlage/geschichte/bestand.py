"""For migrations: enter what is there in a new history; so the first change shows old → new."""

from typing import Any

from django.utils import timezone

AUF_EINMAL = 500  # rows
# How such an entry is told from one that somebody made.
BESTAND = {"history_type": "+", "history_change_reason": "Bestand"}


def bestand_aufnehmen(apps: Any, app: str, *namen: str) -> None:
    """Enter the rows of the models `namen` of `app` as they are; `apps` as a migration knows them.

    Nobody is named for these entries: who made the rows is not known.
    """
    for name in namen:
        modell, geschichte = apps.get_model(app, name), apps.get_model(app, f"{name}Geschichte")
        spalten = _gemeinsame(modell, geschichte)
        jetzt = timezone.now()
        neue = [
            geschichte(history_date=jetzt, **BESTAND, **_werte(zeile, spalten))
            for zeile in modell._base_manager.order_by("pk").iterator(AUF_EINMAL)
        ]
        eintraege = geschichte._base_manager.bulk_create(neue, AUF_EINMAL)
        schluessel = {eintrag.id: eintrag for eintrag in eintraege}
        for feld in modell._meta.local_many_to_many:
            _auswahl_aufnehmen(apps, app, feld.remote_field.through, modell, schluessel)


def _auswahl_aufnehmen(
    apps: Any, app: str, zwischen: Any, modell: Any, eintraege: dict[Any, Any]
) -> None:
    name = f"{zwischen._meta.object_name}Geschichte"
    if name.lower() not in apps.all_models[app]:
        return
    geschichte = apps.get_model(app, name)
    spalten = _gemeinsame(zwischen, geschichte)
    eigene = f"{modell._meta.model_name}_id"
    geschichte._base_manager.bulk_create(
        [
            geschichte(history=eintraege[getattr(zeile, eigene)], **_werte(zeile, spalten))
            for zeile in zwischen._base_manager.order_by("pk")
        ],
        AUF_EINMAL,
    )


def _gemeinsame(modell: Any, geschichte: Any) -> list[str]:
    dort = {feld.attname for feld in geschichte._meta.local_concrete_fields}
    return [f.attname for f in modell._meta.local_concrete_fields if f.attname in dort]


def _werte(zeile: Any, spalten: list[str]) -> dict[str, Any]:
    return {spalte: getattr(zeile, spalte) for spalte in spalten}
