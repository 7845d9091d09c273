"""One event."""

from datetime import datetime

import pytest

from konferenzen.kalenderpruefung.ereignis import fenster_pruefen, pruefen
from konferenzen.kalenderpruefung.lesen import Block
from tests.fabriken import berlin
from tests.konferenzen.kalenderpruefung.muster import (
    EREIGNIS,
    JETZT,
    PORTAL,
    RFC,
    UID,
    ersetzt,
    gelesen,
    saetze,
)

ABGESAGT = EREIGNIS.replace("CONFIRMED", "CANCELLED").replace("SUMMARY:", "SUMMARY:ABGESAGT: ")


def ereignis(text: str) -> Block:
    (gefunden,) = gelesen(f"BEGIN:VCALENDAR\n{text}END:VCALENDAR\n").teile("VEVENT")
    return gefunden


def befunde_in(text: str) -> list[str]:
    return saetze(list(pruefen(ereignis(text), JETZT)))


@pytest.mark.parametrize(
    "ersetzungen",
    [
        {},
        {"Welper:": "Beispiel: Welper:", "CONFIRMED": "TENTATIVE"},
        {"Welper:": "ABGESAGT: Welper:", "CONFIRMED": "CANCELLED"},
        {"Welper:": "VERSCHOBEN: Beispiel: Welper:", "CONFIRMED": "CANCELLED"},
        {
            "Welper:": "ZURÜCKGEZOGEN: Welper:",
            "CONFIRMED": "CANCELLED",
            "URL:https://q.example.org/termine/welper/\n": "",
        },
        {",Welper": "", "SUMMARY:Welper: ": "SUMMARY:"},
        {"DTSTART;TZID=Europe/Berlin:20260126T170000": "DTSTART:20251026T003000Z"},
        {"DTSTART;TZID=Europe/Berlin:20260126T170000": "DTSTART:20251026T013000Z"},
        {"Kaffee": "Straße\\; C:\\\\Neu\\NEnde"},
        {"GEO:51.4;7.2\n": ""},
    ],
)
def test_what_is_right_is_not_found(ersetzungen: dict[str, str]) -> None:
    text = EREIGNIS
    for alt, neu in ersetzungen.items():
        text = ersetzt(text, alt, neu)

    assert befunde_in(text) == []


@pytest.mark.parametrize("name", [
    "DTEND;TZID=Europe/Berlin", "CREATED", "SEQUENCE", "CATEGORIES", "CLASS", "TRANSP", "STATUS",
])  # fmt: skip
def test_what_is_missing_is_found(name: str) -> None:
    (zeile,) = [zeile for zeile in EREIGNIS.splitlines(True) if zeile.startswith(f"{name}:")]

    assert befunde_in(ersetzt(EREIGNIS, zeile, "")) == [
        f"{name.partition(';')[0]} fehlt. [{PORTAL}]"
    ]
    assert befunde_in(ersetzt(EREIGNIS, zeile, zeile + zeile)) == [
        f"{name.partition(';')[0]} steht 2-mal da. [{PORTAL}]"
    ]


def test_a_finding_names_the_event() -> None:
    befunde = list(pruefen(ereignis(ersetzt(EREIGNIS, "CLASS:PUBLIC\n", "")), JETZT))

    assert [str(befund) for befund in befunde] == [f"UID {UID}: CLASS fehlt. [{PORTAL}]"]


