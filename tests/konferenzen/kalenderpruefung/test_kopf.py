"""What a calendar says about itself."""

import pytest

from konferenzen.kalenderpruefung.kopf import (
    abonnement_pruefen,
    einzeltermin_pruefen,
    pruefen,
)
from tests.konferenzen.kalenderpruefung.muster import (
    ABONNEMENT,
    EINZELN,
    EREIGNIS,
    PFAD,
    PORTAL,
    RFC,
    ersetzt,
    gelesen,
    saetze,
)


def befunde_im_abonnement(text: str) -> list[str]:
    kalender = gelesen(text)
    return saetze([*pruefen(kalender), *abonnement_pruefen(kalender, PFAD)])


def befunde_im_einzeltermin(text: str) -> list[str]:
    kalender = gelesen(text)
    return saetze([*pruefen(kalender), *einzeltermin_pruefen(kalender)])


def test_what_is_right_is_not_found() -> None:
    assert befunde_im_abonnement(ABONNEMENT) == []
    assert befunde_im_abonnement(ersetzt(ABONNEMENT, EREIGNIS, "")) == []
    assert befunde_im_einzeltermin(EINZELN) == []


@pytest.mark.parametrize(
    ("alt", "neu", "befunde"),
    [
        ("VERSION:2.0\n", "", [f"VERSION fehlt. [{RFC}, 3.6]"]),
        ("VERSION:2.0", "VERSION:1.0", [f"VERSION ist „1.0“ statt „2.0“. [{RFC}, 3.7.4]"]),
        (
            "PRODID:-//Stadt Hattingen//Quartiersportal//DE\n",
            "PRODID: \n",
            [f"PRODID ist leer. [{RFC}, 3.7.3]"],
        ),
        ("CALSCALE:GREGORIAN\n", "", [f"CALSCALE fehlt. [{PORTAL}]"]),
        (
            "CALSCALE:GREGORIAN",
            "CALSCALE:JULIAN",
            [f"CALSCALE ist „JULIAN“ statt „GREGORIAN“. [{RFC}, 3.7.1]"],
        ),
        (
            "VERSION:2.0\n",
            "VERSION:2.0\nMETHOD:PUBLISH\n",
            [
                ("METHOD darf nicht dastehen: Damit wäre es eine Einladung, und DTSTAMP hieße "
                f"etwas anderes (RFC 5546). [{PORTAL}]")
            ],
        ),
        (
            "END:VCALENDAR",
            "BEGIN:VTODO\nEND:VTODO\nEND:VCALENDAR",
            [f"VTODO gehört nicht in diese Kalender. [{PORTAL}]"],
        ),
        (
            "\nNAME:Welper",
            "\nNAME:Welper; Termine",
            [
                f"NAME und X-WR-CALNAME sagen nicht dasselbe. [{PORTAL}]",
                ("NAME: Strichpunkt, Komma oder Rückstrich ist nicht richtig maskiert. "
                f"[{RFC}, 3.3.11]"),
            ],
        ),
        ("X-WR-CALNAME:Welper\n", "", [
            f"X-WR-CALNAME fehlt. [{PORTAL}]",
            f"NAME und X-WR-CALNAME sagen nicht dasselbe. [{PORTAL}]",
        ]),
        ("X-WR-CALDESC:Alles", "X-WR-CALDESC:Nichts", [
            f"DESCRIPTION und X-WR-CALDESC sagen nicht dasselbe. [{PORTAL}]"
        ]),
        ("X-WR-TIMEZONE:Europe/Berlin", "X-WR-TIMEZONE:UTC", [
            f"X-WR-TIMEZONE ist „UTC“ statt „Europe/Berlin“. [{PORTAL}]"
        ]),
        ("SOURCE;VALUE=URI:", "SOURCE:", ["SOURCE braucht VALUE=URI. [RFC 7986, 5.8]"]),
        ("kalender/stadtteil/welper.ics", "kalender/alle.ics", [
            ("SOURCE nennt einen anderen Kalender: „https://q.example.org/kalender/alle.ics“. "
            f"[{PORTAL}]")
        ]),
        ("URL:https://q.example.org/stadtteile/welper/", "URL:/stadtteile/welper/", [
            "URL ist keine ganze Adresse: „/stadtteile/welper/“. [RFC 7986, 5]"
        ]),
        ("COLOR:teal\n", "", ["COLOR fehlt. [RFC 7986, 5]"]),
        ("COLOR:teal", "COLOR:#008080", [
            "COLOR kennt nur Farbnamen aus CSS, nicht „#008080“. [RFC 7986, 5.9]"
        ]),
        ("REFRESH-INTERVAL;VALUE=DURATION", "REFRESH-INTERVAL", [
            "REFRESH-INTERVAL braucht VALUE=DURATION. [RFC 7986, 5.7]"
        ]),
        ("REFRESH-INTERVAL;VALUE=DURATION:PT6H", "REFRESH-INTERVAL;VALUE=DURATION:P1D", [
            f"REFRESH-INTERVAL ist „P1D“ statt „PT6H“. [{PORTAL}]"
        ]),
        ("X-PUBLISHED-TTL:PT6H\n", "", [f"X-PUBLISHED-TTL fehlt. [{PORTAL}]"]),
    ],
)  # fmt: skip
def test_what_is_broken_is_found(alt: str, neu: str, befunde: list[str]) -> None:
    assert befunde_im_abonnement(ersetzt(ABONNEMENT, alt, neu)) == befunde


def test_a_single_event_is_no_calendar_of_its_own() -> None:
    ausserdem = "X-WR-CALNAME:Welper\nREFRESH-INTERVAL;VALUE=DURATION:PT6H\nCALSCALE"
    grund = "Outlook legt aus einem einzelnen Termin sonst einen neuen Kalender an."

    assert befunde_im_einzeltermin(ersetzt(EINZELN, "CALSCALE", ausserdem)) == [
        f"X-WR-CALNAME darf nicht dastehen: {grund} [{PORTAL}]",
        f"REFRESH-INTERVAL darf nicht dastehen: {grund} [{PORTAL}]",
    ]
    assert befunde_im_einzeltermin(ersetzt(EINZELN, EREIGNIS, 2 * EREIGNIS)) == [
        f"Erwartet wird ein Ereignis, da sind 2. [{PORTAL}]"
    ]
