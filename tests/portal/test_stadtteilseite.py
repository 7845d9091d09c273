"""The page of a Stadtteil, on which the rooms of the portal meet."""

from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from konferenzen.models import Art, Status
from tests import fabriken as f
from tests.seite import hole

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("jetzt")]
MONTAG = f.berlin(2026, 1, 26, 17)
TAG = timedelta(days=1)


def test_a_stadtteil_shows_what_is_its_own_and_what_is_for_all(client: Client) -> None:
    welper, baak = f.stadtteil("Welper"), f.stadtteil("Winz-Baak")
    hier = f.ortsteil("Auf dem Haidchen", welper)
    f.ortsteil("Welper", welper)
    f.konferenz(stadtteil=welper, beginn=MONTAG)
    f.konferenz(stadtteil=baak, beginn=MONTAG)
    f.konferenz(art=Art.THEMENKONFERENZ, titel="Armut", beginn=MONTAG + TAG)
    f.konferenz(art=Art.SPRECHSTUNDE, titel="Rat", beginn=MONTAG - TAG, stadtteil=welper)
    f.konferenz(art=Art.SPRECHSTUNDE, titel="Früher", beginn=f.JETZT - TAG, stadtteil=welper)
    f.konferenz(art=Art.SPRECHSTUNDE, titel="Früher überall", beginn=f.JETZT - TAG)
    for zeit in (MONTAG, f.JETZT - TAG):
        for status in (Status.ENTWURF, Status.ZURUECKGEZOGEN):
            art = {"art": Art.SPRECHSTUNDE, "status": status}
            f.konferenz(**art, titel="Geheim", beginn=zeit, stadtteil=welper)
            f.konferenz(**art, titel="Geheim", beginn=zeit)
    for name, stadtteile, ortsteile, felder in (
        ("Verein in Welper", [welper], [], {}),
        ("Verein auf dem Haidchen", [welper], [hier], {}),
        ("Verein in Winz-Baak", [baak], [], {}),
        ("Privat", [welper], [], {"art": "einzelperson", "stand": "bestaetigt"}),
        ("Ruht", [welper], [], {"stand": "ruhend"}),
    ):
        akteur = f.akteur(name, **felder)
        akteur.stadtteile.set(stadtteile)
        akteur.ortsteile.set(ortsteile)
    f.beitrag("Neues aus Welper").stadtteile.add(welper)
    f.beitrag("Neues vom Haidchen").ortsteile.add(hier)
    f.beitrag("Neues aus Winz-Baak").stadtteile.add(baak)
    f.beitrag("Entwurf", veroeffentlichen_ab=None).stadtteile.add(welper)
    f.ansprechperson(name="Für alle")
    f.ansprechperson(name="Für Welper").stadtteile.add(welper)
    f.ansprechperson(name="Für Winz-Baak").stadtteile.add(baak)
    f.ansprechperson(name="Intern", oeffentlich=False).stadtteile.add(welper)

    seite = hole(client, "/stadtteile/welper/")

    assert seite.texte("p", "naechste__titel") == ["Stadtteilkonferenz Welper"]
    assert seite.texte("p", "tafelzeile__name") == ["Rat", "Armut"]
    assert [zeile for zeile in seite.texte("p", "leise") if "ganze Stadt" in zeile] == [
        "Themenkonferenz, ganze Stadt"
    ]
    assert seite.texte("li", "rueckblickzeile") == ["Früher Dienstag, 13. Januar 2026, 10–12 Uhr"]
    assert seite.texte("p", "akteurzeile__name") == ["Verein auf dem Haidchen", "Verein in Welper"]
    assert seite.texte("p", "nachricht__titel") == ["Neues vom Haidchen", "Neues aus Welper"]
    assert seite.texte("ul", "ortsteile") == ["Auf dem Haidchen"]
    # The last one stands in the footer.
    assert [text.split(" Stadt")[0] for text in seite.texte("address")] == [
        "Für alle",
        "Für Welper",
        "Für alle",
    ]
    assert any(
        adresse.endswith("/kalender/stadtteil/welper.ics") and adresse.startswith("webcal:")
        for adresse in seite.adressen()
    )


