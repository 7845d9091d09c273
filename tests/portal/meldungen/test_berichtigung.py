"""/akteure/…/berichtigen/: everybody proposes, the office decides."""

import pytest
from django.test import Client

from akteure.models import Akteur, Kontakt
from hattingen_portal.grundlage.sperre import gesperrt_speichern
from hattingen_portal.meldungen.formulare import GERADE_GEAENDERT, NICHTS_GEAENDERT
from hattingen_portal.meldungen.models import Meldung
from hattingen_portal.meldungen.werte import Art
from tests import fabriken as f
from tests.portal.meldungen.senden import absenden, gesendet, oeffnen
from tests.seite import Seite, hole

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("jetzt")]
ADRESSE = "/akteure/verein/berichtigen/"


@pytest.fixture
def verein() -> Akteur:
    akteur = f.akteur(
        "Verein",
        beschreibung="Erste Zeile\n\nZweite  Zeile ",
        website="https://verein.example.org",
        email="info@verein.example.org",
        telefon="02324 1",
    )
    akteur.kategorien.add(f.kategorie("Kitas"), f.kategorie("Schulen"))
    akteur.stadtteile.add(f.stadtteil("Welper"))
    akteur.ortsteile.add(f.ortsteil("Rauendahl"))
    f.stadtteil("Baak")
    Kontakt.objects.create(akteur=akteur, name="KANARIE", email="kanarie@example.org")
    return akteur


def test_the_form_shows_what_the_page_shows_and_nothing_private(
    client: Client, verein: Akteur
) -> None:
    daten = oeffnen(client, ADRESSE)
    kategorien = [str(k.pk) for k in verein.kategorien.order_by("pk")]
    assert {n: w for n, w in daten.items() if n.startswith("eintrag_")} == {
        "eintrag_name": "Verein",
        "eintrag_beschreibung": "Erste Zeile\n\nZweite  Zeile ",
        "eintrag_kategorien": kategorien,
        "eintrag_stadtteile": str(verein.stadtteile.get().pk),
        "eintrag_ortsteile": str(verein.ortsteile.get().pk),
        "eintrag_website": "https://verein.example.org",
        "eintrag_email": "info@verein.example.org",
        "eintrag_telefon": "02324 1",
    }
    assert "kanarie" not in client.get(ADRESSE).text.lower()


def test_only_what_was_changed_is_proposed_with_what_stood_there(
    client: Client, verein: Akteur
) -> None:
    baak = f.stadtteil("Baak-Nord")
    welper = verein.stadtteile.get()
    meldung = gesendet(
        client,
        ADRESSE,
        eintrag_name="Verein e.V.",
        eintrag_stadtteile=[str(baak.pk), str(welper.pk)],
        eintrag_kategorien=[],
        eintrag_website="",
        text="Steht so im Register",
        name="Ada",
        email="ada@example.org",
    )
    kategorien = sorted(verein.kategorien.values_list("pk", flat=True))
    assert {v.feld: (v.bisher, v.vorgeschlagen) for v in meldung.vorschlaege.all()} == {
        "name": ("Verein", "Verein e.V."),
        "stadtteile": ([welper.pk], sorted([baak.pk, welper.pk])),
        "kategorien": (kategorien, []),
        "website": ("https://verein.example.org", ""),
    }
    assert (meldung.art, meldung.akteur, meldung.text, meldung.name, meldung.email) == (
        Art.BERICHTIGUNG,
        verein,
        "Steht so im Register",
        "Ada",
        "ada@example.org",
    )
    verein.refresh_from_db()
    assert verein.name == "Verein"


def test_nothing_proposed_is_no_message(client: Client, verein: Akteur) -> None:
    antwort = absenden(client, ADRESSE, name="Ada", email="ada@example.org")
    assert antwort.status_code == 200
    assert list(antwort.context["form"].non_field_errors()) == [NICHTS_GEAENDERT]
    assert not Meldung.objects.exists()


def test_a_comment_alone_is_a_message(client: Client, verein: Akteur) -> None:
    meldung = gesendet(client, ADRESSE, text="Den Verein gibt es nicht mehr.")
    assert not meldung.vorschlaege.exists()


