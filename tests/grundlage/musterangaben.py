"""What somebody types into the form with all widgets, right and wrong."""

from datetime import timedelta
from typing import Any

import time_machine
from crispy_forms.utils import render_crispy_form
from django.utils import timezone

from hattingen_portal.grundlage.formular.muster import Musterformular
from hattingen_portal.grundlage.formular.schutz import neue_marke
from tests.seitenformular import formular as lies_formular

RICHTIG = {
    "name": "Wilma Muster",
    "email": "wilma@beispiel.de",
    "telefon": "02324 0",
    "webseite": "https://www.beispiel.de",
    "anzahl": "2",
    "suchwort": "Bank",
    "nachricht": "Die Bank wackelt.",
    "thema": "blau",
    "farbe": "rot",
    "farben": ["blau", "gruen"],
    "tag_tag": "26",
    "tag_monat": "1",
    "tag_jahr": "2026",
    "einverstanden": "on",
    "herkunft": "/",
}
FALSCH = {
    "name": "",
    "email": "wilma(at)beispiel.de",
    "telefon": "0" * 400,
    "webseite": "beispiel",
    "anzahl": "51",
    "suchwort": "",
    "nachricht": "a" * 4001,
    "thema": "",
    "farbe": "weiss",
    "farben": ["weiss"],
    "tag_tag": "31",
    "tag_monat": "2",
    "tag_jahr": "2026",
    "herkunft": "",
}


def vor(dauer: timedelta) -> str:
    """Give the mark of a form that was handed out `dauer` ago."""
    with time_machine.travel(timezone.now() - dauer, tick=False):
        return neue_marke()


def formular(angaben: dict[str, Any]) -> Musterformular:
    """Give the form as somebody sends it after a minute."""
    return Musterformular({"zeitmarke": vor(timedelta(minutes=1)), "leer_lassen": ""} | angaben)


def noch_einmal(form: Musterformular) -> dict[str, Any]:
    """Give what is sent when the form that came back is sent again as it is."""
    return lies_formular(render_crispy_form(form).encode(), "formular-muster")


def gueltig(angaben: dict[str, Any]) -> dict[str, Any]:
    """Give what the form makes of `angaben`, which have to be right."""
    form = formular(angaben)
    assert form.errors == {}
    return form.cleaned_data
