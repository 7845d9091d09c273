"""The histories as erasing needs them: all of them, and the rows that are no longer in force."""

from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q

from hattingen_portal.grundlage.geschichte.aufzeichnung import geschichte_von, hat_geschichte


def mit_geschichte() -> list[type[models.Model]]:
    """Give the models whose saves are kept, in a fixed order."""
    alle = [modell for modell in apps.get_models() if hat_geschichte(modell)]
    return sorted(alle, key=lambda modell: modell._meta.label)


def ueberholte(modell: type[models.Model]) -> models.QuerySet[Any]:
    """Give the entries of `modell` that hold no more: there is a newer one, or the row is gone."""
    schluessel = modell._meta.pk.attname
    spaetere = geschichte_von(modell).filter(
        **{schluessel: OuterRef(schluessel)}, history_id__gt=OuterRef("history_id")
    )
    zeile = modell._base_manager.filter(pk=OuterRef(schluessel))
    return geschichte_von(modell).filter(Q(Exists(spaetere.order_by())) | ~Exists(zeile))


def entfernen(modell: type[models.Model], eintraege: models.QuerySet[Any]) -> None:
    """Delete `eintraege` of the history of `modell`, and what they kept of its choices."""
    schluessel = list(eintraege.order_by().values_list("history_id", flat=True))
    geschichte = geschichte_von(modell).model
    for feld in geschichte._history_m2m_fields:
        zwischen = getattr(geschichte, feld.name).model
        zwischen._base_manager.filter(history_id__in=schluessel).delete()
    geschichte._base_manager.filter(history_id__in=schluessel).delete()
