"""School holidays out of a calendar file, as states publish them. No database, no request.

All-day events count (RFC 5545 section 3.6.1): DTEND is the day after the last one; without it and
without a DURATION the event is one day long.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any

from icalendar import Calendar
from icalendar.error import BrokenCalendarProperty

from konferenzen.zeitrechnung import FERIEN_HOECHSTENS

HOECHSTENS_BYTES = 1_000_000
HOECHSTENS_EREIGNISSE = 500
HOECHSTENS_ZEICHEN = 120
EIN_TAG = timedelta(days=1)
OHNE_NAMEN = "Schulferien"
JAHRE = range(2000, 2200)


class FerienlisteError(Exception):
    """The file cannot be read; the message is German and names the way out."""


@dataclass(frozen=True)
class Ferienzeit:
    """Holidays as the file has them; `ende` is their last day."""

    name: str
    beginn: date
    ende: date


@dataclass(frozen=True)
class Ferienliste:
    """What a file holds, in order, and for each event that was left out why, in a sentence."""

    zeiten: list[Ferienzeit]
    ausgelassen: list[str]


def lesen(inhalt: bytes) -> Ferienliste:
    """Give the holidays in `inhalt`, an iCalendar file; raises FerienlisteError."""
    if len(inhalt) > HOECHSTENS_BYTES:
        raise FerienlisteError(
            "Die Datei ist zu groß für einen Ferienkalender; erlaubt ist ein Megabyte."
        )
    ereignisse = _ereignisse(inhalt)
    zeiten: set[Ferienzeit] = set()
    ausgelassen: list[str] = []
    for ereignis in ereignisse:
        name = _name(ereignis)
        try:
            zeiten.add(_ferienzeit(name, ereignis))
        except FerienlisteError as fehler:
            ausgelassen.append(f"„{name}“ {fehler}")
    reihe = sorted(zeiten, key=lambda zeit: (zeit.beginn, zeit.ende, zeit.name))
    _einander_ausschliessen(reihe)
    return Ferienliste(reihe, ausgelassen)


def _einander_ausschliessen(reihe: Sequence[Ferienzeit]) -> None:
    """Refuse holidays that overlap: then the file is of several states, or of other things, too."""
    for eine, naechste in pairwise(reihe):
        if naechste.beginn <= eine.ende:
            raise FerienlisteError(
                f"„{eine.name}“ und „{naechste.name}“ überschneiden sich ab "
                f"{naechste.beginn:%d.%m.%Y}. Bitte nehmen Sie eine Datei, die nur die Schulferien "
                "von Nordrhein-Westfalen enthält."
            )


def _ereignisse(inhalt: bytes) -> list[Any]:
    """Give the events; a broken file, one without events or with too many is refused."""
    try:
        text = inhalt.decode("utf-8-sig")
        kalender: Iterable[Any] = Calendar.from_ical(text, multiple=True)
        ereignisse = [ereignis for einer in kalender for ereignis in einer.walk("VEVENT")]
    except (ValueError, IndexError, KeyError, RecursionError) as fehler:
        raise FerienlisteError(
            "Das ist keine lesbare Kalenderdatei. Bitte laden Sie die Ferien als Datei mit der "
            "Endung „.ics“ herunter, und wählen Sie diese aus."
        ) from fehler
    if not ereignisse:
        raise FerienlisteError("In der Datei stehen keine Ferien.")
    if len(ereignisse) > HOECHSTENS_EREIGNISSE:
        raise FerienlisteError(
            f"In der Datei stehen {len(ereignisse)} Einträge; mehr als {HOECHSTENS_EREIGNISSE} "
            "hat kein Ferienkalender. Ist es die richtige Datei?"
        )
    return ereignisse


def _name(ereignis: Any) -> str:
    text = "".join(z if z.isprintable() else " " for z in str(ereignis.get("SUMMARY", "")))
    return " ".join(text.split())[:HOECHSTENS_ZEICHEN].strip() or OHNE_NAMEN


def _ferienzeit(name: str, ereignis: Any) -> Ferienzeit:
    """Give the holidays of one event; raises FerienlisteError that goes on from its name."""
    if "RRULE" in ereignis or "RDATE" in ereignis:
        raise FerienlisteError("wiederholt sich. Schulferien haben jedes Jahr andere Tage.")
    beginn = _tag(ereignis, "DTSTART")
    if beginn is None:
        raise FerienlisteError("hat keinen Beginn, der ein ganzer Tag ist.")
    ende = _letzter_tag(ereignis, beginn)
    if ende < beginn:
        raise FerienlisteError(f"endet vor dem Beginn am {beginn:%d.%m.%Y}.")
    if ende - beginn >= FERIEN_HOECHSTENS:
        raise FerienlisteError(f"dauert ab {beginn:%d.%m.%Y} länger als alle Schulferien.")
    if beginn.year not in JAHRE:
        raise FerienlisteError(f"liegt im Jahr {beginn.year}.")
    return Ferienzeit(name, beginn, ende)


def _letzter_tag(ereignis: Any, beginn: date) -> date:
    """Give the day before DTEND, or the one at which DURATION is over."""
    if "DTEND" in ereignis:
        danach = _tag(ereignis, "DTEND")
        if danach is None:
            raise FerienlisteError("hat kein Ende, das ein ganzer Tag ist.")
        if danach <= beginn:
            # Some write the first day as the end, too, and mean one day. Before it there is no
            # need to count: the first day of all has none before it.
            return danach
        return danach - EIN_TAG
    if "DURATION" in ereignis:
        dauer = _wert(ereignis, "DURATION")
        if not isinstance(dauer, timedelta):
            raise FerienlisteError("hat eine Dauer, die nicht zu lesen ist.")
        try:
            return beginn + dauer - EIN_TAG
        except OverflowError as fehler:
            raise FerienlisteError("dauert länger als alle Schulferien.") from fehler
    return beginn


def _tag(ereignis: Any, feld: str) -> date | None:
    """Give the day of a property, None where it has a time of day or cannot be read."""
    wert = _wert(ereignis, feld)
    return wert if isinstance(wert, date) and not isinstance(wert, datetime) else None


def _wert(ereignis: Any, feld: str) -> Any:
    """Give what a property says of time, None where there is no such or it is broken."""
    try:
        return getattr(ereignis.get(feld), "dt", None)
    except BrokenCalendarProperty:
        return None
