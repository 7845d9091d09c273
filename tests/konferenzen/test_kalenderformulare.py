"""Links into other calendars: right times, readable text, nothing that is not public."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from pytest_django import Settings

from konferenzen.kalender import BEISPIEL, ENDE_ANGENOMMEN
from konferenzen.kalenderformulare import kalenderformulare
from konferenzen.models import Form, Runde
from tests.fabriken import berlin
from tests.konferenzen.ungespeichert import HAUS, WINTER, konferenz

SEITE = "Alles zu diesem Termin: https://quartiere.example.org/termine/welper/"


@pytest.fixture(autouse=True)
def adresse(settings: Settings) -> None:
    settings.PORTAL_BASIS_URL = "https://quartiere.example.org"


def test_google_gets_title_times_in_utc_place_and_address() -> None:
    [google, *_] = kalenderformulare(konferenz(beginn=WINTER, ort=HAUS))
    assert google.name == "Google Kalender"
    assert google.adresse == (
        "https://calendar.google.com/calendar/render?action=TEMPLATE"
        "&text=Welper%3A%20Stadtteilkonferenz&dates=20260126T160000Z%2F20260126T180000Z"
        "&location=Haus%2C%20Stra%C3%9Fe%202%2C%2045527%20Hattingen"
        "&details=Alles%20zu%20diesem%20Termin%3A%20https%3A%2F%2Fquartiere.example.org"
        "%2Ftermine%2Fwelper%2F"
    )


def test_outlook_gets_the_same_at_home_and_at_work() -> None:
    _, privat, arbeit = kalenderformulare(konferenz(beginn=berlin(2026, 7, 1, 17), ort=HAUS))
    assert [urlsplit(formular.adresse)[:3] for formular in (privat, arbeit)] == [
        ("https", "outlook.live.com", "/calendar/0/deeplink/compose"),
        ("https", "outlook.office.com", "/calendar/0/deeplink/compose"),
    ]
    angaben = urlsplit(privat.adresse).query
    assert angaben == urlsplit(arbeit.adresse).query
    assert "+" not in angaben
    assert parse_qs(angaben) == {
        "path": ["/calendar/action/compose"],
        "rru": ["addevent"],
        "subject": ["Welper: Stadtteilkonferenz"],
        "startdt": ["2026-07-01T15:00:00Z"],
        "enddt": ["2026-07-01T17:00:00Z"],
        "location": ["Haus, Straße 2, 45527 Hattingen"],
        "body": [SEITE],
    }


def test_what_is_assumed_or_an_example_says_so_and_a_place_only_where_there_is_one() -> None:
    angenommen = konferenz(
        beginn=WINTER,
        ende_geschaetzt=True,
        titel="Rat & Tat + mehr",
        form=Form.ONLINE,
        runde=Runde(name="Probe", beispiel=True),
    )
    ohne_ort = konferenz(beginn=WINTER)
    felder = [
        parse_qs(urlsplit(kalenderformulare(k)[0].adresse).query) for k in (angenommen, ohne_ort)
    ]
    assert [(f["text"], f.get("location"), f["details"]) for f in felder] == [
        (
            ["Beispiel: Welper: Rat & Tat + mehr"],
            ["online"],
            [f"{BEISPIEL}\n\n{ENDE_ANGENOMMEN}\n\n{SEITE}"],
        ),
        (["Welper: Stadtteilkonferenz"], None, [SEITE]),
    ]


def test_what_has_no_date_has_no_form() -> None:
    with pytest.raises(ValueError, match="hat keinen Termin"):
        kalenderformulare(konferenz())


def test_the_hour_that_the_clocks_show_twice_stays_the_right_one() -> None:
    doppelt = berlin(2026, 10, 25, 2, 30).replace(fold=1)
    [google, *_] = kalenderformulare(konferenz(beginn=doppelt, ende=doppelt + timedelta(hours=2)))
    assert "dates=20261025T013000Z%2F" in google.adresse
