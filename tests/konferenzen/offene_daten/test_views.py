"""Open data over HTTP: exactly what is public, narrowed as asked, and told once."""

import csv
import io
import json
import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import User
from django.http import HttpResponse
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from akteure.models import Kontakt
from konferenzen.fortschreibung import fortschreiben
from konferenzen.models import Art, Einladung, Status, Unterlage
from konferenzen.offene_daten.felder import FELDER
from tests import fabriken as f
from tests.konferenzen.abruf import MONTAG, TAG, aendern, holen
from tests.seite import hole

pytestmark = pytest.mark.django_db
JSON, CSV = "/daten/termine.json", "/daten/termine.csv"


@pytest.fixture(autouse=True)
def uhr() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(f.JETZT, tick=False) as reise:
        yield reise


def daten(suche: str = "") -> dict[str, Any]:
    antwort = holen(JSON + suche)
    assert (antwort.status_code, antwort["Content-Type"]) == (200, "application/json")
    inhalt: dict[str, Any] = json.loads(antwort.content)
    return inhalt


def titel(suche: str = "") -> list[str]:
    return [termin["titel"] for termin in daten(suche)["termine"]]


def tabelle(suche: str = "") -> list[dict[str, str]]:
    antwort = holen(CSV + suche)
    assert antwort.status_code == 200
    text = antwort.content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))


# --- What they hold ------------------------------------------------------------------------------


def test_all_that_is_public_in_the_order_of_dates_and_nothing_else() -> None:
    welper = f.stadtteil("Welper")
    f.konferenz(stadtteil=welper)
    f.konferenz(art=Art.THEMENKONFERENZ, titel="Abgesagt", beginn=MONTAG, status=Status.ABGESAGT)
    f.konferenz(art=Art.SPRECHSTUNDE, titel="Lange her", beginn=f.berlin(2019, 10, 8, 16))
    for status, felder in (
        (Status.ENTWURF, {}),
        (Status.OEFFENTLICH, {"veroeffentlichen_ab": f.JETZT + TAG}),
        (Status.ZURUECKGEZOGEN, {}),
    ):
        f.konferenz(art=Art.SPRECHSTUNDE, titel="Kanarie", beginn=MONTAG, status=status, **felder)
    zurueckgezogen = f.konferenz(art=Art.SPRECHSTUNDE, titel="Kanarie", beginn=MONTAG)
    aendern(zurueckgezogen, status=Status.ZURUECKGEZOGEN)

    erwartet = ["Lange her", "Abgesagt", "Stadtteilkonferenz Welper"]
    assert titel() == erwartet
    assert [zeile["titel"] for zeile in tabelle()] == erwartet
    assert [zeile["status"] for zeile in tabelle()] == ["geplant", "abgesagt", "angekuendigt"]
    assert daten()["anzahl"] == 3


def test_json_and_csv_have_the_same_columns_and_values() -> None:
    f.konferenz(stadtteil=f.stadtteil("Welper"), beginn=MONTAG, ort=f.ort())
    [termin], [zeile] = daten()["termine"], tabelle()

    assert list(termin) == list(zeile) == [feld.name for feld in FELDER]
    assert (termin["beispiel"], zeile["beispiel"]) == (False, "nein")
    texte = {name: wert for name, wert in termin.items() if isinstance(wert, str)}
    assert {name: zeile[name] for name in texte} == texte


def test_the_head_says_what_may_be_done_with_them() -> None:
    f.konferenz(beginn=MONTAG)
    inhalt = daten()
    del inhalt["termine"]

    assert inhalt == {
        "lizenz": {
            "kuerzel": "dl-de/by-2-0",
            "name": "Datenlizenz Deutschland – Namensnennung – Version 2.0",
            "adresse": "https://www.govdata.de/dl-de/by-2-0",
        },
        "herausgeber": "Stadt Hattingen",
        "quelle": "http://127.0.0.1:8000/daten/",
        "quellenvermerk": "Stadt Hattingen, Quartiersportal, dl-de/by-2-0 "
        "(https://www.govdata.de/dl-de/by-2-0), http://127.0.0.1:8000/daten/",
        "stand": "2026-01-14T10:00:00+01:00",
        "auswahl": {},
        "anzahl": 1,
    }


