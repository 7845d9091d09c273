"""Programs are kept out; a person who looks like one loses nothing and gets through next time."""

from datetime import timedelta

import pytest
import time_machine
from django.core.signing import TimestampSigner

from hattingen_portal.grundlage.formular.muster import Musterformular
from hattingen_portal.grundlage.formular.schutz import neue_marke
from tests.grundlage.musterangaben import RICHTIG, formular, gueltig, noch_einmal, vor

NICHT_LEER = (
    "Ein Feld, das leer bleiben muss, war ausgefüllt. Es ist jetzt wieder leer: Bitte senden Sie "
    "noch einmal ab."
)
SEKUNDE = timedelta(seconds=1)
ZU_SCHNELL = (
    "Das ging sehr schnell, so schreiben sonst nur Programme. Ihre Angaben sind noch da: "
    "Bitte senden Sie noch einmal ab."
)
ZU_ALT = (
    "Das Formular war sehr lange offen. Ihre Angaben sind noch da: Bitte senden Sie noch einmal ab."
)


def test_who_takes_a_minute_gets_through(jetzt: time_machine.Traveller) -> None:
    form = formular(RICHTIG)
    assert form.errors == {}
    assert sorted(form.cleaned_data) == sorted(set(form.fields) - {"zeitmarke", "leer_lassen"})


@pytest.mark.parametrize(
    ("alter", "meldungen"),
    [
        (0 * SEKUNDE, [ZU_SCHNELL]),
        (3 * SEKUNDE, [ZU_SCHNELL]),
        (4 * SEKUNDE, []),
        (timedelta(hours=24), []),
        (timedelta(hours=24) + SEKUNDE, [ZU_ALT]),
    ],
)
def test_the_form_is_sent_neither_at_once_nor_days_later(
    jetzt: time_machine.Traveller, alter: timedelta, meldungen: list[str]
) -> None:
    form = formular(RICHTIG | {"zeitmarke": vor(alter)})
    assert form.errors == ({"__all__": meldungen} if meldungen else {})


@pytest.mark.parametrize("marke", [None, "", "ausgegeben", "ausgegeben:1xVE5g:gefaelscht", "\0"])
def test_a_mark_that_is_not_ours_counts_as_too_old(
    jetzt: time_machine.Traveller, marke: str | None
) -> None:
    angaben = RICHTIG if marke is None else RICHTIG | {"zeitmarke": marke}
    assert Musterformular(angaben).errors == {"__all__": [ZU_ALT]}


def test_what_another_part_of_the_portal_has_signed_is_no_mark(
    jetzt: time_machine.Traveller,
) -> None:
    fremd = TimestampSigner(salt="woanders").sign("ausgegeben")
    assert formular(RICHTIG | {"zeitmarke": fremd}).errors == {"__all__": [ZU_ALT]}


@pytest.mark.parametrize("zuerst", ["zu schnell", "zu alt", "Honigtopf"])
def test_the_next_try_passes_with_all_that_was_typed(
    jetzt: time_machine.Traveller, zuerst: str
) -> None:
    erster = {
        "zu schnell": formular(RICHTIG | {"zeitmarke": neue_marke()}),
        "zu alt": formular(RICHTIG | {"zeitmarke": vor(timedelta(days=2))}),
        "Honigtopf": formular(RICHTIG | {"leer_lassen": "https://beispiel.de"}),
    }[zuerst]
    assert not erster.is_valid()
    angaben = noch_einmal(erster)
    jetzt.shift(5)
    zweiter = Musterformular(angaben)
    assert zweiter.errors == {}
    assert zweiter.cleaned_data == gueltig(RICHTIG)


def test_the_trap_says_what_happened(jetzt: time_machine.Traveller) -> None:
    form = formular(RICHTIG | {"leer_lassen": "https://beispiel.de"})
    assert form.errors == {"__all__": [NICHT_LEER]}


def test_blanks_in_the_trap_are_nothing(jetzt: time_machine.Traveller) -> None:
    assert formular(RICHTIG | {"leer_lassen": " \t"}).errors == {}


def test_what_is_to_be_mended_is_said_without_the_suspicion(
    jetzt: time_machine.Traveller,
) -> None:
    form = formular(RICHTIG | {"name": "", "zeitmarke": neue_marke(), "leer_lassen": "x"})
    assert form.errors == {"name": ["Bitte füllen Sie das Feld „Name“ aus."]}
