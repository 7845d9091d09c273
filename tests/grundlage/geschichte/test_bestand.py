"""The rows that were there before the history: their first change shows what it was before."""

import pytest
from django.apps import apps

from hattingen_portal.grundlage.geschichte.aufzeichnung import geschichte_von
from hattingen_portal.grundlage.geschichte.bestand import bestand_aufnehmen
from konferenzen.models import Konferenz
from tests import fabriken as f

pytestmark = pytest.mark.django_db


def test_what_is_there_is_entered_once_with_its_choices_and_nobody_is_named() -> None:
    erste, zweite = f.konferenz(titel="Erste"), f.konferenz(titel="Zweite")
    ortsteil = f.ortsteil("Oberstüter")
    zweite.ortsteile.add(ortsteil)
    geschichte_von(Konferenz).delete()

    bestand_aufnehmen(apps, "konferenzen", "Konferenz")

    eintraege = geschichte_von(Konferenz).order_by("id")
    assert [(e.id, e.titel, e.history_type, e.durch_name) for e in eintraege] == [
        (erste.pk, "Erste", "+", ""),
        (zweite.pk, "Zweite", "+", ""),
    ]
    assert [list(e.ortsteile.values_list("ortsteil_id", flat=True)) for e in eintraege] == [
        [],
        [ortsteil.pk],
    ]
