"""The pages as citizens read them: their parts in order, what is missing marked."""

from datetime import date
from pathlib import PurePath

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from hattingen_portal.grunddaten import grunddaten_anlegen
from hattingen_portal.seiten.models import Ausnahme, Schluessel, Seite
from quartiere.models import Ansprechperson
from tests import fabriken as f
from tests.portal.seiten import fabrik
from tests.seite import Seite as Gelesen
from tests.seite import hole

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("jetzt")]
ADRESSEN = [f"/{schluessel}/" for schluessel in Schluessel]


def robots(seite: Gelesen) -> list[str]:
    return [m.attrs["content"] for m in seite.alle("meta") if m.attrs.get("name") == "robots"]


def ueberschriften(seite: Gelesen) -> list[tuple[str, str]]:
    return [(e.tag, e.text) for e in seite.elemente if e.tag in {"h1", "h2", "h3"}][:-1]


@pytest.mark.parametrize("schluessel", Schluessel)
def test_a_page_without_a_row_says_that_it_is_missing(
    client: Client, schluessel: Schluessel
) -> None:
    seite = hole(client, f"/{schluessel}/")
    assert seite.texte("h1") == [schluessel.label]
    assert seite.texte("span", "platzhalter") == [
        "Platzhalter: der Text dieser Seite, wird von der Stadt ergänzt"
    ]
    assert robots(seite) == ["noindex"]


def test_a_complete_page_may_be_found_and_tells_its_date(client: Client) -> None:
    for objekt in fabrik.alle_seiten():
        seite = hole(client, objekt.get_absolute_url())
        assert seite.texte("h1") == [objekt.titel]
        assert seite.texte("span", "platzhalter") == []
        assert robots(seite) == []
        [stand] = [p for p in seite.texte("p", "leise") if p.startswith("Stand")]
        assert stand == "Stand: 5. Januar 2026"
        assert seite.alle("time")[-1].attrs == {"datetime": "2026-01-05"}


def test_sections_stand_in_their_order_with_their_placeholders(client: Client) -> None:
    impressum = fabrik.seite(Schluessel.IMPRESSUM, text="<p>Vorweg.</p>")
    fabrik.abschnitt(impressum, "Zuletzt", "<p>Ende.</p>", reihenfolge=2)
    unsauber = '<p onclick="x()">Es ist [[Platzhalter: die Person]].<script>x()</script></p>'
    fabrik.abschnitt(impressum, "Vertretung", unsauber, reihenfolge=1)
    fabrik.abschnitt(fabrik.seite(Schluessel.DATENSCHUTZ), "Kanarie")
    seite = hole(client, "/impressum/")
    assert ueberschriften(seite) == [
        ("h1", "Impressum"),
        ("h2", "Vertretung"),
        ("h2", "Zuletzt"),
    ]
    assert seite.texte("span", "platzhalter") == [
        "Platzhalter: die Person, wird von der Stadt ergänzt"
    ]
    text = client.get("/impressum/").text
    assert [wort for wort in ("onclick", "x()", "Kanarie") if wort in text] == []
    assert robots(seite) == ["noindex"]