def test_what_is_private_is_nowhere() -> None:
    akteur = f.akteur("Kanarie Verein", art="person")
    Kontakt.objects.create(akteur=akteur, telefon="0999 Kanarie", email="kanarie@example.org")
    konferenz = f.konferenz(beginn=MONTAG, ort=f.ort())
    Einladung.objects.create(konferenz=konferenz, akteur=akteur, notiz="Kanarie")
    Unterlage.objects.create(konferenz=konferenz, titel="Kanarie", datei="kanarie.pdf")
    konferenz.beschreibung = "Neu"
    fortschreiben(konferenz, durch=User.objects.create_user("kanarie", first_name="Kanarie"))

    assert len(titel()) == 1
    for adresse in (JSON, CSV):
        assert b"kanarie" not in holen(adresse).content.lower()


def test_a_withdrawn_one_vanishes_and_the_state_tells_of_it(
    uhr: time_machine.Traveller,
) -> None:
    konferenz = f.konferenz(beginn=MONTAG)
    vorher = holen(JSON)
    uhr.shift(timedelta(hours=1))
    aendern(konferenz, status=Status.ZURUECKGEZOGEN)

    assert (daten()["termine"], tabelle()) == ([], [])
    assert daten()["stand"] == "2026-01-14T11:00:00+01:00"
    nachher = holen(JSON, **{"if-modified-since": vorher["Last-Modified"]})
    assert nachher.status_code == 200


# --- Narrowing ------------------------------------------------------------------------------------


@pytest.fixture
def bestand() -> None:
    welper = f.stadtteil("Welper", slug="welper", fruehere_slugs=["altwelper"])
    baak = f.stadtteil("Winz-Baak")
    f.konferenz(stadtteil=welper, titel="A", beginn=MONTAG)
    f.konferenz(stadtteil=baak, titel="B", beginn=MONTAG + TAG, status=Status.ABGESAGT)
    nacht = f.berlin(2026, 2, 1, 22)
    f.konferenz(art=Art.THEMENKONFERENZ, titel="C", beginn=nacht, ende=nacht + TAG / 4)
    herbst = f.runde("Herbst 2026", beginn=date(2026, 8, 1), ende=date(2026, 12, 31))
    f.konferenz(stadtteil=welper, titel="D", runde=herbst)
    geheim = f.runde("Geheim")
    f.konferenz(stadtteil=welper, titel="E", runde=geheim, status=Status.ENTWURF)


@pytest.mark.usefixtures("bestand")
@pytest.mark.parametrize(
    ("suche", "erwartet"),
    [
        ("", ["A", "B", "C", "D"]),
        ("?stadtteil=&art=&runde=&status=&von=&bis=", ["A", "B", "C", "D"]),
        ("?stadtteil=welper", ["A", "D"]),
        ("?stadtteil=altwelper", ["A", "D"]),
        ("?art=themenkonferenz", ["C"]),
        ("?runde=fruehjahr-2026", ["A", "B"]),
        ("?runde=herbst-2026&stadtteil=winz-baak", []),
        ("?status=geplant", ["A", "C"]),
        ("?status=angekuendigt", ["D"]),
        ("?status=abgesagt", ["B"]),
        ("?von=2026-01-27", ["B", "C"]),
        ("?bis=2026-01-26", ["A"]),
        ("?von=2026-01-26&bis=2026-01-26", ["A"]),
        ("?von=2026-02-01&bis=2026-02-01", ["C"]),
        ("?von=2026-02-02&bis=2026-02-02", ["C"]),
        ("?von=2026-02-03", []),
        ("?von=1900-01-01&bis=2999-12-31", ["A", "B", "C"]),
    ],
)
def test_narrowed_to_exactly_what_was_asked_for(suche: str, erwartet: list[str]) -> None:
    assert titel(suche) == erwartet
    assert [zeile["titel"] for zeile in tabelle(suche)] == erwartet