def test_an_entry_has_a_name_and_proper_addresses(client: Client, verein: Akteur) -> None:
    antwort = absenden(
        client,
        ADRESSE,
        eintrag_name=" ",
        eintrag_email="keine",
        eintrag_website="javascript:alert(1)",
        eintrag_kategorien=["0"],
    )
    assert set(antwort.context["form"].errors) == {
        "eintrag_name",
        "eintrag_email",
        "eintrag_website",
        "eintrag_kategorien",
    }


def test_a_name_that_nobody_sees_is_none(client: Client, verein: Akteur) -> None:
    antwort = absenden(client, ADRESSE, eintrag_name="\u200b")
    assert list(antwort.context["form"].errors) == ["eintrag_name"]
    assert not Meldung.objects.exists()


@pytest.mark.parametrize("version", ["", "abc", "-1"])
def test_without_a_version_somebody_looks_again_and_gets_through(
    client: Client, verein: Akteur, version: str
) -> None:
    antwort = absenden(client, ADRESSE, eintrag_telefon="02324 2", version=version)
    formular = antwort.context["form"]
    assert formular.errors == {"__all__": [GERADE_GEAENDERT]}
    assert formular["version"].value() == str(verein.version)


def test_what_cannot_be_chosen_names_its_field(client: Client, verein: Akteur) -> None:
    antwort = absenden(client, ADRESSE, eintrag_name="", eintrag_kategorien=["x"])
    assert antwort.context["form"].errors == {
        "eintrag_name": ["Bitte nennen Sie den Namen, unter dem der Eintrag steht."],
        "eintrag_kategorien": [
            "Was bei „Kategorien“ ankam, gibt es nicht. Bitte wählen Sie noch einmal."
        ],
    }


def test_who_opened_the_form_before_the_entry_changed_looks_again(
    client: Client, verein: Akteur
) -> None:
    daten = oeffnen(client, ADRESSE) | {"eintrag_telefon": "02324 2"}
    verein.name = "Verein e.V."
    gesperrt_speichern(verein)
    antwort = client.post(ADRESSE, daten)
    assert antwort.status_code == 200
    assert "gerade eben geändert" in str(antwort.context["form"].non_field_errors())
    assert not Meldung.objects.exists()

    noch_einmal = daten | {"version": str(antwort.context["form"]["version"].value())}
    assert client.post(ADRESSE, noch_einmal).status_code == 302
    assert [(v.feld, v.bisher) for v in Meldung.objects.get().vorschlaege.order_by("feld")] == [
        ("name", "Verein e.V."),
        ("telefon", "02324 1"),
    ]


@pytest.mark.parametrize("stand", [Akteur.Stand.ERFASST, Akteur.Stand.BESTAETIGT])
def test_the_page_of_an_entry_leads_there(client: Client, verein: Akteur, stand: str) -> None:
    Akteur.objects.update(stand=stand)
    assert ADRESSE in hole(client, "/akteure/verein/").adressen()
    assert hole(client, ADRESSE).texte("h1") == ["Eintrag berichtigen"]


def test_what_the_public_does_not_see_cannot_be_corrected(client: Client, verein: Akteur) -> None:
    daten = oeffnen(client, ADRESSE) | {"eintrag_name": "Anders"}
    Akteur.objects.update(stand=Akteur.Stand.RUHEND)
    f.akteur("Person", art=Akteur.Art.EINZELPERSON, stand=Akteur.Stand.BESTAETIGT)
    assert [
        client.get(ADRESSE).status_code,
        client.post(ADRESSE, daten).status_code,
        client.get("/akteure/person/berichtigen/").status_code,
        client.get("/akteure/nirgends/berichtigen/").status_code,
    ] == [404, 404, 404, 404]
    assert not Meldung.objects.exists()


def test_search_engines_leave_it_alone(client: Client, verein: Akteur) -> None:
    seite = Seite(client.get(ADRESSE).text)
    robots = [m.attrs["content"] for m in seite.alle("meta") if m.attrs.get("name") == "robots"]
    assert robots == ["noindex"]
    assert "berichtigen" not in client.get("/sitemap.xml").text


def test_no_browser_fills_in_the_entry_with_the_own_address(client: Client, verein: Akteur) -> None:
    felder = {e.attrs.get("name"): e.attrs for e in hole(client, ADRESSE).alle("input")}
    assert felder["eintrag_email"]["autocomplete"] == "off"
    assert felder["email"]["autocomplete"] == "email"