def test_the_statement_has_its_parts_in_the_order_of_the_law(client: Client) -> None:
    f.ansprechperson(name="Erste", email="quartier@example.org")
    seite = fabrik.erklaerung()
    Ausnahme.objects.all().delete()
    fabrik.ausnahme(seite, "Archiv", grund=Ausnahme.Grund.ANWENDUNGSBEREICH)
    fabrik.ausnahme(
        seite,
        "Alte PDF-Dateien",
        begruendung="Sie sind nicht ausgezeichnet.",
        alternative="Rufen Sie an.",
        bis=date(2026, 6, 30),
    )
    gelesen = hole(client, "/barrierefreiheit/")
    assert ueberschriften(gelesen) == [
        ("h1", "Erklärung zur Barrierefreiheit"),
        ("h2", "Stand der Vereinbarkeit mit den Anforderungen"),
        ("h2", "Nicht barrierefreie Inhalte"),
        ("h3", "Unvereinbarkeit mit den Anforderungen"),
        ("h3", "Nicht im Anwendungsbereich der Vorschriften"),
        ("h2", "Erstellung dieser Erklärung"),
        ("h2", "Rückmeldung und Kontakt"),
        ("h2", "Ombudsverfahren"),
    ]
    assert "Das Portal ist mit den Anforderungen der BITVNRW teilweise vereinbar." in (
        gelesen.texte("p")
    )
    paare = list(zip(gelesen.texte("dt"), gelesen.texte("dd"), strict=True))
    assert paare == [
        (
            "Alte PDF-Dateien",
            (
                "Sie sind nicht ausgezeichnet. Stattdessen: Rufen Sie an. "
                "Voraussichtlich behoben bis: 30. Juni 2026"
            ),
        ),
        ("Archiv", ""),
        ("Erstellt am", "3. November 2025"),
        ("Zuletzt überprüft am", "1. Dezember 2025"),
        ("Methode", "Selbstbewertung"),
        ("So wurde geprüft", "Die Stadt hat selbst geprüft."),
    ]
    assert [ziel for ziel in gelesen.adressen() if "ombud" in ziel or ziel[:6] == "tel:+4"] == [
        "tel:+49211123",
        "mailto:ombud@example.org",
        "https://ombud.example.org",
    ]
    assert gelesen.adressen().count("/barriere-melden/") == 2  # here, and in the footer


def test_what_the_statement_lacks_is_marked_in_its_place(client: Client) -> None:
    fabrik.seite(Schluessel.BARRIEREFREIHEIT, geprueft_am=None)
    assert hole(client, "/barrierefreiheit/").texte("span", "platzhalter") == [
        f"Platzhalter: {was}, wird von der Stadt ergänzt"
        for was in (
            "Geltungsbereich",
            "Stand der Vereinbarkeit",
            "Datum der Erstellung",
            "Datum der letzten Überprüfung",
            "Methode der Prüfung",
            "Beschreibung der Prüfung",
            "Beschreibung des Ombudsverfahrens",
            "Name der Ombudsstelle",
            "Anschrift der Ombudsstelle",
            "Telefonnummer der Ombudsstelle",
            "E-Mail-Adresse der Ombudsstelle",
            "Website der Ombudsstelle",
        )
    ]


def test_each_page_of_the_portal_links_to_the_statement(client: Client) -> None:
    for adresse in ("/", "/impressum/", "/gibt-es-nicht/"):
        text = Gelesen(client.get(adresse).text)
        assert {"/barrierefreiheit/", "/barriere-melden/"} <= set(text.adressen())


def test_leichte_sprache_says_whom_to_call_until_its_text_is_there(client: Client) -> None:
    f.ansprechperson(telefon="(02324) 204-0", email="quartier@example.org")
    objekt = fabrik.seite(Schluessel.LEICHTE_SPRACHE)
    seite = hole(client, "/leichte-sprache/")
    assert seite.texte("span", "platzhalter") == [
        "Platzhalter: Text in Leichter Sprache, wird von der Stadt ergänzt"
    ]
    assert "Haben Sie eine Frage? Dann rufen Sie uns an: (02324) 204-0" in seite.texte("p")
    fabrik.abschnitt(objekt, "Termine", "<p>Hier stehen Termine.</p>")
    seite = hole(client, "/leichte-sprache/")
    assert seite.texte("span", "platzhalter") == []
    assert "Hier stehen Termine." in seite.texte("p")
    assert not [p for p in seite.texte("p") if p.startswith("Haben Sie eine Frage")]


def test_a_picture_explains_a_section(client: Client) -> None:
    objekt = fabrik.seite(Schluessel.LEICHTE_SPRACHE)
    fabrik.abschnitt(objekt, "Haus", bild=fabrik.bild(), bild_alt="Ein Haus.")
    [bild] = hole(client, "/leichte-sprache/").alle("img")
    assert (bild.attrs["alt"], bild.attrs["width"]) == ("Ein Haus.", "320")


