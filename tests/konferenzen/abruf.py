"""Fetches the feeds as calendar programs do."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.http import HttpResponse
from django.test import Client
from icalendar import Calendar

from konferenzen.fortschreibung import fortschreiben
from konferenzen.models import Konferenz
from tests import fabriken as f

TAG = timedelta(days=1)
MONTAG = f.berlin(2026, 1, 26, 17)
ALLE = "/kalender/alle.ics"
WELPER = "/kalender/stadtteil/welper.ics"
THEMEN = "/kalender/art/themenkonferenz.ics"


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
