"""The calendar's own clock."""

import pytest

from konferenzen.kalenderpruefung.zeitzone import pruefen
from tests.konferenzen.kalenderpruefung.muster import (
    ABONNEMENT,
    EREIGNIS,
    JETZT,
    PORTAL,
    RFC,
    ZEITZONE,
    ersetzt,
    gelesen,
    saetze,
)

RDATE = """\
RDATE:19970330T020000
"""


def test_what_is_right_is_not_found() -> None:
    gedreht = ZEITZONE.replace("BYMONTH=3;BYDAY=-1SU", "BYDAY=-1SU;BYMONTH=3")

    for alt, neu in ((ZEITZONE, ZEITZONE), (EREIGNIS, ""), (ZEITZONE, gedreht)):
        assert list(pruefen(gelesen(ersetzt(ABONNEMENT, alt, neu)), JETZT)) == []


def falsch(wann: str) -> str:
    return f"Die Uhr geht falsch, zuerst am {wann}. [{RFC}, 3.6.5]"


@pytest.mark.parametrize(
    ("alt", "neu", "befunde"),
    [
        (ZEITZONE, "", [f"Erwartet wird eine VTIMEZONE, da sind 0. [{PORTAL}]"]),
        (ZEITZONE, 2 * ZEITZONE, [f"Erwartet wird eine VTIMEZONE, da sind 2. [{PORTAL}]"]),
        (
            ZEITZONE + EREIGNIS,
            EREIGNIS + ZEITZONE,
            [f"Die Zeitzone muss vor dem ersten Ereignis stehen. [{PORTAL}]"],
        ),
        (
            "TZID:Europe/Berlin",
            "TZID:Berlin",
            [f"TZID ist „Berlin“ statt „Europe/Berlin“. [{PORTAL}]"],
        ),
        (
            "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\n",
            RDATE,
            [
                f"RRULE fehlt. [{RFC}, 3.6.5]",
                ("RDATE darf nicht dastehen: Outlook übergeht es, und Thunderbird irrt damit um "
                f"eine Stunde. [{PORTAL}]"),
            ],
        ),
        (
            "BYMONTH=3;BYDAY=-1SU",
            "BYMONTH=3;BYDAY=-1SU;UNTIL=20300101T000000Z",
            [
                ("RRULE ist „FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU;UNTIL=20300101T000000Z“; alle "
                "Programme verstehen nur „FREQ=YEARLY“ mit „BYMONTH“ und „BYDAY=-1SU“. "
                f"[{PORTAL}]")
            ],
        ),
        (
            "19960331T020000",
            "19960331T030000",
            [falsch("25.03.2007 um 03:00")],  # the rule comes an hour late
        ),
        (
            "TZOFFSETFROM:+0100\nTZOFFSETTO:+0200",
            "TZOFFSETFROM:+0100\nTZOFFSETTO:+0201",
            [falsch("25.03.2007 um 03:00")],
        ),
        (
            "19961027T030000\nRRULE:FREQ=YEARLY;BYMONTH=10",
            "19960929T030000\nRRULE:FREQ=YEARLY;BYMONTH=9",
            [falsch("28.10.2007 um 00:00")],
        ),
        (
            "19961027T030000",
            "19961027T020100",
            [falsch("28.10.2007 um 02:01")],
        ),
        (
            "19960331T020000",
            "19960401T020000",
            [f"DTSTART ist kein Tag, den RRULE nennt. [{RFC}, 3.8.5.3]"],
        ),
        (
            "19960331T020000",
            "20200329T020000",
            [
                f"Die Zeitzone beginnt erst nach dem ersten Ereignis. [{PORTAL}]",
                falsch("25.03.2007 um 03:00"),
            ],
        ),
        (
            "TZOFFSETTO:+0200",
            "TZOFFSETTO:zwei",
            [f"Beginn oder Abstand ist nicht lesbar. [{RFC}, 3.6.5]"],
        ),
    ],
)  # fmt: skip
def test_what_is_broken_is_found(alt: str, neu: str, befunde: list[str]) -> None:
    text = ersetzt(ABONNEMENT, alt, neu)

    assert saetze(list(pruefen(gelesen(text), JETZT))) == befunde