def test_the_film_stands_with_captions_its_shape_and_its_words(client: Client) -> None:
    video = fabrik.gebaerdensprache().video
    seite = hole(client, "/gebaerdensprache/")
    [film] = seite.alle("video")
    assert film.attrs == {
        "class": "film",
        "controls": "",
        "preload": "none",
        "width": "320",
        "height": "180",
        "poster": f"/medien/bilder/{PurePath(video.bild.name).stem}-1200.jpg",
        "aria-label": "Video in Deutscher Gebärdensprache",
    }
    [quelle] = seite.alle("source")
    assert quelle.attrs == {"src": video.datei.url, "type": "video/mp4"}
    [spur] = seite.alle("track")
    assert spur.attrs == {
        "kind": "captions",
        "srclang": "de",
        "label": "Deutsch",
        "src": video.untertitel.url,
        "default": "",
    }
    [laden] = [p for p in seite.texte("p") if p.startswith("Video herunterladen")]
    assert laden == f"Video herunterladen ({len(fabrik.MP4)} Bytes, 2 Minuten)"
    assert ueberschriften(seite)[-1] == ("h2", "Das wird im Video gesagt")
    assert client.get(video.datei.url).getvalue() == fabrik.MP4
    assert client.get(video.untertitel.url).getvalue() == fabrik.VTT
    assert client.get(film.attrs["poster"])["Content-Type"] == "image/jpeg"


@pytest.mark.parametrize("anzahl", [1, 30])
@pytest.mark.parametrize("schluessel", Schluessel)
def test_a_page_costs_the_same_however_long_it_is(
    client: Client,
    django_assert_num_queries: DjangoAssertNumQueries,
    schluessel: Schluessel,
    anzahl: int,
) -> None:
    f.ansprechperson()
    fabrik.alle_seiten()
    objekt = Seite.objects.get(schluessel=schluessel)
    for nummer in range(anzahl):
        fabrik.abschnitt(objekt, f"Abschnitt {nummer}")
        fabrik.ausnahme(objekt, f"Ausnahme {nummer}")
    with django_assert_num_queries(4):
        client.get(f"/{schluessel}/")


def test_the_first_texts_are_honest_and_each_processing_has_its_section(client: Client) -> None:
    grunddaten_anlegen()
    Ansprechperson.objects.update(email="quartier@example.org")
    seiten = {adresse: hole(client, adresse) for adresse in ADRESSEN}
    assert [robots(seite) for seite in seiten.values()] == [["noindex"]] * len(Schluessel)
    assert [u for tag, u in ueberschriften(seiten["/datenschutz/"]) if tag == "h2"] == [
        "Wer verantwortlich ist",
        "Datenschutzbeauftragte Person",
        "Wenn Sie Seiten aufrufen",
        "Keine Cookies, keine anderen Anbieter",
        "Wenn Sie einen Kalender abonnieren",
        "Schutz der Formulare",
        "Wenn Sie uns über das Kontaktformular schreiben",
        "Wenn Sie eine Barriere melden",
        "Wenn Sie einen Eintrag berichtigen",
        "E-Mails",
        "Verzeichnis „Wer mitmacht“",
        "Anmeldung von Mitarbeitenden",
        "Wer Ihre Daten bekommt",
        "Ihre Rechte",
        "Ihr Recht auf Widerspruch",
        "Beschwerde",
    ]
    marken = {adresse: len(s.texte("span", "platzhalter")) for adresse, s in seiten.items()}
    assert marken == {
        "/impressum/": 5,
        "/datenschutz/": 18,
        "/barrierefreiheit/": 5,
        "/leichte-sprache/": 1,
        "/gebaerdensprache/": 1,
    }
    for adresse in ADRESSEN:
        assert "[[" not in client.get(adresse).text
