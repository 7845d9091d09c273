"""The overview of the Stadtteile."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests import fabriken as f
from tests.seite import hole

pytestmark = pytest.mark.django_db


def test_all_stadtteile_and_honestly_who_has_none(client: Client) -> None:
    welper = f.stadtteil("Welper", reihenfolge=1)
    f.stadtteil("Blankenstein", reihenfolge=2)
    f.ortsteil("Welper", welper)
    f.ortsteil("Niederwenigern")
    f.ortsteil("Niederbonsfeld")
    seite = hole(client, "/stadtteile/")
    assert seite.texte("p", "kachel__name") == ["Welper", "Blankenstein"]
    assert seite.texte("p", "hinweis") == [
        (
            "Noch keine Stadtteilkonferenz: Niederbonsfeld, Niederwenigern. "
            "Termine für die ganze Stadt gelten auch dort."
        )
    ]


@pytest.mark.parametrize("anzahl", [1, 30])
def test_the_overview_costs_the_same_with_one_row_and_with_thirty(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, anzahl: int
) -> None:
    for nummer in range(anzahl):
        f.ortsteil(f"Ortsteil {nummer}", f.stadtteil())
        f.ortsteil(f"Frei {nummer}")
    with django_assert_num_queries(3):
        client.get("/stadtteile/")


def test_a_filter_knows_a_stadtteil_by_its_former_address(client: Client) -> None:
    welper = f.stadtteil("Welper")
    f.akteur("Verein in Welper").stadtteile.add(welper)
    f.akteur("Verein anderswo").stadtteile.add(f.stadtteil("Blankenstein"))
    welper.slug = "welper-sued"
    welper.save()

    for adresse in ("/akteure/?stadtteil=welper", "/akteure/?stadtteil=welper-sued"):
        seite = hole(client, adresse)
        assert seite.texte("p", "akteurzeile__name") == ["Verein in Welper"]
        assert 'value="welper-sued" selected' in client.get(adresse).text
