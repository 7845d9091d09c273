"""Which Ortsteile no conference reaches, and why."""

from datetime import date
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from hattingen_portal.cockpit.abdeckung import OHNE_RUNDE, OHNE_STADTTEIL, Luecke, abdeckung
from konferenzen.models import Art, Konferenz, Runde, Status
from quartiere.models import Ortsteil, Stadtteil
from tests import fabriken as f

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("jetzt")]


def alle() -> list[Luecke]:
    ortsteile = Ortsteil.objects.select_related("stadtteil").geordnet()
    return abdeckung(ortsteile, f.JETZT).luecken


@pytest.fixture
def eobs() -> Stadtteil:
    eobs = f.stadtteil("EOBS")
    f.ortsteil("Oberstüter", eobs)
    f.ortsteil("Elfringhausen", eobs)
    return eobs


LUECKE = Luecke("Keine Konferenz in EOBS (Frühjahr 2026).", ["Elfringhausen", "Oberstüter"])


def test_a_part_without_a_stadtteil_is_reached_by_nobody() -> None:
    f.ortsteil("Niederwenigern")
    f.ortsteil("Niederbonsfeld")
    f.konferenz()
    f.konferenz(art=Art.THEMENKONFERENZ, titel="Für die ganze Stadt", runde=f.runde())

    assert alle() == [Luecke(OHNE_STADTTEIL, ["Niederbonsfeld", "Niederwenigern"])]


def test_a_conference_of_the_round_reaches_the_whole_stadtteil(eobs: Stadtteil) -> None:
    f.runde()
    assert alle() == [LUECKE]

    f.konferenz(stadtteil=eobs)
    assert alle() == []


@pytest.mark.parametrize(
    "felder",
    [
        {"status": Status.ENTWURF},
        {"beginn": f.berlin(2026, 1, 5, 17)},  # over, but of the running round
        {"art": Art.QUARTIERSBESUCH, "titel": "Besuch", "beginn": f.berlin(2026, 2, 2, 17)},
    ],
)
def test_planned_and_held_ones_count(eobs: Stadtteil, felder: dict[str, Any]) -> None:
    f.konferenz(stadtteil=eobs, **felder)

    assert alle() == []


@pytest.mark.parametrize(
    "felder",
    [
        {"status": Status.ABGESAGT},
        {"status": Status.ZURUECKGEZOGEN},
        {"art": Art.QUARTIERSBESUCH, "titel": "Besuch", "beginn": f.berlin(2026, 1, 5, 17)},
        {"art": Art.QUARTIERSBESUCH, "titel": "Irgendwann"},
    ],
)
def test_cancelled_and_past_ones_do_not(eobs: Stadtteil, felder: dict[str, Any]) -> None:
    f.runde()
    f.konferenz(stadtteil=eobs, **felder)

    assert alle() == [LUECKE]


def test_an_earlier_round_and_an_example_reach_nobody(eobs: Stadtteil) -> None:
    herbst = f.runde("Herbst 2025", beginn=date(2025, 8, 1), ende=date(2025, 12, 31))
    f.konferenz(stadtteil=eobs, runde=herbst)
    f.konferenz(stadtteil=eobs, runde=f.runde("Beispielrunde", beispiel=True))
    assert alle() == [Luecke(OHNE_RUNDE, ["Elfringhausen", "Oberstüter"])]

    f.runde()
    f.runde("Herbst 2026", beginn=date(2026, 8, 1), ende=date(2026, 12, 31))
    [luecke] = alle()
    assert luecke.warum == "Keine Konferenz in EOBS (Frühjahr 2026, Herbst 2026)."


@pytest.mark.parametrize(
    ("ende", "gesagt"), [(date(2026, 1, 14), True), (date(2026, 1, 13), False)]
)
def test_it_says_that_examples_do_not_count_while_there_are_any(ende: date, gesagt: bool) -> None:
    f.runde()
    assert not abdeckung([], f.JETZT).mit_beispielen

    f.runde("Beispielrunde", beispiel=True, beginn=date(2026, 1, 1), ende=ende)
    assert abdeckung([], f.JETZT).mit_beispielen is gesagt


def test_who_names_single_parts_reaches_only_these(eobs: Stadtteil) -> None:
    niederwenigern = f.ortsteil("Niederwenigern")
    k = f.konferenz(stadtteil=eobs)
    k.ortsteile.set([Ortsteil.objects.get(name="Oberstüter"), niederwenigern])

    assert alle() == [
        Luecke("Die Konferenz in EOBS gilt nur für andere Ortsteile.", ["Elfringhausen"])
    ]


@pytest.mark.parametrize("anzahl", [1, 30])
def test_the_number_of_queries_is_fixed(
    anzahl: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(anzahl):
        f.ortsteil(f"Ort {n}", f.stadtteil())
        k = f.konferenz()
        k.ortsteile.add(f.ortsteil(f"Dorf {n}", k.stadtteil))

    with django_assert_num_queries(4):  # the Ortsteile themselves included
        alle()
    assert (Konferenz.objects.count(), Runde.objects.count()) == (anzahl, 1)
