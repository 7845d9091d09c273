"""Whatever a server sends: findings, no error of the check itself."""

import pytest

from konferenzen.kalenderpruefung import kopf
from konferenzen.kalenderpruefung.ereignis import fenster_pruefen
from konferenzen.kalenderpruefung.pruefung import einzeltermine, inhalt_pruefen
from tests.konferenzen.kalenderpruefung.muster import (
    ABONNEMENT,
    JETZT,
    PFAD,
    RFC,
    als_bytes,
    ersetzt,
    saetze,
)

BEGINN = "DTSTART;TZID=Europe/Berlin:20260126T170000"
OHNE_ZEIT = "DTSTART braucht TZID=Europe/Berlin und eine Uhrzeit: „{}“. [RFC 5545, 3.3.5]"


@pytest.mark.parametrize(
    ("alt", "neu", "befund"),
    [
        (BEGINN, "DTSTART:00010101T000000Z", OHNE_ZEIT.format("00010101T000000Z")),
        (BEGINN, "DTSTART:99991231T235959Z", OHNE_ZEIT.format("99991231T235959Z")),
        (
            "DTSTART:19960331T020000",
            "DTSTART:00010325T020000",
            f"Beginn oder Abstand ist nicht lesbar. [{RFC}, 3.6.5]",
        ),
        (
            "DTSTART:19960331T020000",
            "DTSTART:19960331T020000Z",
            f"Beginn oder Abstand ist nicht lesbar. [{RFC}, 3.6.5]",
        ),
        (
            "BYMONTH=3;",
            "BYMONTH=13;",
            (
                "RRULE ist „FREQ=YEARLY;BYMONTH=13;BYDAY=-1SU“; alle Programme verstehen nur "
                "„FREQ=YEARLY“ mit „BYMONTH“ und „BYDAY=-1SU“. [Regel des Portals]"
            ),
        ),
        (
            "URL:https://q.example.org/termine/welper/",
            "URL:http://[",
            f"URL ist keine ganze Adresse: „http://[“. [{RFC}, 3.8.4.6]",
        ),
        (
            f"SOURCE;VALUE=URI:https://q.example.org{PFAD}",
            "SOURCE;VALUE=URI:http://[",
            "SOURCE ist keine ganze Adresse: „http://[“. [RFC 7986, 5]",
        ),
    ],
)
def test_nonsense_is_told_of(alt: str, neu: str, befund: str) -> None:
    kalender, befunde = inhalt_pruefen(als_bytes(ersetzt(ABONNEMENT, alt, neu)), JETZT)
    assert kalender
    [termin] = kalender.teile("VEVENT")
    befunde += [*kopf.abonnement_pruefen(kalender, PFAD), *fenster_pruefen(termin, JETZT)]
    assert saetze(befunde) == [befund]
    assert [pfad for pfad, _ in einzeltermine(kalender)] == (
        [] if neu == "URL:http://[" else ["/termine/welper/termin.ics"]
    )
