"""What three other programs read in our calendars, and whether their clocks are right."""

import io
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from dateutil.tz import tzical
from icalendar import Calendar

from konferenzen import kalender
from konferenzen.models import Form, Runde, Status, Veranstaltungsort
from tests.fabriken import BERLIN, berlin
from tests.konferenzen.kalender_leser import (
    Gelesen,
    mit_ical_js,
    mit_icalendar,
    mit_khal,
    roh_mit_ical_js,
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


def test_icalendar_reads_what_is_meant(inhalt: bytes) -> None:
    assert mit_icalendar(inhalt) == [erwartet for _, erwartet in VIELERLEI]


def test_ical_js_reads_what_is_meant(inhalt: bytes) -> None:
    assert mit_ical_js(inhalt) == [erwartet for _, erwartet in VIELERLEI]


def test_khal_reads_what_is_meant(inhalt: bytes, tmp_path: Path) -> None:
    assert mit_khal(inhalt, tmp_path) == [erwartet.ohne_sequenz() for _, erwartet in VIELERLEI]


def test_ical_js_and_icalendar_read_the_same_descriptions(inhalt: bytes) -> None:
    texte = [str(e["DESCRIPTION"]) for e in Calendar.from_ical(inhalt).walk("VEVENT")]

    assert [e["beschreibung"] for e in roh_mit_ical_js(inhalt)] == texte
    assert sum(LANG in text for text in texte) == 1


def test_lines_are_folded_between_characters_and_end_in_crlf(inhalt: bytes) -> None:
    zeilen = inhalt.split(b"\r\n")

    assert zeilen.pop() == b""
    assert max(len(zeile) for zeile in zeilen) == 75
    for zeile in zeilen:
        assert not [zeichen for zeichen in zeile.decode() if zeichen < " " or zeichen in "\x7f\x85"]


def wechseltage() -> list[date]:
    """Give the days of both changes from 2007 to 2037 as the time zone database knows them."""
    tage = (date(2007, 1, 1) + timedelta(days=nummer) for nummer in range(31 * 366))
    return [
        tag
        for tag in tage
        if tag.year <= 2037
        and berlin(tag.year, tag.month, tag.day).utcoffset()
        != (berlin(tag.year, tag.month, tag.day) + timedelta(days=1)).utcoffset()
    ]


def test_the_time_zone_is_right_to_the_minute_from_2007_to_2037() -> None:
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

    assert (len(tage), falsch) == (62, [])


def test_ical_js_places_every_change_of_the_clocks_from_2007_to_2037() -> None:
    zeiten = [
        berlin(tag.year, tag.month, tag.day, stunde, minute)
        for tag in wechseltage()
        for stunde, minute in ((0, 0), (1, 59), (3, 0), (3, 1), (23, 59))
    ]
    inhalt = kalender.feed(KOPF, [konferenz(beginn=zeit) for zeit in zeiten], [])

    assert [gelesen.beginn for gelesen in mit_ical_js(inhalt)] == zeiten
