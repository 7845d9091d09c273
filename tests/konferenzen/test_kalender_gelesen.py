"""What other programs read in our calendars, and whether their clocks are right."""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
import time_machine
from dateutil.tz import tzical
from pytest_django.live_server_helper import LiveServer

from konferenzen import kalender
from konferenzen.fortschreibung import fortschreiben
from konferenzen.models import Art, Form, Runde, Status, Veranstaltungsort
from quartiere.models import Stadtteil
from tests import fabriken as f
from tests.fabriken import BERLIN, berlin
from tests.konferenzen.kalender_leser import (
    Gelesen,
    mit_calcurse,
    mit_ical_js,
    mit_icalendar,
    mit_khal,
    mit_recurring_ical_events,
    mit_vdirsyncer,
)
from tests.konferenzen.ungespeichert import GEWESEN, HAUS, KOPF, WINTER, konferenz

SONDERZEICHEN = r"a,b;c:d\e \n \N \\ C:\Neu 'q' 🎉 äöüß 👩‍👩‍👧"
LANG = "Ärger, Öl; Übermut\\ – 🎉 👩‍👩‍👧 " * 80
VIELERLEI: list[tuple[dict[str, Any], Gelesen]] = [
    (
        felder | {"uid": f"{nummer}@quartiere.example.org", "sequenz": nummer},
        Gelesen(
            uid=f"{nummer}@quartiere.example.org",
            beginn=datetime.fromisoformat(f"2026-{beginn}:00Z"),
            ende=datetime.fromisoformat(f"2026-{ende}:00Z"),
            titel=titel,
            ort=ort,
            status=status,
            sequenz=nummer,
        ),
    )
    for nummer, (felder, beginn, ende, titel, ort, status) in enumerate(
        [
            (
                {"beginn": WINTER, "ort": HAUS},
                "01-26T16:00",
                "01-26T18:00",
                "Welper: Stadtteilkonferenz",
                "Haus, Straße 2, 45527 Hattingen",
                "CONFIRMED",
            ),
            (
                {"beginn": berlin(2026, 7, 6, 17), "titel": "Sommer"},
                "07-06T15:00",
                "07-06T17:00",
                "Welper: Sommer",
                "",
                "CONFIRMED",
            ),
            (  # across the change to summer time: from 01:30 CET to 04:30 CEST
                {"beginn": berlin(2026, 3, 29, 1, 30), "ende": berlin(2026, 3, 29, 4, 30)},
                "03-29T00:30",
                "03-29T02:30",
                "Welper: Stadtteilkonferenz",
                "",
                "CONFIRMED",
            ),
            (
                {"beginn": berlin(2026, 3, 29, 17)},
                "03-29T15:00",
                "03-29T17:00",
                "Welper: Stadtteilkonferenz",
                "",
                "CONFIRMED",
            ),
            (  # across the change to winter time: from 01:30 CEST to 03:30 CET
                {"beginn": berlin(2026, 10, 25, 1, 30), "ende": berlin(2026, 10, 25, 3, 30)},
                "10-24T23:30",
                "10-25T02:30",
                "Welper: Stadtteilkonferenz",
                "",
                "CONFIRMED",
            ),
            (  # within the hour that the clocks show twice, both times
                {
                    "beginn": datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
                    "ende": datetime(2026, 10, 25, 1, 30, tzinfo=UTC),
                },
                "10-25T00:30",
                "10-25T01:30",
                "Welper: Stadtteilkonferenz",
                "",
                "CONFIRMED",
            ),
            (
                {"beginn": berlin(2026, 10, 25, 17)},
                "10-25T16:00",
                "10-25T18:00",
                "Welper: Stadtteilkonferenz",
                "",
                "CONFIRMED",
            ),
            (
                {"beginn": WINTER, "status": Status.ABGESAGT, "form": Form.ONLINE},
                "01-26T16:00",
                "01-26T18:00",
                "ABGESAGT: Welper: Stadtteilkonferenz",
                "online",
                "CANCELLED",
            ),
            (
                {"status": Status.VERSCHOBEN, **GEWESEN},
                "01-26T16:00",
                "01-26T18:00",
                "VERSCHOBEN: Welper: Stadtteilkonferenz",
                "",
                "CANCELLED",
            ),
            (
                {"status": Status.ZURUECKGEZOGEN, "ort": HAUS, **GEWESEN},
                "01-26T16:00",
                "01-26T18:00",
                "ZURÜCKGEZOGEN: Welper: Stadtteilkonferenz",
                "",
                "CANCELLED",
            ),
            (
                {"beginn": WINTER, "runde": Runde(name="Herbst", beispiel=True)},
                "01-26T16:00",
                "01-26T18:00",
                "Beispiel: Welper: Stadtteilkonferenz",
                "",
                "TENTATIVE",
            ),
            (
                {
                    "beginn": WINTER,
                    "titel": SONDERZEICHEN,
                    "ort": Veranstaltungsort(name="Raum; 2, \\Nord\nhinten", stadt="Hattingen"),
                    "beschreibung": LANG,
                },
                "01-26T16:00",
                "01-26T18:00",
                f"Welper: {SONDERZEICHEN}",
                "Raum; 2, \\Nord hinten, Hattingen",
                "CONFIRMED",
            ),
            (
                {"beginn": WINTER, "titel": "مؤتمر الحي (עברית)"},
                "01-26T16:00",
                "01-26T18:00",
                "Welper: مؤتمر الحي (עברית)",
                "",
                "CONFIRMED",
            ),
            (
                {"beginn": WINTER, "titel": "Nu\x00ll\x07 \u2028Absatz\x85Ende\x7f"},
                "01-26T16:00",
                "01-26T18:00",
                "Welper: Null  Absatz Ende",
                "",
                "CONFIRMED",
            ),
        ],
        start=1,
    )
]


