"""The table of the periods knows every field that may hold something of a person."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.conf import settings
from django.core.exceptions import FieldDoesNotExist
from django.db import models

from hattingen_portal.datenschutz import fristen
from hattingen_portal.datenschutz.fristen import TABELLE, Danach, Frist, Worte
from hattingen_portal.datenschutz.ohne_personen import (
    OHNE_PERSONEN,
    ist_ohne_personen,
    modelle,
    ort,
    textfelder,
)
from hattingen_portal.grundlage.formular.zugriff import GRENZEN
from hattingen_portal.post.aufgaben import AUFHEBEN


def test_each_text_and_file_of_each_model_is_in_one_of_the_two_lists() -> None:
    offen, doppelt = set(), set()
    for modell in modelle():
        for feld in textfelder(modell):
            listen = [ort(modell, feld.name) is not None, ist_ohne_personen(modell, feld.name)]
            if listen == [True, True]:
                doppelt.add(f"{modell._meta.label}.{feld.name}")
            if listen == [False, False]:
                offen.add(f"{modell._meta.label}.{feld.name}")
    assert (offen, doppelt) == (set(), set())


def test_the_lists_name_only_what_there_is() -> None:
    genannt = [(o.modell, f) for o in TABELLE for f in o.felder]
    genannt += [(modell, f) for modell, felder in OHNE_PERSONEN.items() for f in felder]
    assert [paar for paar in genannt if not gibt_es(*paar)] == []
    assert len(set(genannt)) == len(genannt)
    assert [o for o in TABELLE if not set(o.adressen) <= set(o.felder)] == []


def gibt_es(modell: str, feld: str) -> bool:
    try:
        gefunden = apps.get_model(modell)._meta.get_field(feld)
    except (LookupError, FieldDoesNotExist):
        return False
    return isinstance(gefunden, models.Field)


def test_a_new_field_is_noticed() -> None:
    class Neu(models.Model):
        woher = models.CharField(max_length=20)

        class Meta:
            app_label = "datenschutz_probe"
            managed = False

    del apps.all_models["datenschutz_probe"]
    assert [feld.name for feld in textfelder(Neu)] == ["woher"]
    assert ort(Neu, "woher") is None
    assert not ist_ohne_personen(Neu, "woher")


@pytest.mark.parametrize(
    ("frist", "deutsch", "englisch"),
    [
        (fristen.ZAEHLUNG, "1 Stunde nach Beginn der Zählung", "1 hour after the count began"),
        (fristen.AUFTRAG, "7 Tage nach dem Scheitern, sonst sofort", None),
        (fristen.PROTOKOLL, "3 Jahre nach dem Eintrag", "3 years after the entry"),
        (fristen.MIT_KONTO, "so lange wie das Konto", "as long as the account"),
    ],
)
def test_a_period_says_itself_in_words(frist: Frist, deutsch: str, englisch: str | None) -> None:
    assert frist.worte.deutsch == deutsch
    assert englisch is None or frist.worte.englisch == englisch


def test_ninety_minutes_are_minutes() -> None:
    frist = Frist(Worte("danach", "later"), Danach.ZEILE, timedelta(minutes=90))
    assert frist.worte == Worte("90 Minuten danach", "90 minutes later")


def test_the_table_says_what_is_set_elsewhere() -> None:
    assert fristen.ANMELDEVERSUCH.dauer == settings.AXES_COOLOFF_TIME
    assert fristen.AUFTRAG.dauer == timedelta(hours=AUFHEBEN)
    assert fristen.ZAEHLUNG.dauer == max(grenze.dauer for grenze in GRENZEN)
