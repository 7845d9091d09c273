"""The rows that were there before the history: their first change shows what it was before."""

from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command

from hattingen_portal.grundlage.geschichte import bestand
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


def test_what_has_an_entry_gets_no_second_one_and_the_rest_is_made_up_for_in_batches(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(bestand, "AUF_EINMAL", 2)
    alle = [f.konferenz(titel=f"K{nummer}") for nummer in range(6)]
    ortsteil = f.ortsteil("Oberstüter")
    for eine in alle:
        eine.ortsteile.add(ortsteil)
    geschichte_von(Konferenz).exclude(id=alle[0].pk).delete()
    bekannt = geschichte_von(Konferenz).count()

    sagt = StringIO()
    for _ in range(2):
        call_command("geschichte_nachtragen", stdout=sagt)

    assert sagt.getvalue() == (
        "In die Geschichte aufgenommen: 5\nIn die Geschichte aufgenommen: 0\n"
    )
    neue = geschichte_von(Konferenz).filter(history_change_reason="Bestand").order_by("id")
    assert [(e.id, e.ortsteile.count()) for e in neue] == [(k.pk, 1) for k in alle[1:]]
    assert geschichte_von(Konferenz).count() == bekannt + 5
