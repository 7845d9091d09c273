"""Taking the person out of an Ansprechperson: the function stays, for messages go to it."""

from typing import Any

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction

from hattingen_portal.grundlage.geschichte.aufzeichnung import (
    durch_wen,
    geschichte_von,
    pk_feld,
)
from hattingen_portal.grundlage.sperre import gesperrt_speichern
from quartiere.models import Ansprechperson

PERSOENLICH = ("name", "anschrift", "telefon", "email")


@transaction.atomic
def person_herausnehmen(ansprechperson: Ansprechperson, *, durch: Any = None) -> None:
    """Empty what `ansprechperson` says of a person, in its history and in Django's log as well.

    `durch` is who does it. Raises VeraltetError where somebody else saved the row meanwhile.
    """
    leer = dict.fromkeys(PERSOENLICH, "")
    for feld in PERSOENLICH:
        setattr(ansprechperson, feld, "")
    durch_wen(ansprechperson, durch)
    gesperrt_speichern(ansprechperson)
    geschichte_von(Ansprechperson).filter(pk_feld(ansprechperson)).update(**leer)
    art = ContentType.objects.get_for_model(Ansprechperson)
    eigene = LogEntry.objects.filter(content_type=art, object_id=str(ansprechperson.pk))
    eigene.update(object_repr=str(ansprechperson))
