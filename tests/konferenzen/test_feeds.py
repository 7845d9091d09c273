"""The feeds over HTTP: who is in them, what caches are told, and what never shows."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, NoReturn

import pytest
import time_machine
from django.contrib.auth.models import User
from django.db import OperationalError, connection
from django.http import HttpResponse
from django.test import Client
from icalendar import Calendar
from pytest_django import DjangoAssertNumQueries, Settings

from konferenzen.fortschreibung import fortschreiben, ort_berichtigen
from konferenzen.models import Art, Konferenz, Status
from tests import fabriken as f
from tests.konferenzen.kalender_leser import mit_ical_js

pytestmark = pytest.mark.django_db

TAG = timedelta(days=1)
MONTAG = f.berlin(2026, 1, 26, 17)
ALLE = "/kalender/alle.ics"
WELPER = "/kalender/stadtteil/welper.ics"
THEMEN = "/kalender/art/themenkonferenz.ics"


@pytest.fixture(autouse=True)
def uhr() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(f.JETZT, tick=False) as reise:
        yield reise


def holen(adresse: str = ALLE, **kopfzeilen: str) -> HttpResponse:
    """Fetch with a client that has nothing but the address."""
    return Client().get(adresse, headers=kopfzeilen)


def kalender(adresse: str = ALLE) -> Calendar:
    antwort = holen(adresse)
    assert (antwort.status_code, antwort["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    return Calendar.from_ical(antwort.content)


def ereignisse(adresse: str = ALLE) -> list[Any]:
    return kalender(adresse).walk("VEVENT")


def titel(adresse: str = ALLE) -> list[str]:
    return [str(ereignis["SUMMARY"]) for ereignis in ereignisse(adresse)]


def fakten(adresse: str = ALLE) -> list[tuple[str, int, str, datetime]]:
    """Give UID, SEQUENCE, STATUS and begin (UTC) of each event."""
    return [
        (str(e["UID"]), e["SEQUENCE"], str(e["STATUS"]), e.start.astimezone(UTC))
        for e in ereignisse(adresse)
    ]


def aendern(konferenz: Konferenz, **felder: Any) -> None:
    for feld, wert in felder.items():
        setattr(konferenz, feld, wert)
    fortschreiben(konferenz)


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
    ort_berichtigen(haus)

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


# --- Addresses ---------------------------------------------------------------------------------


def test_former_addresses_keep_serving_without_a_redirect() -> None:
    welper = f.stadtteil("Welper")
    konferenz = f.konferenz(stadtteil=welper, beginn=MONTAG)
    alt = (WELPER, f"/termine/{konferenz.slug}/termin.ics")
    vorher = fakten(WELPER)
    welper.slug = "welper-ruhr"
    welper.save()
    aendern(Konferenz.objects.get(), slug="neu")
    f.stadtteil("Andere")

    for adresse, neue in zip(
        alt, ("/kalender/stadtteil/welper-ruhr.ics", "/termine/neu/termin.ics"), strict=True
    ):
        antwort, von_neuer = holen(adresse), holen(neue)
        assert (antwort.status_code, antwort.content) == (200, von_neuer.content)
    assert fakten(WELPER) == vorher


def test_the_present_owner_of_an_address_goes_before_a_former_one() -> None:
    frueher = f.stadtteil("Alt", slug="alt", fruehere_slugs=["welper"])
    welper = f.stadtteil("Welper", slug="welper")
    f.konferenz(stadtteil=frueher, beginn=MONTAG)
    f.konferenz(stadtteil=welper, beginn=MONTAG)

    assert titel(WELPER) == ["Welper: Stadtteilkonferenz"]


@pytest.mark.parametrize(
    "adresse",
    [
        "/kalender/stadtteil/unbekannt.ics",
        "/kalender/art/unbekannt.ics",
        "/termine/unbekannt/termin.ics",
    ],
)
def test_unknown_addresses_are_not_found(adresse: str) -> None:
    f.konferenz(beginn=MONTAG)

    antwort = holen(adresse)

    assert (antwort.status_code, antwort.has_header("ETag")) == (404, False)


# --- HTTP --------------------------------------------------------------------------------------


@pytest.fixture
def vier_adressen() -> list[str]:
    konferenz = f.konferenz(stadtteil=f.stadtteil("Welper"), beginn=MONTAG)
    return [
        *(ALLE, WELPER, "/kalender/art/stadtteilkonferenz.ics"),
        f"/termine/{konferenz.slug}/termin.ics",
    ]


def test_get_and_head_for_anybody_with_any_accept(vier_adressen: list[str]) -> None:
    for adresse in vier_adressen:
        antwort = holen(adresse, accept="image/png")
        kopf = Client().head(adresse)
        assert antwort.headers == kopf.headers
        assert (antwort.status_code, kopf.status_code, kopf.content) == (200, 200, b"")
        assert antwort["Cache-Control"] == "public, max-age=300"
        assert antwort["Content-Length"] == str(len(antwort.content))
        assert not antwort.cookies
        assert not antwort.has_header("Vary")
        for verb in ("post", "put", "delete", "options"):
            abgelehnt = getattr(Client(), verb)(adresse)
            assert (abgelehnt.status_code, abgelehnt["Allow"]) == (405, "GET, HEAD")


def test_somebody_logged_in_gets_the_same(vier_adressen: list[str]) -> None:
    client = Client()
    client.force_login(User.objects.create_superuser("redaktion"))

    for adresse in vier_adressen:
        antwort = client.get(adresse)
        assert (antwort.content, antwort.headers) == (
            holen(adresse).content,
            holen(adresse).headers,
        )


def test_plain_http_is_served_where_the_portal_is_https(
    vier_adressen: list[str], settings: Settings
) -> None:
    settings.SECURE_SSL_REDIRECT = True

    assert [holen(adresse).status_code for adresse in vier_adressen] == [200] * 4


def test_two_fetches_are_the_same_bytes_however_late(
    vier_adressen: list[str], uhr: time_machine.Traveller
) -> None:
    vorher = [(holen(a).content, holen(a)["ETag"]) for a in vier_adressen]

    uhr.shift(10 * TAG + timedelta(hours=7, seconds=13))

    assert [(holen(a).content, holen(a)["ETag"]) for a in vier_adressen] == vorher


def test_who_has_the_calendar_already_gets_304(vier_adressen: list[str]) -> None:
    for adresse in vier_adressen:
        antwort = holen(adresse)
        assert antwort["ETag"][0] == antwort["ETag"][-1] == '"'
        for bedingung in (
            {"if-none-match": antwort["ETag"]},
            {"if-none-match": f'"x", W/{antwort["ETag"]}'},
            {"if-modified-since": antwort["Last-Modified"]},
        ):
            gleich = holen(adresse, **bedingung)
            assert (gleich.status_code, gleich.content) == (304, b"")
            for name in ("ETag", "Cache-Control", "Last-Modified"):
                assert gleich[name] == antwort[name]


def test_the_etag_wins_over_the_date(vier_adressen: list[str]) -> None:
    antwort = holen()
    neu = {"if-none-match": '"alt"', "if-modified-since": antwort["Last-Modified"]}
    gleich = {
        "if-none-match": antwort["ETag"],
        "if-modified-since": "Thu, 01 Jan 2015 00:00:00 GMT",
    }

    assert (holen(**neu).status_code, holen(**gleich).status_code) == (200, 304)


def test_last_modified_is_the_newest_change(uhr: time_machine.Traveller) -> None:
    assert holen()["Last-Modified"] == "Tue, 13 Jan 2026 23:00:00 GMT"  # midnight of today

    f.konferenz(beginn=MONTAG, jetzt=f.JETZT)
    f.konferenz(beginn=MONTAG, jetzt=f.JETZT, veroeffentlichen_ab=f.JETZT + TAG)

    assert holen()["Last-Modified"] == "Wed, 14 Jan 2026 09:00:00 GMT"


def geht_fort(konferenz: Konferenz, uhr: time_machine.Traveller) -> None:
    uhr.move_to(f.berlin(2027, 1, 27, 0, 1))


def wird_zurueckgezogen(konferenz: Konferenz, uhr: time_machine.Traveller) -> None:
    uhr.shift(timedelta(seconds=1))
    aendern(konferenz, status=Status.ZURUECKGEZOGEN)


def zieht_um(konferenz: Konferenz, uhr: time_machine.Traveller) -> None:
    uhr.shift(timedelta(seconds=1))
    aendern(konferenz, stadtteil=f.stadtteil("Anderer"))


def wird_bekannt(konferenz: Konferenz, uhr: time_machine.Traveller) -> None:
    f.konferenz(
        art=Art.SPRECHSTUNDE,
        titel="Rat",
        stadtteil=konferenz.stadtteil,
        beginn=MONTAG,
        veroeffentlichen_ab=f.JETZT + timedelta(hours=1),
    )
    uhr.shift(timedelta(hours=1))


@pytest.mark.parametrize("ereignis", [geht_fort, wird_zurueckgezogen, zieht_um, wird_bekannt])
def test_no_change_of_the_content_is_hidden_behind_a_date(
    ereignis: Any, uhr: time_machine.Traveller
) -> None:
    konferenz = f.konferenz(stadtteil=f.stadtteil("Welper"), beginn=MONTAG)
    vorher = holen(WELPER)

    ereignis(konferenz, uhr)

    nachher = holen(WELPER, **{"if-modified-since": vorher["Last-Modified"]})
    assert nachher.status_code == 200
    assert nachher.content != vorher.content
    assert nachher["ETag"] != vorher["ETag"]


@pytest.mark.parametrize(
    ("adresse", "abfragen"), [(ALLE, 3), (WELPER, 4), ("/kalender/art/stadtteilkonferenz.ics", 3)]
)
def test_thirty_dates_need_no_more_queries_than_one(
    adresse: str, abfragen: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    welper = f.stadtteil("Welper")

    def eine_mehr(nummer: int) -> None:
        runde = f.runde(f"Runde {nummer}")
        f.konferenz(
            stadtteil=welper, runde=runde, beginn=MONTAG + nummer * TAG, ort=f.ort(str(nummer))
        )
        f.konferenz(stadtteil=welper, runde=f.runde(f"Offene {nummer}"))

    eine_mehr(0)
    with django_assert_num_queries(abfragen):
        assert holen(adresse).content.count(b"BEGIN:VEVENT") == 1
    for nummer in range(1, 30):
        eine_mehr(nummer)
    with django_assert_num_queries(abfragen):
        assert holen(adresse).content.count(b"BEGIN:VEVENT") == 30


def test_a_lost_database_is_no_empty_calendar() -> None:
    f.konferenz(beginn=MONTAG)

    def fort(*_: Any) -> NoReturn:
        raise OperationalError("server closed the connection unexpectedly")

    with connection.execute_wrapper(fort):
        antwort = holen()

    assert (antwort.status_code, antwort["Retry-After"]) == (503, "120")
    assert not antwort.has_header("ETag")