@pytest.fixture
def inhalt() -> bytes:
    return kalender.feed(KOPF, [konferenz(**felder) for felder, _ in VIELERLEI], [])


ERWARTET = [erwartet for _, erwartet in VIELERLEI]
DOPPELTE_STUNDE = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def ohne(gelesene: list[Gelesen], *felder: str) -> list[Gelesen]:
    return [gelesen.ohne(*felder) for gelesen in gelesene]


def test_icalendar_reads_what_is_meant(inhalt: bytes) -> None:
    assert ohne(mit_icalendar(inhalt), "beschreibung") == ERWARTET


def test_ical_js_reads_what_is_meant(inhalt: bytes) -> None:
    assert ohne(mit_ical_js(inhalt), "beschreibung") == ERWARTET


def test_recurring_ical_events_reads_what_is_meant(inhalt: bytes) -> None:
    """But the end of what lies in the hour that the clocks show twice.

    It moves UTC to X-WR-TIMEZONE and then counts on the face of the clock: no time passes.
    """
    gelesen = {g.uid: g for g in ohne(mit_recurring_ical_events(inhalt), "beschreibung")}
    erwartet = {g.uid: g for g in ERWARTET}
    doppelte_stunde = next(g for g in ERWARTET if g.beginn == DOPPELTE_STUNDE)

    assert gelesen.pop(doppelte_stunde.uid) == replace(doppelte_stunde, ende=DOPPELTE_STUNDE)
    assert gelesen == {uid: g for uid, g in erwartet.items() if g != doppelte_stunde}


def test_khal_reads_what_is_meant(inhalt: bytes, tmp_path: Path) -> None:
    gelesen = ohne(mit_khal(inhalt, tmp_path), "beschreibung")

    assert gelesen == ohne(ERWARTET, "sequenz")


def test_calcurse_reads_what_is_meant(inhalt: bytes, tmp_path: Path) -> None:
    gelesen = ohne(mit_calcurse(inhalt, tmp_path), "beschreibung")

    assert gelesen == ohne(ERWARTET, "uid", "status", "sequenz")


