"""The directory: who may be shown, and that nothing private ever is."""

from datetime import date

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from akteure.models import Kontakt
from tests import fabriken as f
from tests.seite import Seite

pytestmark = pytest.mark.django_db
EINWILLIGUNG = {"einwilligung_am": date(2026, 1, 1), "einwilligung_wortlaut": "Wortlautkanarie"}


def hole(client: Client, adresse: str) -> Seite:
    response = client.get(adresse)
    assert response.status_code == 200
    assert "kanarie" not in response.text.lower()
    return Seite(response.text)


def verzeichnis() -> None:
    """Save whom the directory shows, and beside them whom it does not."""
    welper, baak = f.stadtteil("Welper"), f.stadtteil("Winz-Baak")
    haidchen = f.ortsteil("Haidchen", welper)
    schulen, kitas = f.kategorie("Schulen"), f.kategorie("Kitas")
    person = {"art": "einzelperson", "stand": "bestaetigt"}
    for name, kategorien, stadtteile, ortsteile, felder in (
        ("Zwergenland", [kitas], [welper], [], {"stand": "bestaetigt"}),
        ("Ärztehaus", [], [baak], [], {}),
        ("apfelhof", [kitas, schulen], [], [haidchen], {}),
        ("Berta Beispiel", [], [welper], [], person | EINWILLIGUNG),
        ("Ruhekanarie", [kitas], [welper], [], {"stand": "ruhend"}),
        ("Ohnekanarie", [kitas], [welper], [], person),
        (
            "Widerrufkanarie",
            [kitas],
            [welper],
            [],
            person | EINWILLIGUNG | {"einwilligung_widerrufen_am": date(2026, 1, 2)},
        ),
        ("Erfasstkanarie", [], [welper], [], person | EINWILLIGUNG | {"stand": "erfasst"}),
    ):
        akteur = f.akteur(name, **felder)
        akteur.kategorien.set(kategorien)
        akteur.stadtteile.set(stadtteile)
        akteur.ortsteile.set(ortsteile)
        Kontakt.objects.create(
            akteur=akteur, name="Namenskanarie", email="kanarie@example.org", notiz="Notizkanarie"
        )


ALLE = ["apfelhof", "Ärztehaus", "Berta Beispiel", "Zwergenland"]


@pytest.mark.parametrize(
    ("suche", "namen", "hinweise"),
    [
        ("", ALLE, 0),
        ("?kategorie=Kitas", ["apfelhof", "Zwergenland"], 0),
        ("?stadtteil=welper", ["apfelhof", "Berta Beispiel", "Zwergenland"], 0),
        ("?kategorie=Schulen&stadtteil=winz-baak", [], 0),
        ("?kategorie=Unsinn", ALLE, 1),
        ("?kategorie=Kitas&stadtteil=atlantis", ["apfelhof", "Zwergenland"], 1),
        ("?stadtteil=%00&kategorie=%00", ALLE, 1),
    ],
)
def test_the_directory_by_name_and_narrowed(
    client: Client, suche: str, namen: list[str], hinweise: int
) -> None:
    verzeichnis()
    seite = hole(client, f"/akteure/{suche}")
    assert seite.texte("p", "akteurzeile__name") == namen
    assert len([p for p in seite.alle("p") if p.attrs.get("role") == "status"]) == hinweise


def test_an_unconfirmed_entry_says_so(client: Client) -> None:
    verzeichnis()
    assert [
        zeile for zeile in hole(client, "/akteure/").texte("li", "akteurzeile") if "nicht" in zeile
    ] == [
        "apfelhof Kitas, Schulen Angaben noch nicht bestätigt Haidchen",
        "Ärztehaus Angaben noch nicht bestätigt Winz-Baak",
    ]
    assert hole(client, "/akteure/aerztehaus/").texte("p", "hinweis") == [
        "Angaben noch nicht bestätigt"
    ]
    assert hole(client, "/akteure/zwergenland/").texte("p", "hinweis") == []


@pytest.mark.parametrize(
    "slug", ["ruhekanarie", "ohnekanarie", "widerrufkanarie", "erfasstkanarie", "niemand"]
)
def test_nobody_else_has_a_page(client: Client, slug: str) -> None:
    verzeichnis()
    assert client.get(f"/akteure/{slug}/").status_code == 404


def test_an_entry_shows_its_public_contact(client: Client) -> None:
    akteur = f.akteur(
        "Verein",
        beschreibung="Wir helfen.",
        website="https://verein.example.org/",
        email="info@verein.example.org",
        telefon="(02324) 99-1",
    )
    Kontakt.objects.create(akteur=akteur, telefon="0999 Kanarie")
    seite = hole(client, "/akteure/verein/")
    assert list(zip(seite.texte("dt"), seite.texte("dd"), strict=True)) == [
        ("Website", "https://verein.example.org/"),
        ("E-Mail", "info@verein.example.org"),
        ("Telefon", "(02324) 99-1"),
    ]
    assert {"mailto:info@verein.example.org", "tel:+492324991"} <= set(seite.adressen())


def test_a_changed_address_redirects_only_to_who_may_be_shown(client: Client) -> None:
    for name, felder in (("offen", {}), ("ruht", {"stand": "ruhend"})):
        f.akteur(name, slug=f"{name}-neu", fruehere_slugs=[f"{name}-alt"], **felder)
    response = client.get("/akteure/offen-alt/")
    assert (response.status_code, response["Location"]) == (301, "/akteure/offen-neu/")
    assert client.get("/akteure/ruht-alt/").status_code == 404


@pytest.mark.parametrize("unsinn", ["99999", "abc", "%00"])
def test_an_absurd_page_gives_the_nearest(client: Client, unsinn: str) -> None:
    f.akteur("Verein")
    seite = hole(client, f"/akteure/?seite={unsinn}")
    assert seite.texte("p", "akteurzeile__name") == ["Verein"]


def test_nothing_stands_where_nothing_is_known(client: Client) -> None:
    f.akteur("Verein", stand="bestaetigt")
    assert hole(client, "/akteure/").texte("li", "akteurzeile") == ["Verein"]
    assert hole(client, "/akteure/").alle("p", "leise")[0].text.startswith("Sie fehlen hier?")


def test_pages_keep_the_filter(client: Client) -> None:
    kitas = f.kategorie("Kitas")
    for _ in range(25):
        f.akteur().kategorien.add(kitas)
    assert "?kategorie=Kitas&amp;seite=2" in client.get("/akteure/?kategorie=Kitas").text


@pytest.mark.parametrize("anzahl", [1, 30])
def test_the_directory_costs_the_same_with_one_row_and_with_thirty(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, anzahl: int
) -> None:
    for nummer in range(anzahl):
        akteur = f.akteur()
        akteur.kategorien.add(f.kategorie(f"Kategorie {nummer}"))
        akteur.stadtteile.add(stadtteil := f.stadtteil())
        akteur.ortsteile.add(f.ortsteil(f"Ortsteil {nummer}", stadtteil))
    with django_assert_num_queries(10):
        client.get("/akteure/")
