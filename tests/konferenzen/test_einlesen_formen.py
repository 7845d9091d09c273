"""The other forms of a list, on an empty database and beside the data of a first start."""

from datetime import date

import pytest
from django.utils import timezone

from hattingen_portal.beispieldaten import beispieldaten_anlegen
from hattingen_portal.grunddaten import grunddaten_anlegen
from konferenzen.einlesen import einlesen
from konferenzen.einlesen.bericht import Bericht
from konferenzen.models import Veranstaltungsort
from tests import fabriken as f

from .test_einlesen import DATEN

pytestmark = pytest.mark.django_db

RUNDE = "Frühjahr 2027"
SAAL = "Meditationszentrum, Großer Saal, 1. Obergeschoss, Sankt-Joseph-Straße 2, 45527 Hattingen"
ALZHEIMER = "Alzheimer Gesellschaft Hattingen und Sprockhövel e.V., Oststraße 1, 45525 Hattingen"
WELPER = ("Welper", "2027-02-01T17:00+01:00", "2027-02-01T19:00+01:00")
MITTE = ("Hattingen-Mitte", "2027-02-11T17:00+01:00", "2027-02-11T19:00+01:00")
EOBS = ("EOBS", "2027-02-16T17:00+01:00", "2027-02-16T19:00+01:00")
BLANKENSTEIN = ("Blankenstein", None, None)


@pytest.fixture
def _leer() -> None:
    grunddaten_anlegen()


@pytest.fixture
def _nach_dem_ersten_start() -> None:
    grunddaten_anlegen()
    beispieldaten_anlegen(date(2026, 11, 20))


def lesen(name: str) -> Bericht:
    return einlesen((DATEN / name).read_bytes(), runde=RUNDE)


def kurz(bericht: Bericht) -> list[tuple[object, ...]]:
    return [
        (
            e.stadtteil,
            e.beginn and timezone.localtime(e.beginn).isoformat(timespec="minutes"),
            e.ende and timezone.localtime(e.ende).isoformat(timespec="minutes"),
            e.ort and e.ort.anschrift,
            str(e.befund),
        )
        for e in bericht.ergebnisse
    ]


@pytest.mark.usefixtures("_leer")
@pytest.mark.parametrize(
    ("name", "erwartet"),
    [
        (
            "04-html.html",
            [(*WELPER, "Meditationszentrum, Sankt-Joseph-Straße 2, 45527 Hattingen", "neu")],
        ),
        (
            "05-zeilen.txt",
            [
                (*MITTE, "Alzheimer Gesellschaft, Oststraße 1", "neu"),
                (*WELPER, "Meditationszentrum, Sankt-Joseph-Str. 2", "neu"),
                (*BLANKENSTEIN, None, "neu"),
            ],
        ),
        (
            "06-fliesstext.txt",
            [
                (*WELPER, "Meditationszentrum, Sankt-Joseph-Straße 2", "neu"),
                (*EOBS, "Bürgertreff", "neu"),
            ],
        ),
    ],
)
def test_in_ein_leeres_portal(name: str, erwartet: list[tuple[object, ...]]) -> None:
    bericht = lesen(name)
    assert (bericht.gespeichert, kurz(bericht)) == (True, erwartet)


@pytest.mark.usefixtures("_nach_dem_ersten_start")
@pytest.mark.parametrize(
    ("name", "erwartet", "neue_orte"),
    [
        ("04-html.html", [(*WELPER, SAAL, "neu")], 0),
        (
            "05-zeilen.txt",
            [(*MITTE, ALZHEIMER, "neu"), (*WELPER, SAAL, "neu"), (*BLANKENSTEIN, None, "neu")],
            0,
        ),
        ("06-fliesstext.txt", [(*WELPER, SAAL, "neu"), (*EOBS, "Bürgertreff", "neu")], 1),
    ],
)
def test_neben_bekannten_orten(
    name: str, erwartet: list[tuple[object, ...]], neue_orte: int
) -> None:
    vorher = Veranstaltungsort.objects.count()
    bericht = lesen(name)
    assert (bericht.gespeichert, kurz(bericht)) == (True, erwartet)
    assert Veranstaltungsort.objects.count() == vorher + neue_orte