@pytest.mark.usefixtures("bestand")
def test_the_answer_names_what_it_was_narrowed_by() -> None:
    auswahl = daten("?stadtteil=altwelper&von=2026-01-01&art=")["auswahl"]
    assert auswahl == {"stadtteil": "welper", "von": "2026-01-01"}


@pytest.mark.usefixtures("bestand")
@pytest.mark.parametrize(
    ("suche", "status", "parameter"),
    [
        ("?stadtteil=atlantis", 404, ["stadtteil"]),
        ("?stadtteil=%00", 404, ["stadtteil"]),
        ("?art=unsinn&stadtteil=welper", 404, ["art"]),
        ("?runde=geheim", 404, ["runde"]),
        ("?status=entwurf", 400, ["status"]),
        ("?von=gestern", 400, ["von"]),
        ("?von=26.01.2026", 400, ["von"]),
        ("?bis=2026-02-30", 400, ["bis"]),
        ("?bis=9999-12-31", 400, ["bis"]),
        ("?von=0001-01-01", 400, ["von"]),
        ("?von=2026-02-01&bis=2026-01-01", 400, ["bis"]),
        ("?von=%00", 400, ["von"]),
        ("?stadteil=welper", 400, ["stadteil"]),
        ("?stadtteil=welper&stadtteil=winz-baak", 400, ["stadtteil"]),
        ("?stadtteil=atlantis&von=x&y=1", 400, ["y", "stadtteil", "von"]),
    ],
)
def test_what_cannot_be_asked_for_is_no_list_of_everything(
    suche: str, status: int, parameter: list[str]
) -> None:
    antwort, text = holen(JSON + suche), holen(CSV + suche)

    assert (antwort.status_code, text.status_code) == (status, status)
    assert antwort["Content-Type"] == "application/problem+json"
    assert text["Content-Type"] == "text/plain; charset=utf-8"
    problem = json.loads(antwort.content)
    assert (problem["status"], [p["parameter"] for p in problem["parameter"]]) == (
        status,
        parameter,
    )
    assert [zeile.split(":")[0] for zeile in text.text.splitlines()] == parameter
    for gleich in (antwort, text):
        assert gleich["Access-Control-Allow-Origin"] == "*"
        assert not gleich.has_header("ETag")


@pytest.mark.usefixtures("bestand")
def test_the_problem_says_what_is_possible() -> None:
    [problem] = json.loads(holen(f"{JSON}?runde=unsinn").content)["parameter"]

    assert sorted(problem.pop("erlaubt")) == ["fruehjahr-2026", "herbst-2026"]
    assert problem == {"parameter": "runde", "meldung": "Diesen Wert gibt es hier nicht."}
    assert holen(f"{CSV}?art=x").text == (
        "art: Diesen Wert gibt es hier nicht. Möglich: stadtteilkonferenz, themenkonferenz, "
        "quartiersbesuch, sprechstunde, veranstaltung.\n"
    )


# --- HTTP -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("adresse", "ablage"),
    [
        (JSON, 'inline; filename="termine-hattingen.json"'),
        (CSV, 'attachment; filename="termine-hattingen.csv"'),
    ],
)
def test_for_anybody_and_any_script(adresse: str, ablage: str) -> None:
    f.konferenz(beginn=MONTAG)
    antwort, kopf = holen(adresse, accept="image/png"), Client().head(adresse)

    assert (antwort.status_code, kopf.status_code, kopf.content) == (200, 200, b"")
    assert antwort.headers == kopf.headers
    assert antwort["Content-Disposition"] == ablage
    assert antwort["Access-Control-Allow-Origin"] == "*"
    assert antwort["X-Content-Type-Options"] == "nosniff"
    assert not antwort.cookies
    for verb in ("post", "put", "delete", "options"):
        assert getattr(Client(), verb)(adresse).status_code == 405


