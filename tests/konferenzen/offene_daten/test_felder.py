"""The columns of the open data: what each holds, and that their documentation is true."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from pytest_django import Settings

from konferenzen.fortschreibung import fortschreiben
from konferenzen.models import Form, Konferenz, Status
from konferenzen.offene_daten.felder import FELDER, datensatz
from konferenzen.offene_daten.formate import zelle
from konferenzen.offene_daten.status import Datenstatus, datenstatus
from konferenzen.offene_daten.typen import Typ
from tests import fabriken as f
from tests.konferenzen.abruf import MONTAG, TAG, aendern

pytestmark = pytest.mark.django_db


def wie_dokumentiert() -> Konferenz:
    """Save the conference that the examples of the documentation speak of."""
    konferenz = f.konferenz(
        stadtteil=f.stadtteil("Welper"),
        beginn=MONTAG,
        beschreibung="Verkehr und Spielplätze",
        statusgrund="Der Saal ist gesperrt.",
        form=Form.VOR_ORT,
        online_link="https://example.org/konferenz",
        ort=f.ort(
            raum="Großer Saal, 1. Obergeschoss",
            breite=Decimal("51.399000"),
            laenge=Decimal("7.186000"),
            stufenlos="ja",
            rollstuhl_wc="ja",
            induktionsschleife="nein",
            zugang_hinweis="Der stufenlose Eingang ist im Hof.",
            oepnv="Bus 141, Haltestelle Rathaus",
        ),
        anmeldung_kontakt="Quartiersentwicklung",
        anmeldung_bis=date(2026, 1, 20),
        anmeldung_hinweis="Bitte sagen Sie, ob Sie etwas brauchen.",
        uid="7f9c2ba4-e88f-427d-bb44-9d8d40a1d2c3@quartiere.example.org",
    )
    konferenz.ortsteile.set([f.ortsteil("Winz-Baak"), f.ortsteil("Rauendahl")])
    # What the examples show beside each other can never be true of one conference.
    Konferenz.objects.update(
        bisheriger_beginn=MONTAG - 7 * TAG,
        bisheriger_ort="Energiebüro, Rauendahlstraße 1, 45529 Hattingen",
    )
    konferenz.refresh_from_db()
    return konferenz


def mit_allem() -> dict[str, Any]:
    """Give every column filled: what goes without a date comes from one that has none."""
    ohne_termin = f.konferenz(datum_hinweis="im September")
    nur_ohne_termin = {"ungefaehr": datensatz(ohne_termin)["ungefaehr"]}
    return datensatz(wie_dokumentiert()) | nur_ohne_termin


def test_every_example_of_the_documentation_is_what_the_data_hold(settings: Settings) -> None:
    settings.PORTAL_BASIS_URL = "https://quartiere.example.org"

    zeile = mit_allem()

    erwartet = {feld.name: feld.beispiel for feld in FELDER}
    erwartet |= {"status": "verlegt", "ortsteile": zelle(zeile["ortsteile"])}
    assert {name: zelle(wert) for name, wert in zeile.items()} == erwartet
    assert sorted(zelle(zeile["ortsteile"]).split(", ")) == ["Rauendahl", "Winz-Baak"]


def test_what_is_not_known_is_none() -> None:
    konferenz = f.konferenz(art="themenkonferenz", titel="Armut")

    leer = {feld.name for feld in FELDER} - {
        *("uid", "adresse", "art", "titel", "ortsteile", "beispiel", "status", "form"),
        *("ende_angenommen", "sequenz", "geaendert_am", "lizenz"),
    }
    zeile = datensatz(konferenz)
    assert {name for name, wert in zeile.items() if wert is None} == leer
    assert zeile["ortsteile"] == []


def test_an_approximate_date_stands_only_where_there_is_no_other() -> None:
    konferenz = f.konferenz(datum_hinweis="im September")
    assert datensatz(konferenz)["ungefaehr"] == "im September"

    aendern(konferenz, beginn=MONTAG, ende=MONTAG + TAG / 12)
    assert datensatz(konferenz)["ungefaehr"] is None


def test_types_are_what_the_documentation_says(settings: Settings) -> None:
    python = {Typ.JA_NEIN: bool, Typ.LISTE: list}
    zeile = datensatz(wie_dokumentiert()) | {"ungefaehr": "im September"}
    for feld in FELDER:
        erwartet = (int, float) if feld.typ == Typ.ZAHL else python.get(feld.typ, str)
        assert isinstance(zeile[feld.name], erwartet), feld.name
        if feld.worte:
            assert zeile[feld.name] in feld.worte, feld.name


@pytest.mark.parametrize(
    ("felder", "erwartet"),
    [
        ({}, Datenstatus.ANGEKUENDIGT),
        ({"beginn": MONTAG}, Datenstatus.GEPLANT),
        ({"beginn": MONTAG, "status": Status.ABGESAGT}, Datenstatus.ABGESAGT),
        ({"status": Status.VERSCHOBEN}, Datenstatus.VERSCHOBEN),
    ],
)
def test_the_word_for_where_it_stands(felder: dict[str, Any], erwartet: Datenstatus) -> None:
    assert datenstatus(f.konferenz(**felder)) == erwartet


def test_the_word_follows_the_life_of_a_date() -> None:
    konferenz = f.konferenz()
    schritte: list[tuple[dict[str, Any], Datenstatus, Any]] = [
        ({"beginn": MONTAG, "ende": MONTAG + TAG / 12}, Datenstatus.GEPLANT, None),
        ({"beginn": MONTAG + TAG, "ende": MONTAG + TAG * 1.1}, Datenstatus.VERLEGT, MONTAG),
        ({"beginn": None, "ende": None}, Datenstatus.VERSCHOBEN, MONTAG + TAG),
    ]
    for felder, erwartet, bisher in schritte:
        aendern(konferenz, **felder)
        assert datenstatus(konferenz) == erwartet
        assert konferenz.bisheriger_beginn == bisher


def test_control_characters_are_left_out_and_everything_else_stays() -> None:
    text = "Erste;\r\nzweite\x07 🏡 \u202bעברית\u202c \\n"
    konferenz = f.konferenz(beschreibung=text)

    assert datensatz(konferenz)["beschreibung"] == "Erste;\nzweite 🏡 \u202bעברית\u202c \\n"


def test_times_carry_the_offset_of_their_day_and_no_fractions() -> None:
    konferenz = f.konferenz(beginn=f.berlin(2026, 7, 1, 17))
    fortschreiben(konferenz, jetzt=f.JETZT.replace(microsecond=1))

    assert datensatz(konferenz)["beginn"] == "2026-07-01T17:00:00+02:00"
    assert datensatz(konferenz)["geaendert_am"] == "2026-01-14T10:00:00+01:00"


def test_an_approximate_date_stands_only_where_there_is_no_exact_one() -> None:
    konferenz = f.konferenz(datum_hinweis="im September")
    assert datensatz(konferenz)["ungefaehr"] == "im September"

    konferenz.beginn = MONTAG
    assert datensatz(konferenz)["ungefaehr"] is None