@pytest.mark.parametrize(
    ("alt", "neu", "befunde"),
    [
        (
            "UID:2f1b0c9e-6a57-4f0e",
            "UID:welper-2026-01-26",
            ["Die UID ist keine zufällige UUID mit dem Namen des Portals. [RFC 7986, 5.3]"],
        ),
        (
            "DTSTAMP:20260113T080000Z",
            "DTSTAMP:20260113T080001Z",
            [
                (
                    "DTSTAMP (20260113T080001Z) und LAST-MODIFIED (20260113T080000Z) sind "
                    f"verschieden. [{RFC}, 3.8.7.2]"
                )
            ],
        ),
        (
            "CREATED:20260101T080000Z",
            "CREATED:20260101T080000",
            [f"CREATED ist keine Zeit in UTC: „20260101T080000“. [{RFC}, 3.8.7]"],
        ),
        (
            "CREATED:20260101T080000Z",
            "CREATED:20260114T090001Z",
            [f"CREATED liegt in der Zukunft: 20260114T090001Z. [{PORTAL}]"],
        ),
        (
            "SEQUENCE:1",
            "SEQUENCE:0",
            [f"SEQUENCE ist „0“; öffentlich beginnt sie bei 1. [{PORTAL}]"],
        ),
        (
            "DTSTART;TZID=Europe/Berlin:20260126T170000",
            "DTSTART;VALUE=DATE:20260126",
            [f"DTSTART braucht TZID=Europe/Berlin und eine Uhrzeit: „20260126“. [{RFC}, 3.3.5]"],
        ),
        (
            "DTSTART;TZID=Europe/Berlin:20260126T170000",
            "DTSTART:20260126T170000",
            [
                (
                    "DTSTART braucht TZID=Europe/Berlin und eine Uhrzeit: „20260126T170000“. "
                    f"[{RFC}, 3.3.5]"
                )
            ],
        ),
        (
            "DTSTART;TZID=Europe/Berlin:20260126T170000",
            "DTSTART:20260126T160000Z",
            [f"DTSTART steht in UTC statt in Europe/Berlin. [{PORTAL}]"],
        ),
        (
            "DTSTART;TZID=Europe/Berlin:20260126T170000",
            "DTSTART;TZID=Europe/Berlin:20250330T023000",
            [
                (
                    "DTSTART gibt es an diesem Tag nicht genau einmal: „20250330T023000“. "
                    f"[{RFC}, 3.3.5]"
                )
            ],
        ),
        (
            "DTSTART;TZID=Europe/Berlin:20260126T170000",
            "DTSTART;TZID=Europe/Berlin:20251026T023000",
            [
                (
                    "DTSTART gibt es an diesem Tag nicht genau einmal: „20251026T023000“. "
                    f"[{RFC}, 3.3.5]"
                )
            ],
        ),
        (
            "20260126T190000",
            "20260126T170000",
            [f"DTEND liegt nicht nach DTSTART. [{RFC}, 3.8.2.2]"],
        ),
        (
            "SUMMARY:Welper: ",
            "SUMMARY:",
            [f"SUMMARY beginnt nicht mit „Welper“. [{PORTAL}]"],
        ),
        (
            "Kaffee\\,",
            "Kaffee,",
            [
                (
                    "DESCRIPTION: Strichpunkt, Komma oder Rückstrich ist nicht richtig maskiert. "
                    f"[{RFC}, 3.3.11]"
                )
            ],
        ),
        (
            "Kaffee",
            "\\Kaffee",
            [
                (
                    "DESCRIPTION: Strichpunkt, Komma oder Rückstrich ist nicht richtig maskiert. "
                    f"[{RFC}, 3.3.11]"
                )
            ],
        ),
        (
            "Haus\\, ",
            "Haus; ",
            [
                (
                    "LOCATION: Strichpunkt, Komma oder Rückstrich ist nicht richtig maskiert. "
                    f"[{RFC}, 3.3.11]"
                )
            ],
        ),
        ("CLASS:PUBLIC", "CLASS:PRIVATE", [f"CLASS ist „PRIVATE“ statt „PUBLIC“. [{PORTAL}]"]),
        (
            "TRANSP:TRANSPARENT",
            "TRANSP:OPAQUE",
            [f"TRANSP ist „OPAQUE“ statt „TRANSPARENT“. [{PORTAL}]"],
        ),
        ("CONFIRMED", "DELAYED", [f"STATUS kennt „DELAYED“ nicht. [{RFC}, 3.8.1.11]"]),
        (
            "CONFIRMED",
            "CANCELLED",
            [f"STATUS ist CANCELLED, SUMMARY sagt: „Welper: Stadtteilkonferenz“. [{PORTAL}]"],
        ),
        (
            "SUMMARY:",
            "SUMMARY:VERSCHOBEN: ",
            [
                (
                    "STATUS ist CONFIRMED, SUMMARY sagt: „VERSCHOBEN: Welper: Stadtteilkonferenz“. "
                    f"[{PORTAL}]"
                )
            ],
        ),
        (
            "CONFIRMED",
            "TENTATIVE",
            [f"TENTATIVE ist nur ein Beispiel, und das sagt SUMMARY. [{PORTAL}]"],
        ),
        ("URL:https://q.example.org/termine/welper/\n", "", [f"URL fehlt. [{PORTAL}]"]),
        (
            "URL:https://q.example.org/termine/welper/",
            "URL:/termine/welper/",
            [f"URL ist keine ganze Adresse: „/termine/welper/“. [{RFC}, 3.8.4.6]"],
        ),
        (
            "Mehr: https://q.example.org/termine/welper/",
            "Mehr: https://q.example.org/termine/welper/2/",
            [f"Der Link aus URL steht nicht in DESCRIPTION. [{PORTAL}]"],
        ),
        (
            "GEO:51.4;7.2",
            "GEO:7.2;51.4",
            [
                (
                    "GEO liegt nicht in Deutschland: „7.2;51.4“ (erst Breite, dann Länge). "
                    f"[{RFC}, 3.8.1.6]"
                )
            ],
        ),
        ("GEO:51.4;7.2", "GEO:51.4", [f"GEO ist nicht lesbar: „51.4“. [{RFC}, 3.8.1.6]"]),
        (
            "mailto:buero@example.org",
            "https://example.org",
            [f"ORGANIZER ist kein Postfach: „https://example.org“. [{RFC}, 3.8.4.3]"],
        ),
        (
            "END:VEVENT",
            "ATTENDEE:mailto:ada@example.org\nEND:VEVENT",
            [f"ATTENDEE darf nicht dastehen: Wer kommt, geht niemanden etwas an. [{PORTAL}]"],
        ),
        (
            "END:VEVENT",
            "BEGIN:VALARM\nEND:VALARM\nEND:VEVENT",
            [
                (
                    "VALARM darf nicht dastehen: Ob und wann erinnert wird, entscheidet jede "
                    f"Person selbst. [{PORTAL}]"
                )
            ],
        ),
        (
            "END:VEVENT",
            "LOCATION:Anderswo\nEND:VEVENT",
            [f"LOCATION steht 2-mal da. [{RFC}, 3.6.1]"],
        ),
    ],
)
def test_what_is_broken_is_found(alt: str, neu: str, befunde: list[str]) -> None:
    assert befunde_in(ersetzt(EREIGNIS, alt, neu)) == befunde


@pytest.mark.parametrize(
    ("text", "jetzt", "befunde"),
    [
        (EREIGNIS, berlin(2027, 1, 27), []),
        (
            EREIGNIS,
            berlin(2027, 1, 29),
            [f"Der Termin ist länger als zwölf Monate vorbei. [{PORTAL}]"],
        ),
        (ABGESAGT, berlin(2026, 2, 9, 23, 59), []),
        (
            ABGESAGT,
            berlin(2026, 2, 10),
            [f"Was nicht gilt, bleibt nur 14 Tage über sein Datum hinaus. [{PORTAL}]"],
        ),
    ],
)
def test_a_feed_lets_go_of_what_is_over(text: str, jetzt: datetime, befunde: list[str]) -> None:
    assert saetze(list(fenster_pruefen(ereignis(text), jetzt))) == befunde