def test_all_read_the_same_descriptions(inhalt: bytes, tmp_path: Path) -> None:
    texte = [gelesen.beschreibung for gelesen in mit_icalendar(inhalt)]

    assert [g.beschreibung for g in mit_ical_js(inhalt)] == texte
    assert [g.beschreibung for g in mit_khal(inhalt, tmp_path)] == texte
    assert [g.beschreibung for g in mit_calcurse(inhalt, tmp_path)] == texte
    assert sum(LANG.strip() in (text or "") for text in texte) == 1


# Whatever somebody types or pastes, and what of it may arrive in one line.
BOESE = "a;b,c\\d\\n 'q' \"z\" 🎉 👩‍👩‍👧 مؤتمر (עברית)\x00\x01\x07\x0b\x1b\x7f \x85Absatz\u2028Ende"
BRAV = "a;b,c\\d\\n 'q' \"z\" 🎉 👩‍👩‍👧 مؤتمر (עברית)  Absatz Ende"


@pytest.mark.parametrize(
    ("felder", "wo"),
    [
        ({"titel": BOESE}, "titel"),
        ({"stadtteil": Stadtteil(name=BOESE, kuerzel="x", slug="x")}, "titel"),
        ({"ort": Veranstaltungsort(name=BOESE)}, "ort"),
        ({"ort": Veranstaltungsort(name="Haus", raum=BOESE)}, "ort"),
        ({"ort": Veranstaltungsort(name="Haus", strasse=BOESE, hausnummer="1")}, "ort"),
        ({"ort": Veranstaltungsort(name="Haus", stadt=BOESE)}, "ort"),
        ({"beschreibung": BOESE}, "beschreibung"),
        ({"beschreibung": BOESE * 30}, "beschreibung"),
        ({"statusgrund": BOESE}, "beschreibung"),
        ({"statusgrund": BOESE, "status": Status.ABGESAGT}, "beschreibung"),
        ({"anmeldung_kontakt": BOESE}, "beschreibung"),
        ({"anmeldung_hinweis": BOESE}, "beschreibung"),
        ({"bisheriger_ort": BOESE}, "beschreibung"),
        ({"datum_hinweis": BOESE, "beginn": None, "ende": None, **GEWESEN}, "beschreibung"),
    ],
)
def test_no_text_breaks_a_calendar(felder: dict[str, Any], wo: str, tmp_path: Path) -> None:
    """It arrives in each program, next to a neighbour that stays whole."""
    zeilen = [konferenz(**{"beginn": WINTER} | felder), konferenz(uid="2", beginn=WINTER)]
    inhalt = kalender.feed(KOPF, zeilen, [])

    (eine, zweite) = mit_icalendar(inhalt)
    angekommen = " ".join((getattr(eine, wo) or "").splitlines())
    assert BRAV in angekommen
    assert (zweite.uid, zweite.titel) == ("2", "Welper: Stadtteilkonferenz")
    beide = [eine, zweite]
    assert mit_ical_js(inhalt) == beide
    assert mit_recurring_ical_events(inhalt) == beide
    assert mit_khal(inhalt, tmp_path) == ohne(beide, "sequenz")
    assert mit_calcurse(inhalt, tmp_path) == ohne(beide, "uid", "status", "sequenz")


@pytest.mark.django_db(transaction=True)
@time_machine.travel(f.JETZT)
def test_vdirsyncer_brings_khal_the_same_and_nothing_twice(
    live_server: LiveServer, tmp_path: Path
) -> None:
    """It names each entry by its content, not by our UID: an old state has to go by itself."""
    felder: dict[str, Any] = {"art": Art.SPRECHSTUNDE, "stadtteil": f.stadtteil("Welper")}
    beginn = f.berlin(2026, 7, 1, 17)
    rat = f.konferenz(**felder, titel=BRAV, beschreibung=LANG, beginn=beginn, ort=f.ort("Haus; A"))
    f.konferenz(**felder, titel="Tat", beginn=beginn + timedelta(days=200))

    def bei_khal() -> list[Gelesen]:
        dateien = mit_vdirsyncer(f"{live_server.url}/kalender/alle.ics", tmp_path)
        gelesen = [g for datei in dateien for g in mit_khal(datei, tmp_path)]
        return sorted(ohne(gelesen, "uid"), key=lambda g: g.beginn)

    def im_feed() -> list[Gelesen]:
        with urlopen(f"{live_server.url}/kalender/alle.ics", timeout=30) as antwort:
            return ohne(mit_icalendar(antwort.read()), "uid", "sequenz")

    assert bei_khal() == im_feed()
    rat.status, rat.statusgrund = Status.ABGESAGT, "Sturm; Hagel"
    fortschreiben(rat)
    assert bei_khal() == im_feed()
    assert [gelesen.titel for gelesen in im_feed()] == [f"ABGESAGT: Welper: {BRAV}", "Welper: Tat"]


