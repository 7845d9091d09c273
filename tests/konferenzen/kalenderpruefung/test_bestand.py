"""What the calendars must hold."""

from datetime import timedelta
from typing import Any

import pytest

from konferenzen import kalender
from konferenzen.kalenderpruefung.bestand import pruefen, soll
from konferenzen.kalenderpruefung.lesen import Block, lesen
from konferenzen.models import Art, Konferenz, Runde, Status
from tests.fabriken import berlin
from tests.konferenzen.kalenderpruefung.muster import JETZT, PORTAL
from tests.konferenzen.ungespeichert import GEAENDERT, GEWESEN, KOPF, WINTER, konferenz

BEKANNT: dict[str, Any] = {"veroeffentlicht_am": GEAENDERT}
TAG = timedelta(days=1)


def bekannte(**felder: Any) -> Konferenz:
    return konferenz(**BEKANNT | felder)


def feed(*konferenzen: Konferenz, ausstehend: tuple[Konferenz, ...] = ()) -> Block:
    gelesen, befunde = lesen(kalender.feed(KOPF, konferenzen, ausstehend))
    assert gelesen is not None
    assert befunde == []
    return gelesen


@pytest.mark.parametrize(
    ("felder", "gehoert"),
    [
        ({"beginn": WINTER}, True),
        ({"beginn": JETZT - 365 * TAG}, True),
        ({"beginn": berlin(2025, 1, 13, 21, 59), "ende": berlin(2025, 1, 13, 23, 59)}, False),
        ({"beginn": berlin(2025, 1, 13, 22), "ende": berlin(2025, 1, 14)}, True),
        ({}, False),
        ({"beginn": WINTER, "status": Status.ENTWURF}, False),
        ({"beginn": WINTER, "veroeffentlicht_am": None}, False),
        ({"beginn": WINTER, "veroeffentlicht_am": JETZT + TAG}, False),
        ({"beginn": WINTER, "status": Status.ABGESAGT}, True),
        ({"beginn": JETZT - 16 * TAG, "status": Status.ABGESAGT}, False),
        ({"status": Status.ABGESAGT, **GEWESEN}, True),
        ({"status": Status.ABGESAGT}, False),
        ({"status": Status.VERSCHOBEN, **GEWESEN}, True),
        ({"status": Status.VERSCHOBEN}, False),
        ({"status": Status.OEFFENTLICH, **GEWESEN}, True),
        ({"status": Status.ZURUECKGEZOGEN, **GEWESEN}, True),
        ({"status": Status.ZURUECKGEZOGEN, "beginn": WINTER}, False),
    ],
)
def test_who_belongs_into_a_feed(felder: dict[str, Any], gehoert: bool) -> None:
    eine = bekannte(**felder)

    assert soll([eine], JETZT) == ({eine.uid: eine} if gehoert else {})


def test_a_feed_that_says_what_the_rows_say() -> None:
    rows = [
        bekannte(uid="a", beginn=WINTER),
        bekannte(uid="b", status=Status.ABGESAGT, beginn=WINTER, **GEWESEN),
        bekannte(uid="c", status=Status.VERSCHOBEN, **GEWESEN),
        bekannte(uid="d", status=Status.ZURUECKGEZOGEN, beginn=WINTER + TAG, **GEWESEN),
        bekannte(uid="e", beginn=WINTER, runde=Runde(name="Herbst", beispiel=True)),
        bekannte(uid="f", beginn=WINTER, bisheriger_beginn=WINTER - TAG),
    ]
    entwurf = konferenz(uid="g", beginn=WINTER, status=Status.ENTWURF)
    offen = bekannte(uid="h")

    befunde = pruefen(feed(*rows, ausstehend=(offen,)), [*rows, entwurf, offen], JETZT)

    assert list(befunde) == []


def test_what_is_missing_and_what_is_too_much() -> None:
    fehlt, entwurf = bekannte(uid="a", beginn=WINTER), konferenz(uid="b", beginn=WINTER)
    entwurf.status = Status.ENTWURF

    befunde = [str(befund) for befund in pruefen(feed(entwurf), [fehlt, entwurf], JETZT)]

    assert befunde == [
        f"UID a: „Stadtteilkonferenz Welper“ fehlt. [{PORTAL}]",
        f"UID b: Dieser Termin gehört nicht in diesen Kalender. [{PORTAL}]",
    ]


def test_an_undated_one_has_to_be_named() -> None:
    ohne_stadtteil = {"stadtteil": None, "art": Art.SPRECHSTUNDE, "titel": "Rat"}
    zeilen = [bekannte(uid="a"), bekannte(uid="b", **ohne_stadtteil)]
    abgesagt = bekannte(uid="c", status=Status.ABGESAGT)

    befunde = [str(befund) for befund in pruefen(feed(), [*zeilen, abgesagt], JETZT)]

    assert befunde == [
        f"VCALENDAR ab Zeile 1: DESCRIPTION nennt „{zeile}“ nicht, deren Termin noch fehlt. "
        f"[{PORTAL}]"
        for zeile in zeilen
    ]


@pytest.mark.parametrize(
    ("felder", "satz"),
    [
        (
            {"beginn": WINTER + TAG, "ende": WINTER + TAG + timedelta(hours=2)},
            "DTSTART ist 2026-01-26 16:00:00+00:00, in der Datenbank 2026-01-27 17:00:00+01:00.",
        ),
        ({"ende": WINTER + timedelta(hours=3)}, ("DTEND ist 2026-01-26 18:00:00+00:00, in der "
         "Datenbank 2026-01-26 20:00:00+01:00.")),
        ({"sequenz": 2}, "SEQUENCE ist 1, in der Datenbank 2."),
        (
            {"geaendert_am": GEAENDERT + TAG},
            ("LAST-MODIFIED ist 2026-01-14 09:00:00+00:00, in der Datenbank "
            "2026-01-15 09:00:00+00:00."),
        ),
        (
            {"erstellt_am": GEAENDERT},
            "CREATED ist 2026-01-12 09:00:00+00:00, in der Datenbank 2026-01-14 09:00:00+00:00.",
        ),
        (
            {"runde": Runde(name="Herbst", beispiel=True)},
            "STATUS ist CONFIRMED, in der Datenbank TENTATIVE.",
        ),
        (
            {"bisheriger_beginn": WINTER - TAG},
            "DESCRIPTION nennt den alten Tag nicht: 25. Januar 2026.",
        ),
    ],
)  # fmt: skip
def test_what_differs_from_the_row(felder: dict[str, Any], satz: str) -> None:
    gezeigt, zeile = bekannte(beginn=WINTER), bekannte(**{"beginn": WINTER} | felder)

    befunde = [str(befund) for befund in pruefen(feed(gezeigt), [zeile], JETZT)]

    assert befunde[0] == f"UID {zeile.uid}: {satz} [{PORTAL}]"
    assert len(befunde) == (2 if "beginn" in felder else 1)


def test_a_tombstone_says_why_it_is_one() -> None:
    abgesagt = bekannte(beginn=WINTER, status=Status.ABGESAGT)
    zurueck = bekannte(status=Status.ZURUECKGEZOGEN, **GEWESEN)

    befunde = [str(befund) for befund in pruefen(feed(abgesagt), [zurueck], JETZT)]

    assert befunde == [
        f"UID {zurueck.uid}: SUMMARY beginnt nicht mit „ZURÜCKGEZOGEN: “. [{PORTAL}]"
    ]