@pytest.mark.usefixtures("_nach_dem_ersten_start")
@pytest.mark.parametrize("name", ["04-html.html", "05-zeilen.txt", "06-fliesstext.txt"])
def test_noch_einmal_gelesen_aendert_sich_nichts(name: str) -> None:
    lesen(name)
    assert {befund for *_, befund in kurz(lesen(name))} == {"unveraendert"}


@pytest.mark.usefixtures("_nach_dem_ersten_start")
def test_was_die_liste_verkuerzt_wird_gesagt() -> None:
    bericht = lesen("05-zeilen.txt")
    uhrzeit = "Uhrzeit aus „Beginn ist jeweils um 17 Uhr, Ende gegen 19 Uhr“."
    assert [[m.text for m in ergebnis.meldungen] for ergebnis in bericht.ergebnisse] == [
        [
            uhrzeit,
            "„11. februar“: ohne Jahr; gelesen als 2027.",
            "Das Ende ist nur ungefähr angegeben.",
            f"Als Ort gilt der bekannte Ort „{ALZHEIMER}“.",
        ],
        [
            uhrzeit,
            "„1. Feb.“: ohne Jahr; gelesen als 2027.",
            "Das Ende ist nur ungefähr angegeben.",
            f"Die Liste nennt keinen Raum. Als Ort gilt der bekannte Ort „{SAAL}“.",
        ],
        [],
    ]


@pytest.mark.usefixtures("_nach_dem_ersten_start")
def test_bei_mehreren_raeumen_entscheidet_ein_mensch() -> None:
    f.ort("Meditationszentrum", raum="Kleiner Saal")
    bericht = lesen("04-html.html")
    assert kurz(bericht) == [("Welper", None, None, None, "fehler")]
    assert [m.text for m in bericht.ergebnisse[0].meldungen] == [
        (
            "Der Ort „Meditationszentrum, Sankt-Joseph-Straße 2, 45527 Hattingen“ ist nicht "
            f"eindeutig; bekannt sind „{SAAL}“ und „Meditationszentrum, Kleiner Saal, "
            "Sankt-Joseph-Straße 2, 45527 Hattingen“. Bitte den Raum in der Liste nennen."
        )
    ]
    assert not bericht.gespeichert


@pytest.mark.usefixtures("_nach_dem_ersten_start")
def test_ein_bekannter_ort_ohne_raum_ist_der_gemeinte() -> None:
    ohne_raum = f.ort("Meditationszentrum")
    (ergebnis,) = lesen("04-html.html").ergebnisse
    assert (ergebnis.ort, ergebnis.meldungen) == (ohne_raum, ())


@pytest.mark.usefixtures("_nach_dem_ersten_start")
@pytest.mark.parametrize(
    "ort",
    [
        "Meditationszentrum",
        "Meditationszentrum, Sankt-Joseph-Straße",
        "Treffpunkt, Sankt-Joseph-Straße 2",
        "Meditationszentrum, Sankt-Joseph-Straße 2, 45525 Hattingen",
        "Meditationszentrum, Sankt-Joseph-Straße 2, Kleiner Saal",
        "Meditationszentrum Welper, Sankt-Joseph-Straße 2",
    ],
)
def test_was_anders_ist_bleibt_eine_frage(ort: str) -> None:
    text = f"Welper: Mo., 1. Februar 2027, 17–19 Uhr ({ort})"
    (ergebnis,) = einlesen(text, runde=RUNDE).ergebnisse
    assert str(ergebnis.befund) == "fehler"
    assert "ähnelt dem bekannten Ort" in ergebnis.meldungen[-1].text
