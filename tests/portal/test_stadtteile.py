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
    assert seite.texte("h2", "gefach__name") == ["Welper", "Blankenstein"]
    assert seite.texte("p", "hinweis") == [
        (
            "Noch keine Stadtteilkonferenz: Niederbonsfeld, Niederwenigern. "
            "Termine für die ganze Stadt gelten auch dort."
        )
    ]


@pytest.mark.usefixtures("jetzt")
def test_each_answers_with_its_next_date_and_its_state(client: Client) -> None:
    welper = f.stadtteil("Welper", reihenfolge=1)
    winz = f.stadtteil("Winz-Baak", reihenfolge=2, zusatz="mit Rauendahl")
    eobs = f.stadtteil("EOBS", reihenfolge=3)
    f.stadtteil("Holthausen", reihenfolge=4)
    f.konferenz(stadtteil=welper, beginn=f.berlin(2026, 1, 26, 17))
    f.konferenz(stadtteil=welper, runde=f.runde("Herbst 2026"), beginn=f.berlin(2026, 9, 7, 17))
    f.konferenz(stadtteil=winz, beginn=f.berlin(2026, 1, 28, 17), status="abgesagt")
    f.konferenz(stadtteil=eobs)
    f.konferenz(
        stadtteil=eobs,
        titel="Entwurfkanarie",
        beginn=f.berlin(2026, 2, 1, 17),
        status="entwurf",
        runde=f.runde("Kanarienrunde"),
    )

    assert hole(client, "/stadtteile/").texte("li", "gefach") == [
        "Welper Montag, 26. Januar 2026 17–19 Uhr",
        "Winz-Baak mit Rauendahl Mittwoch, 28. Januar 2026, 17–19 Uhr (gilt nicht mehr) Abgesagt",
        "EOBS Termin wird noch bekanntgegeben",
        "Holthausen Zurzeit ist keine Konferenz geplant",
    ]


@pytest.mark.usefixtures("jetzt")
@pytest.mark.parametrize("anzahl", [1, 30])
def test_the_overview_costs_the_same_with_one_row_and_with_thirty(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, anzahl: int
) -> None:
    for nummer in range(anzahl):
        stadtteil = f.stadtteil()
        f.ortsteil(f"Ortsteil {nummer}", stadtteil)
        f.konferenz(stadtteil=stadtteil, beginn=f.berlin(2026, 3, 2, 17))
        f.ortsteil(f"Frei {nummer}")
    with django_assert_num_queries(4):
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
