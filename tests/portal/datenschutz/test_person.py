"""Erasing one person leaves nothing of them, and of others everything."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User

from akteure.models import Akteur
from hattingen_portal.datenschutz.adressen import Adresse
from hattingen_portal.datenschutz.ohne_personen import modelle, ort, textfelder
from hattingen_portal.datenschutz.person import loeschen
from hattingen_portal.datenschutz.umfang import umfang
from konferenzen.models import Aenderung
from tests.portal.datenschutz import kanarie

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("jetzt")]


def test_of_a_person_who_is_everywhere_nothing_is_left(
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    kanarie.ueberall()
    adressen = {"akteure_akteur.slug", "akteure_akteurgeschichte.slug"}  # made of the name
    assert kanarie.fundorte() == alle_spalten() | adressen
    assert len(kanarie.dateien()) == 2

    with django_capture_on_commit_callbacks(execute=True):
        loeschen(umfang([Adresse(kanarie.MAIL)]))

    assert (kanarie.fundorte(), kanarie.dateien()) == (set(), [])
    assert umfang([Adresse(kanarie.MAIL)]).posten == []
    verein = Akteur.objects.get()  # an organisation that had the address stays, without it
    assert (verein.name, verein.email, verein.beschreibung) == (
        "Verein",
        "",
        "Fragen an [entfernt].",
    )
    konto = User.objects.get()
    assert (konto.username, konto.is_active) == (f"ehemalig-{konto.pk}", False)
    assert set(Aenderung.objects.values_list("durch_name", flat=True)) == {"ehemaliges Konto", ""}


def alle_spalten() -> set[str]:
    """Give the columns of all fields of the table that hold words."""
    return {
        f"{modell._meta.db_table}.{feld.column}"
        for modell in modelle()
        for feld in textfelder(modell)
        if ort(modell, feld.name) and feld.name not in kanarie.OHNE_WORTE
    }
