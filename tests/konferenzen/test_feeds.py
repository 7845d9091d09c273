"""The feeds: who is in which, the life of a date, and what never shows."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from icalendar import Calendar
from pytest_django import Settings

from konferenzen.berichtigung import berichtigen
from konferenzen.models import Art, Status
from tests import fabriken as f
from tests.konferenzen.abruf import (
    ALLE,
    MONTAG,
    TAG,
    THEMEN,
    WELPER,
    aendern,
    ereignisse,
    fakten,
    holen,
    kalender,
    titel,
)
from tests.konferenzen.kalender_leser import mit_ical_js

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def uhr() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(f.JETZT, tick=False) as reise:
        yield reise


# --- Who is in which feed ----------------------------------------------------------------------


def test_each_feed_carries_its_own_in_order_and_nothing_that_is_not_public() -> None:
    welper, baak = f.stadtteil("Welper"), f.stadtteil("Winz-Baak")
    f.konferenz(stadtteil=baak, beginn=MONTAG + TAG)
    f.konferenz(stadtteil=welper, beginn=MONTAG)
    thema = {"art": Art.THEMENKONFERENZ}
    f.konferenz(**thema, titel="Armut", beginn=MONTAG + 2 * TAG)
    f.konferenz(**thema, titel="Wohnen", beginn=MONTAG + 3 * TAG, stadtteil=welper)
    f.konferenz(**thema, titel="Vor einem Jahr", beginn=f.JETZT - 364 * TAG, stadtteil=welper)
    f.konferenz(**thema, titel="Zu alt", beginn=f.JETZT - 366 * TAG, stadtteil=welper)
    f.konferenz(**thema, titel="Entwurf", beginn=MONTAG, stadtteil=welper, status=Status.ENTWURF)
    f.konferenz(
        **thema, titel="Morgen", beginn=MONTAG, stadtteil=welper, veroeffentlichen_ab=f.JETZT + TAG
    )
    f.konferenz(**thema, titel="Nie", beginn=MONTAG, stadtteil=welper, status=Status.ZURUECKGEZOGEN)
    f.konferenz(**thema, titel="Undatiert", stadtteil=welper)

    assert titel(ALLE) == [
        "Welper: Vor einem Jahr",
        "Welper: Stadtteilkonferenz",
        "Winz-Baak: Stadtteilkonferenz",
        "Armut",
        "Welper: Wohnen",
    ]
    assert titel(WELPER) == [
        "Welper: Vor einem Jahr",
        "Welper: Stadtteilkonferenz",
        "Welper: Wohnen",
    ]
    assert titel(THEMEN) == ["Welper: Vor einem Jahr", "Armut", "Welper: Wohnen"]
    assert titel("/kalender/art/sprechstunde.ics") == []


def test_a_feed_says_what_it_is_and_names_the_undated(settings: Settings) -> None:
    settings.PORTAL_BASIS_URL = "https://quartiere.example.org"
    welper, baak = f.stadtteil("Welper", ton="rot"), f.stadtteil("Winz-Baak")
    f.konferenz(stadtteil=welper, datum_hinweis="im Mai")
    f.konferenz(stadtteil=baak)
    felder = {"art": Art.SPRECHSTUNDE, "stadtteil": welper}
    f.konferenz(**felder, titel="Entwurf", status=Status.ENTWURF)
    f.konferenz(**felder, titel="Abgesagt", status=Status.ABGESAGT)
    f.konferenz(**felder, titel="Verschoben", status=Status.VERSCHOBEN)
    f.konferenz(**felder, titel="Vorbei", runde=f.runde("Herbst 2025", **saison(2025)))

    gelesen = kalender(WELPER)

    assert {name: str(gelesen[name]) for name in ("NAME", "COLOR", "SOURCE", "URL")} == {
        "NAME": "Welper: Termine",
        "COLOR": "darkred",
        "SOURCE": "https://quartiere.example.org/kalender/stadtteil/welper.ics",
        "URL": "https://quartiere.example.org/stadtteile/welper/",
    }
    assert str(gelesen["DESCRIPTION"]) == (
        "Stadtteilkonferenzen und weitere Termine im Stadtteil Welper.\n\n"
        "Termin wird noch bekanntgegeben:\n"
        "Welper: Stadtteilkonferenz (im Mai)\n"
        "Welper: Verschoben"
    )
    assert gelesen.walk("VEVENT") == []


def saison(jahr: int) -> dict[str, Any]:
    return {"beginn": f.berlin(jahr, 8, 1).date(), "ende": f.berlin(jahr, 12, 31).date()}


def test_private_things_are_in_no_feed() -> None:
    geheim = "GEHEIM"
    welper = f.stadtteil("Welper")
    konferenz = f.konferenz(stadtteil=welper, beginn=MONTAG, ort=f.ort())
    akteur = f.akteur(f"{geheim}-Akteur")
    konferenz.einladungen.create(akteur=akteur, notiz=f"{geheim}-Notiz")
    konferenz.unterlagen.create(titel=f"{geheim}-Unterlage", datei="x.pdf")
    f.ansprechperson(name=f"{geheim}-Person", oeffentlich=False, stelle=geheim)
    f.konferenz(titel=f"{geheim}-Entwurf", beginn=MONTAG, status=Status.ENTWURF)
    f.konferenz(titel=f"{geheim}-ohne-Datum", veroeffentlichen_ab=f.JETZT + TAG)
    termin = f"/termine/{konferenz.slug}/termin.ics"

    for adresse in (ALLE, WELPER, "/kalender/art/stadtteilkonferenz.ics", termin):
        assert "Welper: Stadtteilkonferenz" in titel(adresse)
        assert geheim not in holen(adresse).content.decode()


# --- The life of a date ------------------------------------------------------------------------


def test_a_changed_date_keeps_its_uid_and_has_a_higher_sequence_in_the_next_fetch(
    uhr: time_machine.Traveller,
) -> None:
    konferenz = f.konferenz(beginn=MONTAG)
    assert fakten() == [(konferenz.uid, 1, "CONFIRMED", MONTAG)]

    uhr.shift(TAG)
    aendern(konferenz, beginn=MONTAG + 7 * TAG, ende=MONTAG + 7 * TAG + timedelta(hours=2))

    assert fakten() == [(konferenz.uid, 2, "CONFIRMED", MONTAG + 7 * TAG)]
    (ereignis,) = ereignisse()
    assert ereignis["DTSTAMP"].dt == ereignis["LAST-MODIFIED"].dt == f.JETZT + TAG


def test_a_corrected_venue_is_a_new_sequence() -> None:
    haus = f.ort("Haus")
    konferenz = f.konferenz(beginn=MONTAG, ort=haus)

    haus.hausnummer = "4"
    berichtigen(haus)

    assert fakten() == [(konferenz.uid, 2, "CONFIRMED", MONTAG)]
    (ereignis,) = ereignisse()
    assert str(ereignis["LOCATION"]) == "Haus, Sankt-Joseph-Straße 4, 45527 Hattingen"


@pytest.mark.parametrize(
    ("felder", "summary"),
    [
        ({"status": Status.ABGESAGT}, "ABGESAGT: Welper: Stadtteilkonferenz"),
        (
            {"status": Status.VERSCHOBEN, "beginn": None, "ende": None},
            "VERSCHOBEN: Welper: Stadtteilkonferenz",
        ),
        ({"beginn": None, "ende": None}, "VERSCHOBEN: Welper: Stadtteilkonferenz"),
        ({"status": Status.ZURUECKGEZOGEN}, "ZURÜCKGEZOGEN: Welper: Stadtteilkonferenz"),
        (
            {"status": Status.ZURUECKGEZOGEN, "beginn": None, "ende": None},
            "ZURÜCKGEZOGEN: Welper: Stadtteilkonferenz",
        ),
    ],
)
def test_a_date_that_falls_stays_as_cancelled_until_14_days_after(
    felder: dict[str, Any], summary: str, uhr: time_machine.Traveller
) -> None:
    konferenz = f.konferenz(stadtteil=f.stadtteil("Welper"), beginn=MONTAG)

    aendern(konferenz, **felder)

    grabstein = [(konferenz.uid, 2, "CANCELLED", MONTAG)]
    assert (fakten(), titel()) == (grabstein, [summary])
    uhr.move_to(f.berlin(2026, 2, 9, 23, 59))
    assert (fakten(), fakten(WELPER)) == (grabstein, grabstein)
    uhr.move_to(f.berlin(2026, 2, 10, 0, 1))
    assert (fakten(), fakten(WELPER)) == ([], [])


def test_a_postponed_one_comes_back_under_its_uid() -> None:
    konferenz = f.konferenz(beginn=MONTAG)
    aendern(konferenz, status=Status.VERSCHOBEN, beginn=None, ende=None)

    neu = MONTAG + 50 * TAG
    aendern(konferenz, status=Status.OEFFENTLICH, beginn=neu, ende=neu + timedelta(hours=1))

    assert fakten() == [(konferenz.uid, 3, "CONFIRMED", neu)]


def test_a_scheduled_one_appears_at_its_time_dated_with_it(uhr: time_machine.Traveller) -> None:
    konferenz = f.konferenz(beginn=MONTAG, veroeffentlichen_ab=f.JETZT + TAG)
    assert fakten() == []

    uhr.shift(TAG)

    assert fakten() == [(konferenz.uid, 1, "CONFIRMED", MONTAG)]
    assert ereignisse()[0]["DTSTAMP"].dt == f.JETZT + TAG


def test_examples_are_marked_as_such() -> None:
    welper = f.stadtteil("Welper")
    beispiel = f.runde("Herbst 2026", **saison(2026), beispiel=True)
    f.konferenz(stadtteil=welper, runde=beispiel, beginn=f.berlin(2026, 9, 7, 17))
    f.konferenz(stadtteil=f.stadtteil("Winz-Baak"), runde=beispiel)
    f.konferenz(stadtteil=welper, beginn=MONTAG)

    assert titel() == ["Welper: Stadtteilkonferenz", "Beispiel: Welper: Stadtteilkonferenz"]
    assert "\nBeispiel: Winz-Baak: Stadtteilkonferenz" in str(kalender()["DESCRIPTION"])


def test_what_ical_js_reads_over_http_is_what_is_in_the_database() -> None:
    konferenz = f.konferenz(
        stadtteil=f.stadtteil("Welper"), beginn=f.berlin(2026, 7, 6, 17), titel="Fest, groß"
    )

    (gelesen,) = mit_ical_js(holen().content)

    assert (gelesen.uid, gelesen.beginn, gelesen.ende, gelesen.titel, gelesen.sequenz) == (
        konferenz.uid,
        konferenz.beginn,
        konferenz.ende,
        "Welper: Fest, groß",
        1,
    )


# --- Single dates ------------------------------------------------------------------------------


def test_a_single_date_is_a_file_to_download() -> None:
    konferenz = f.konferenz(stadtteil=f.stadtteil("Welper"), beginn=MONTAG)
    f.konferenz(beginn=MONTAG)

    antwort = holen("/termine/welper-fruehjahr-2026/termin.ics")

    assert antwort["Content-Disposition"] == 'attachment; filename="welper-fruehjahr-2026.ics"'
    assert fakten("/termine/welper-fruehjahr-2026/termin.ics") == [
        (konferenz.uid, 1, "CONFIRMED", MONTAG)
    ]
    assert sorted(Calendar.from_ical(antwort.content)) == ["CALSCALE", "PRODID", "VERSION"]


@pytest.mark.parametrize(
    ("felder", "code"),
    [
        ({"beginn": f.berlin(2019, 10, 8, 16)}, 200),
        ({"beginn": MONTAG, "status": Status.ABGESAGT}, 200),
        ({"beginn": f.berlin(2025, 9, 8, 16), "status": Status.ABGESAGT}, 200),
        ({}, 404),
        ({"beginn": MONTAG, "status": Status.ENTWURF}, 404),
        ({"beginn": MONTAG, "veroeffentlichen_ab": f.JETZT + TAG}, 404),
        ({"status": Status.VERSCHOBEN}, 404),
        ({"beginn": MONTAG, "status": Status.ZURUECKGEZOGEN}, 404),
    ],
)
def test_only_what_has_a_public_date_can_be_downloaded(felder: dict[str, Any], code: int) -> None:
    konferenz = f.konferenz(**felder)

    assert holen(f"/termine/{konferenz.slug}/termin.ics").status_code == code


def test_the_file_of_a_withdrawn_date_is_its_tombstone() -> None:
    konferenz = f.konferenz(beginn=MONTAG)
    aendern(konferenz, status=Status.ZURUECKGEZOGEN)

    adresse = f"/termine/{konferenz.slug}/termin.ics"
    assert fakten(adresse) == [(konferenz.uid, 2, "CANCELLED", MONTAG)]
