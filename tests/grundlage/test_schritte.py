"""The register of the steps towards a conference."""

from dataclasses import replace

import pytest

from hattingen_portal.grundlage import schritte
from hattingen_portal.grundlage.schritte import Schritt, angemeldete, anmelden

ABLAUF = Schritt(
    kennung="tagesordnung",
    name="Tagesordnung",
    aufgabe="Tagesordnung aufstellen",
    vorlauf=10,
    pruefen=lambda *_: {},
    darf=lambda *_: True,
)


@pytest.fixture(autouse=True)
def leeres_register(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schritte, "_ANGEMELDETE", {})


def test_steps_are_given_as_they_were_registered() -> None:
    spaeter = replace(ABLAUF, kennung="protokoll")
    anmelden(ABLAUF)
    anmelden(spaeter)

    assert angemeldete() == [ABLAUF, spaeter]


def test_two_modules_cannot_take_one_name() -> None:
    anmelden(ABLAUF)

    with pytest.raises(ValueError, match="Den Schritt „tagesordnung“ gibt es schon"):
        anmelden(replace(ABLAUF, name="Ablauf"))
    assert angemeldete() == [ABLAUF]


@pytest.mark.parametrize("tage", [-1, 366])
def test_no_module_proposes_a_lead_time_that_the_office_could_not_set(tage: int) -> None:
    with pytest.raises(ValueError, match=f"{tage} Tage Vorlauf gibt es nicht"):
        replace(ABLAUF, vorlauf=tage)