def test_lines_are_folded_between_characters_and_end_in_crlf(inhalt: bytes) -> None:
    zeilen = inhalt.split(b"\r\n")

    assert zeilen.pop() == b""
    assert max(len(zeile) for zeile in zeilen) == 75
    for zeile in zeilen:
        assert not [zeichen for zeichen in zeile.decode() if zeichen < " " or zeichen in "\x7f\x85"]


def wechseltage() -> list[date]:
    """Give the days of both changes from 2007 to 2047 as the time zone database knows them."""
    tage = (date(2007, 1, 1) + timedelta(days=nummer) for nummer in range(41 * 366))
    return [
        tag
        for tag in tage
        if tag.year <= 2047
        and berlin(tag.year, tag.month, tag.day).utcoffset()
        != (berlin(tag.year, tag.month, tag.day) + timedelta(days=1)).utcoffset()
    ]


def test_the_time_zone_is_right_to_the_minute_from_2007_to_2047() -> None:
    zone = tzical(io.StringIO(kalender.feed(KOPF, [], []).decode())).get("Europe/Berlin")
    tage = wechseltage()
    minuten = [
        datetime(tag.year, tag.month, tag.day, tzinfo=UTC) + timedelta(minutes=minute)
        for tag in tage
        for minute in range(-60, 180)
    ]

    falsch = [
        zeit
        for zeit in minuten
        if zeit.astimezone(zone).utcoffset() != zeit.astimezone(BERLIN).utcoffset()
    ]

    assert (len(tage), falsch) == (82, [])


UHRZEITEN = ((0, 0), (0, 30), (1, 59), (3, 0), (3, 1), (12, 0), (23, 59))


@pytest.fixture(scope="module")
def an_wechseltagen() -> tuple[list[datetime], bytes]:
    """Give times around every change of the clocks, and a calendar that has them."""
    zeiten = [
        berlin(tag.year, tag.month, tag.day, stunde, minute)
        for tag in wechseltage()
        for stunde, minute in UHRZEITEN
    ]
    ereignisse = [
        konferenz(uid=f"{nummer:04}", beginn=zeit, ende=zeit + timedelta(minutes=1))
        for nummer, zeit in enumerate(zeiten)
    ]
    return zeiten, kalender.feed(KOPF, ereignisse, [])


@pytest.mark.parametrize("leser", [mit_ical_js, mit_icalendar, mit_recurring_ical_events])
def test_every_change_of_the_clocks_is_read_rightly_to_2047(
    leser: Callable[[bytes], list[Gelesen]], an_wechseltagen: tuple[list[datetime], bytes]
) -> None:
    """By the calendar's own VTIMEZONE: a name that no time zone has leaves no other way."""
    zeiten, inhalt = an_wechseltagen
    inhalt = inhalt.replace(b"TZID:Europe/Berlin", b"TZID:Hattingen/Ruhr")
    inhalt = inhalt.replace(b"TZID=Europe/Berlin", b"TZID=Hattingen/Ruhr")

    assert [gelesen.beginn for gelesen in leser(inhalt)] == zeiten


def test_calcurse_reads_every_change_of_the_clocks_rightly(
    an_wechseltagen: tuple[list[datetime], bytes], tmp_path: Path
) -> None:
    zeiten, inhalt = an_wechseltagen

    assert [gelesen.beginn for gelesen in mit_calcurse(inhalt, tmp_path)] == zeiten
