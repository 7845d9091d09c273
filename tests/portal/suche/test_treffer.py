"""What is found, by which words, and in which order."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from aktuelles.models import Anhang
from konferenzen.models import Art
from tests import fabriken as f
from tests.portal.suche.bestand import konferenzen, suche, unterlage, welper

pytestmark = pytest.mark.django_db
TAG = timedelta(days=1)


@pytest.fixture(autouse=True)
def uhr(jetzt: time_machine.Traveller) -> time_machine.Traveller:
    return jetzt


@pytest.mark.parametrize(
    ("typ", "name"),
    [
        # In capitals, by the beginning, inside a longer word, in another form.
        ("MÜHLENHOF", "Mühlenhof"),
        ("mühl", "Mühlenhof"),
        ("lenho", "Mühlenhof"),
        ("Vereine", "Bürgerverein"),
        ("Konferenzen", "Armutskonferenz"),
        ("Mühlenhöfe", "Mühlenhof"),
        ("Kinder", "Kinderkreis"),
        ("Schulen", "Schule am Wald"),
        # Umlauts and ß in each way in which keyboards write them.
        ("Muehlenhof", "Mühlenhof"),
        ("Muhlenhof", "Mühlenhof"),
        ("Grosse", "Große Straße"),
        ("strasse", "Große Straße"),
        ("Große", "Grosse Wiese"),
        ("Müller", "Mueller-Verein"),
        ("Muller-Verein", "Mueller-Verein"),
        ("Cafe", "Café Größe"),
        ("café", "Cafe ohne Strich"),
        ("Mu\u0308hlenhof", "Mühlenhof"),
        # With typing errors.
        ("Mühlnhof", "Mühlenhof"),
        ("Kinderkries", "Kinderkreis"),
        ("Muelhenhof", "Mühlenhof"),
    ],
)
def test_one_name_is_found(client: Client, typ: str, name: str) -> None:
    f.akteur(name)
    f.akteur("Zahnrad")
    assert suche(client, typ) == [name]


def test_every_word_must_be_found_in_whatever_it_belongs_to(client: Client) -> None:
    konferenzen(welper())
    konferenz = "Stadtteilkonferenz Welper"
    assert suche(client, "Welper Mühlenhof") == [konferenz]
    assert suche(client, "Januar Welper Frühjahr 2026 Montag") == [konferenz]
    assert suche(client, "Haidchen Mühlenhof") == [konferenz]
    assert suche(client, "Hüttenau Herbst") == [konferenz]
    assert suche(client, "Welper Mühlenhof Herbst") == []


def test_the_best_comes_first_and_the_next_before_the_last(client: Client) -> None:
    stadtteil = welper()
    kommende, vergangene = konferenzen(stadtteil)
    kommende.titel, vergangene.titel = "Kommende in Welper", "Vergangene in Welper"
    kommende.save()
    vergangene.save()
    for name, felder in (
        ("Verein im Gebiet", {}),
        ("Welperaner Bund", {}),
        ("Freie Gruppe", {"beschreibung": "Wir treffen uns in Welper."}),
    ):
        f.akteur(name, **felder).stadtteile.add(stadtteil)
    f.akteur("Wandern Welper")
    f.akteur("Wieper")
    f.beitrag("Fest in Welper")
    assert suche(client, "Welper") == [
        "Welper",
        "Kommende in Welper",
        "Fest in Welper",
        "Wandern Welper",
        "Vergangene in Welper",
        "Welperaner Bund",
        "Freie Gruppe",
        "Verein im Gebiet",
    ]


def test_a_short_word_counts_in_names_as_a_long_one_does(client: Client) -> None:
    f.akteur("Bund", beschreibung="Mit der AWO.")
    f.akteur("Awohaus")
    f.akteur("Zur AWO")
    f.akteur("Nawodo")
    assert suche(client, "awo") == ["Zur AWO", "Awohaus", "Bund"]


def test_words_that_only_resemble_count_where_nothing_else_is_found(client: Client) -> None:
    f.akteur("Wieper")
    f.akteur("Wielper Kreis", beschreibung="Kegeln")
    f.akteur("Welpers Kegler")
    assert suche(client, "Wiepr") == ["Wieper"]
    assert suche(client, "Welper") == ["Welpers Kegler"]
    assert suche(client, "Wilper Kegeln") == ["Wielper Kreis"]
    # Names with fewer wrong letters come first.
    assert suche(client, "Wieperk") == ["Wieper", "Wielper Kreis"]
    assert suche(client, "Xieperk") == []


def test_phrases_and_exclusions(client: Client) -> None:
    f.akteur("Haus der Jugend")
    f.akteur("Jugend im Haus")
    f.akteur("Hausjugend")
    f.akteur("Jugend im Hof")
    assert suche(client, "Haus Jugend") == ["Haus der Jugend", "Jugend im Haus", "Hausjugend"]
    assert suche(client, '"Haus der Jugend"') == ["Haus der Jugend"]
    assert suche(client, "„der jugend“") == ["Haus der Jugend"]
    assert suche(client, "Haus Jugend -im") == ["Haus der Jugend", "Hausjugend"]
    assert suche(client, "Jugend -im") == ["Haus der Jugend", "Hausjugend"]
    assert suche(client, 'Jugend -"im Haus"') == ["Haus der Jugend", "Jugend im Hof", "Hausjugend"]
    assert suche(client, "-Jugend") == []


def test_a_stadtteil_by_all_its_names(client: Client) -> None:
    stadtteil = f.stadtteil(
        "Hattingen-Mitte", kuerzel="Mitte", andere_namen=["Stadtmitte"], zusatz="mit Altstadt"
    )
    f.ortsteil("Reschop", stadtteil)
    f.stadtteil("Welper")
    for name in ("Hattingen Mitte", "Stadtmitte", "Altstadt", "Reschop", "Rechop", "mitte"):
        assert suche(client, name) == ["Hattingen-Mitte"], name


def test_documents_by_their_own_words_and_by_those_around_them(client: Client) -> None:
    kommende, vergangene = konferenzen(welper())
    unterlage(kommende, "Tagesordnung", art="programm")
    unterlage(vergangene, "Ergebnisse", art="protokoll")
    beitrag = f.beitrag("Sommerfest")
    Anhang.objects.create(beitrag=beitrag, titel="Lageplan", datei="x.pdf")
    assert suche(client, "Tagesordnung") == ["Tagesordnung"]
    assert suche(client, "Protokoll Welper") == ["Ergebnisse"]
    assert suche(client, "Protokoll Frühjahr Welper") == []
    assert suche(client, "Sommerfest Lageplan") == ["Lageplan"]
    # A conference does not bring its documents along, nor a news post its.
    assert "Tagesordnung" not in suche(client, "Welper")
    assert suche(client, "Sommerfest") == ["Sommerfest"]


def test_a_venue_leads_to_the_conference_that_people_would_go_to(client: Client) -> None:
    stadtteil, hof = welper(), f.ort("Hof", raum="Saal")
    letzte = f.konferenz(
        stadtteil=stadtteil,
        runde=f.runde("Herbst 2025"),
        beginn=f.berlin(2025, 10, 6, 18),
        ort=hof,
        jetzt=f.JETZT - 200 * TAG,
    )
    funde = [("Hof, Saal", letzte.get_absolute_url())]
    assert links(client, "Hof Saal") == funde
    abgesagt = f.konferenz(beginn=f.berlin(2026, 1, 20, 17), ort=hof, status="abgesagt")
    assert dict(links(client, "Hof Saal"))["Hof, Saal"] == letzte.get_absolute_url()
    for tag in (28, 26):
        naechste = f.konferenz(beginn=f.berlin(2026, 1, tag, 17), ort=hof)
    assert dict(links(client, "Hof Saal"))["Hof, Saal"] == naechste.get_absolute_url()
    assert abgesagt.get_absolute_url() != naechste.get_absolute_url()


def links(client: Client, worte: str) -> list[tuple[str, str]]:
    """Give the venues among the hits with their addresses."""
    response = client.get("/suche/", {"q": worte, "bereich": "orte"})
    return [(t.fund.titel, t.fund.adresse) for t in response.context["treffer"]]


def test_only_the_rows_of_one_part_or_of_one_stadtteil(client: Client) -> None:
    stadtteil, anderer = welper(), f.stadtteil("Holthausen")
    konferenzen(stadtteil)
    f.konferenz(
        art=Art.VERANSTALTUNG, titel="Fest", stadtteil=anderer, beginn=f.berlin(2026, 3, 1, 11)
    )
    f.beitrag("Fest in Welper").stadtteile.add(stadtteil)
    f.akteur("Festverein").ortsteile.add(stadtteil.ortsteile.get())
    assert suche(client, "Fest") == ["Fest", "Fest in Welper", "Festverein"]
    assert suche(client, "Fest", bereich="kommende") == ["Fest"]
    assert suche(client, "Fest", bereich="vergangene") == []
    assert suche(client, "Fest", stadtteil="welper") == ["Fest in Welper", "Festverein"]
    assert suche(client, "Fest", stadtteil="welper", bereich="akteure") == ["Festverein"]
    assert suche(client, "Fest", stadtteil="holthausen") == ["Fest"]
    assert suche(client, "Welper", bereich="vergangene") == ["Stadtteilkonferenz Welper"]
    assert suche(client, "Mühlenhof", stadtteil="holthausen") == []
    # An unknown word narrows nothing.
    assert suche(client, "Fest", stadtteil="%00", bereich="x") == suche(client, "Fest")


def test_a_correction_is_found_at_once(client: Client) -> None:
    kommende, _ = konferenzen(welper())
    assert kommende.ort is not None
    kommende.ort.name = "Bürgertreff"
    kommende.ort.save()
    assert suche(client, "Welper Mühlenhof") == []
    assert suche(client, "Welper Bürgertreff") == ["Stadtteilkonferenz Welper"]


def test_an_undated_conference_by_what_is_known(client: Client) -> None:
    f.konferenz(stadtteil=welper())
    assert suche(client, "Frühjahr Welper") == ["Stadtteilkonferenz Welper"]


def test_the_text_of_a_news_post_is_found_without_its_markup(client: Client) -> None:
    f.beitrag("Bericht", text="<h2>Spielplatz</h2><p>Sand&nbsp;&amp; Wasser</p>")
    assert suche(client, "Spielplatz Sand") == ["Bericht"]
    for markup in ("nbsp", "amp", "h2"):
        assert suche(client, markup) == []


def test_who_is_there_for_citizens_is_found_by_name_function_and_stadtteil(client: Client) -> None:
    stadtteil = welper()
    ada = f.ansprechperson(name="Ada Lovelace", funktion="Quartiersentwicklung", stelle="Stadt")
    ada.stadtteile.add(stadtteil)
    f.ansprechperson(name="Ada Geheim", oeffentlich=False)
    f.ansprechperson(name="", funktion="Seniorenbüro", email="alt@example.org")
    titel = "Ada Lovelace, Quartiersentwicklung"
    [treffer] = client.get("/suche/", {"q": "Ada"}).context["treffer"]
    assert (treffer.fund.titel, treffer.fund.adresse) == (titel, "/kontakt/")
    for worte in ("Lovelace", "Lovelase", "quartiersentw", "Ada Welper", "Ada Stadt"):
        assert suche(client, worte) == [titel], worte
    assert suche(client, "Ada", stadtteil="welper", bereich="ansprechpersonen") == [titel]
    assert suche(client, "Senioren") == ["Seniorenbüro"]
    assert titel not in suche(client, "Welper")  # found by own words alone
    assert suche(client, "alt@example.org") == []
