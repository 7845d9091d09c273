"""A calendar written by hand that keeps every rule, for tests that break one thing at a time."""

from datetime import UTC, datetime

from konferenzen.kalenderpruefung.befund import Befund
from konferenzen.kalenderpruefung.lesen import Block, lesen

JETZT = datetime(2026, 1, 14, 9, tzinfo=UTC)
UID = "2f1b0c9e-6a57-4f0e-9d7a-0b3c5e8a1d24@quartiere.example.org"
PFAD = "/kalender/stadtteil/welper.ics"
RFC, PORTAL = "RFC 5545", "Regel des Portals"

ZEITZONE = """\
BEGIN:VTIMEZONE
TZID:Europe/Berlin
BEGIN:DAYLIGHT
DTSTART:19960331T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
TZNAME:CEST
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
TZNAME:CET
END:STANDARD
END:VTIMEZONE
"""
EREIGNIS = f"""\
BEGIN:VEVENT
UID:{UID}
DTSTAMP:20260113T080000Z
LAST-MODIFIED:20260113T080000Z
CREATED:20260101T080000Z
SEQUENCE:1
DTSTART;TZID=Europe/Berlin:20260126T170000
DTEND;TZID=Europe/Berlin:20260126T190000
SUMMARY:Welper: Stadtteilkonferenz
DESCRIPTION:Kaffee\\, Kuchen.\\n\\nMehr: https://q.example.org/termine/welper/
CATEGORIES:Stadtteilkonferenz,Welper
CLASS:PUBLIC
TRANSP:TRANSPARENT
STATUS:CONFIRMED
LOCATION:Haus\\, Straße 2\\, 45527 Hattingen
GEO:51.4;7.2
ORGANIZER;CN="Stadt; Hattingen":mailto:buero@example.org
URL:https://q.example.org/termine/welper/
END:VEVENT
"""
EINZELN = f"""\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Stadt Hattingen//Quartiersportal//DE
CALSCALE:GREGORIAN
{ZEITZONE}{EREIGNIS}END:VCALENDAR
"""
ABONNEMENT = EINZELN.replace(
    "CALSCALE:GREGORIAN\n",
    f"""\
CALSCALE:GREGORIAN
NAME:Welper
X-WR-CALNAME:Welper
DESCRIPTION:Alles in Welper.
X-WR-CALDESC:Alles in Welper.
X-WR-TIMEZONE:Europe/Berlin
SOURCE;VALUE=URI:https://q.example.org{PFAD}
URL:https://q.example.org/stadtteile/welper/
COLOR:teal
REFRESH-INTERVAL;VALUE=DURATION:PT6H
X-PUBLISHED-TTL:PT6H
""",
)


def als_bytes(text: str) -> bytes:
    return text.replace("\n", "\r\n").encode()


def ersetzt(text: str, alt: str, neu: str) -> str:
    """Give `text` with `alt`, which stands there exactly once, replaced."""
    assert text.count(alt) == 1, (alt, text.count(alt))
    return text.replace(alt, neu)


def gelesen(text: str) -> Block:
    kalender, befunde = lesen(als_bytes(text))
    assert kalender is not None
    assert befunde == []
    return kalender


def saetze(befunde: list[Befund]) -> list[str]:
    """Give what was found and whose rule it is, without the place."""
    return [f"{befund.satz} [{befund.quelle}]" for befund in befunde]