@pytest.mark.parametrize("adresse", [JSON, CSV, f"{JSON}?status=geplant", f"{CSV}?bis=2026-12-31"])
def test_a_second_fetch_is_the_same_and_a_304(adresse: str, uhr: time_machine.Traveller) -> None:
    f.konferenz(beginn=MONTAG)
    erste = holen(adresse)

    uhr.shift(200 * TAG)

    assert holen(adresse).content == erste.content
    gleich: HttpResponse = holen(adresse, **{"if-none-match": erste["ETag"]})
    assert (gleich.status_code, gleich.content) == (304, b"")
    assert holen(adresse, **{"if-none-match": '"alt"'}).status_code == 200


@pytest.mark.parametrize(
    ("adresse", "abfragen"),
    [(JSON, 4), (CSV, 3), (f"{CSV}?stadtteil=welper&status=geplant&von=2020-01-01", 4)],
)
def test_thirty_rows_need_no_more_queries_than_one(
    adresse: str, abfragen: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    welper = f.stadtteil("Welper")

    def eine_mehr(nummer: int) -> None:
        konferenz = f.konferenz(
            stadtteil=welper,
            runde=f.runde(f"Runde {nummer}"),
            beginn=MONTAG + nummer * TAG,
            ort=f.ort(str(nummer)),
        )
        konferenz.ortsteile.add(f.ortsteil(f"Ortsteil {nummer}"))

    eine_mehr(0)
    with django_assert_num_queries(abfragen):
        assert holen(adresse).content.count(b"@") == 1
    for nummer in range(1, 30):
        eine_mehr(nummer)
    with django_assert_num_queries(abfragen):
        assert holen(adresse).content.count(b"@") == 30


# --- The page -------------------------------------------------------------------------------------


def test_the_page_documents_every_column_with_its_words(client: Client) -> None:
    f.stadtteil("Welper")
    seite = hole(client, "/daten/")

    zeilen = [zeile for gruppe in seite.tabellen() for zeile in gruppe]
    assert [zeile[0] for zeile in zeilen] == [feld.name for feld in FELDER]
    assert [zeile[3] for zeile in zeilen] == [feld.beispiel for feld in FELDER]
    status = next(zeile for zeile in zeilen if zeile[0] == "status")
    assert "abgesagt: Der Termin fällt aus." in status[2]


def test_the_page_links_to_what_it_speaks_of(client: Client) -> None:
    f.stadtteil("Welper")
    seite = hole(client, "/daten/")

    assert "https://www.govdata.de/dl-de/by-2-0" in seite.adressen()
    eigene = [a for a in seite.adressen() if a.startswith(("/daten/", "/kalender/", "/einbetten/"))]
    assert {CSV, JSON, "/kalender/alle.ics", "/kalender/stadtteil/welper.ics"} <= set(eigene)
    [baustein] = [code for code in seite.texte("code") if code.startswith("<iframe")]
    eigene += re.findall(r'src="http://127.0.0.1:8000([^"]*)"', baustein)
    assert eigene[-1] == "/einbetten/termine/?stadtteil=welper"
    for adresse in eigene:
        assert client.get(adresse).status_code == 200


def test_the_form_of_the_page_asks_for_what_the_data_know(client: Client) -> None:
    f.konferenz(stadtteil=f.stadtteil("Welper"), beginn=MONTAG)
    seite = hole(client, "/daten/")
    felder = [e.attrs["name"] for e in seite.elemente if e.tag in {"select", "input"}]

    assert felder == ["stadtteil", "art", "runde", "status", "von", "bis"]
    assert holen(f"{CSV}?{'=&'.join(felder)}=").status_code == 200


@pytest.mark.parametrize("anzahl", [1, 30])
def test_the_page_costs_the_same_with_one_row_and_with_thirty(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, anzahl: int
) -> None:
    for nummer in range(anzahl):
        f.konferenz(runde=f.runde(f"Runde {nummer}"), beginn=MONTAG + nummer * TAG)
    with django_assert_num_queries(5):  # the choice of rounds asks twice when printed
        client.get("/daten/")