def test_nothing_planned_and_undated_are_said(client: Client) -> None:
    leer, offen = f.stadtteil("Leer"), f.stadtteil("Offen")
    f.konferenz(stadtteil=offen)
    f.konferenz(stadtteil=leer, status=Status.ENTWURF)
    for stadtteil, schild in (
        (leer, "Zurzeit ist keine Konferenz geplant"),
        (offen, "Termin wird noch bekanntgegeben"),
    ):
        seite = hole(client, stadtteil.get_absolute_url())
        assert seite.texte("p", "grossschild--ohne") == [schild]


def test_a_long_list_of_coming_dates_is_cut_and_leads_to_all(client: Client) -> None:
    welper = f.stadtteil("Welper")
    for nummer in range(14):
        f.konferenz(
            art=Art.SPRECHSTUNDE,
            titel=f"Rat {nummer}",
            stadtteil=welper,
            beginn=MONTAG + nummer * TAG,
        )

    seite = hole(client, "/stadtteile/welper/")

    assert seite.texte("p", "naechste__titel") == ["Rat 0"]
    assert seite.texte("p", "tafelzeile__name") == [f"Rat {nummer}" for nummer in range(1, 13)]
    assert "/termine/" in seite.adressen()


def test_the_next_one_is_that_by_which_the_stadtteil_meets(client: Client) -> None:
    """Also while other Stadtteile and the whole city meet earlier."""
    welper, mitte = f.stadtteil("Welper"), f.stadtteil("Mitte")
    rat = {"art": Art.SPRECHSTUNDE, "titel": "Rat"}
    f.konferenz(**rat, stadtteil=welper, beginn=MONTAG)
    f.konferenz(stadtteil=welper, beginn=MONTAG + TAG, runde=f.runde("R1"), status=Status.ABGESAGT)
    f.konferenz(art=Art.THEMENKONFERENZ, titel="Stadt", stadtteil=None, beginn=MONTAG)
    f.konferenz(**rat, stadtteil=mitte, beginn=MONTAG)

    def naechste(slug: str) -> list[str]:
        return hole(client, f"/stadtteile/{slug}/").texte("p", "naechste__titel")

    assert (naechste("welper"), naechste("mitte")) == (["Rat"], ["Rat"])
    f.konferenz(stadtteil=welper, beginn=MONTAG + 7 * TAG, runde=f.runde("R2"))
    assert (naechste("welper"), naechste("mitte")) == (["Stadtteilkonferenz Welper"], ["Rat"])


def test_a_changed_address_leads_to_the_new_one(client: Client) -> None:
    stadtteil = f.stadtteil("Mitte")
    stadtteil.slug = "hattingen-mitte"
    stadtteil.save()
    response = client.get("/stadtteile/mitte/")
    assert (response.status_code, response["Location"]) == (301, "/stadtteile/hattingen-mitte/")
    assert client.get("/stadtteile/nirgends/").status_code == 404


@pytest.mark.parametrize("anzahl", [1, 30])
def test_the_page_costs_the_same_with_one_row_and_with_thirty(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, anzahl: int
) -> None:
    welper = f.stadtteil("Welper")
    for nummer in range(anzahl):
        f.ortsteil(f"Hier {nummer}", welper)
        rat = {"art": Art.SPRECHSTUNDE, "titel": f"Rat {nummer}"}
        f.konferenz(**rat, stadtteil=welper, beginn=MONTAG + nummer * TAG, ort=f.ort(f"H {nummer}"))
        f.konferenz(**rat, stadtteil=welper, beginn=f.JETZT - (nummer + 1) * TAG)
        f.konferenz(**rat, beginn=MONTAG)
        akteur = f.akteur()
        akteur.stadtteile.add(welper)
        akteur.kategorien.add(f.kategorie(akteur.name))
        f.beitrag().stadtteile.add(welper)
        f.ansprechperson()
    with django_assert_num_queries(13):
        client.get("/stadtteile/welper/")
