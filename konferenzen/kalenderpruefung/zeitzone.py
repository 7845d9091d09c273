"""The calendar's own clock, minute by minute against the time zone database (RFC 5545, 3.6.5)."""

import re
from calendar import SUNDAY, monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from konferenzen.kalenderpruefung.befund import PORTAL, Befund
from konferenzen.kalenderpruefung.lesen import Block
from konferenzen.kalenderpruefung.werte import BERLIN, uhrzeit, verboten, vorgeschrieben, zeitpunkt

# The oldest year that a calendar of the portal may have to show, and how far it looks ahead.
ERSTES_JAHR = 2007
JAHRE_VORAUS = 10
_MONAT = "([1-9]|1[0-2])"
_REGEL = re.compile(f"FREQ=YEARLY;(?:BYDAY=-1SU;BYMONTH={_MONAT}|BYMONTH={_MONAT};BYDAY=-1SU)")
_ABSTAND = re.compile(r"([+-])(\d\d)(\d\d)")
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Wechsel:
    """A rule by which the clocks change: at this time of the last Sunday of `monat`, each year."""

    seit: datetime
    monat: int
    von: timedelta
    nach: timedelta

    def in_utc(self, jahr: int) -> datetime:
        """Give the instant of the change in `jahr`; DTSTART counts on the clock before it."""
        letzter = date(jahr, self.monat, monthrange(jahr, self.monat)[1])
        sonntag = letzter - timedelta(days=(letzter.weekday() - SUNDAY) % 7)
        return datetime.combine(sonntag, self.seit.time(), tzinfo=UTC) - self.von


def pruefen(kalender: Block, jetzt: datetime) -> Iterator[Befund]:
    """Give what is wrong with the time zone; right until ten years after the newest event."""
    zonen = kalender.teile("VTIMEZONE")
    if len(zonen) != 1:
        yield Befund(kalender.wo, f"Erwartet wird eine VTIMEZONE, da sind {len(zonen)}.", PORTAL)
        return
    (zone,) = zonen
    yield from vorgeschrieben(zone, ("TZID",), "RFC 5545, 3.6.5")
    if zone.eine("TZID") and zone.text("TZID") != BERLIN.key:
        yield Befund(zone.wo, f"TZID ist „{zone.text('TZID')}“ statt „{BERLIN.key}“.", PORTAL)
    if kalender.bloecke[0] is not zone:
        yield Befund(zone.wo, "Die Zeitzone muss vor dem ersten Ereignis stehen.", PORTAL)
    wechsel = []
    for teil in zone.bloecke:
        gelesen, befunde = _wechsel_aus(teil)
        yield from befunde
        wechsel += gelesen
    if sorted(teil.name for teil in zone.bloecke) != ["DAYLIGHT", "STANDARD"]:
        yield Befund(zone.wo, "Erwartet werden je ein STANDARD und ein DAYLIGHT.", PORTAL)
    elif len(wechsel) == len(zone.bloecke):
        ereignisse = kalender.teile("VEVENT")
        zeiten = [z for e in ereignisse if (z := zeitpunkt(e.eine("DTSTART")))]
        bis = max([jetzt, *zeiten]).year + JAHRE_VORAUS
        erster = min([*zeiten, datetime(ERSTES_JAHR, 1, 1, tzinfo=UTC)])
        if any(w.in_utc(w.seit.year) > erster for w in wechsel):
            yield Befund(zone.wo, "Die Zeitzone beginnt erst nach dem ersten Ereignis.", PORTAL)
        if (falsch := _erste_falsche_minute(tuple(wechsel), bis)) is not None:
            yield Befund(
                zone.wo,
                f"Die Uhr geht falsch, zuerst am {falsch.astimezone(BERLIN):%d.%m.%Y um %H:%M}.",
                "RFC 5545, 3.6.5",
            )


def _wechsel_aus(teil: Block) -> tuple[list[Wechsel], list[Befund]]:
    """Give the rule that `teil` states, none where it cannot be read."""
    pflicht = ("DTSTART", "TZOFFSETFROM", "TZOFFSETTO", "RRULE")
    befunde = [
        *vorgeschrieben(teil, pflicht, "RFC 5545, 3.6.5"),
        *verboten(
            teil, {"RDATE": "Outlook übergeht es, und Thunderbird irrt damit um eine Stunde."}
        ),
    ]
    werte = [eigenschaft.wert for name in pflicht if (eigenschaft := teil.eine(name))]
    if len(werte) != len(pflicht):
        return [], befunde
    seit, regel = _seit(werte[0]), _REGEL.fullmatch(werte[3])
    von, nach = _abstand(werte[1]), _abstand(werte[2])
    if seit is None or von is None or nach is None:
        befunde.append(Befund(teil.wo, "Beginn oder Abstand ist nicht lesbar.", "RFC 5545, 3.6.5"))
        return [], befunde
    if regel is None:
        befunde.append(
            Befund(
                teil.wo,
                f"RRULE ist „{werte[3]}“; alle Programme verstehen nur „FREQ=YEARLY“ mit "
                "„BYMONTH“ und „BYDAY=-1SU“.",
                PORTAL,
            )
        )
        return [], befunde
    wechsel = Wechsel(seit, int(regel[1] or regel[2]), von, nach)
    if wechsel.in_utc(seit.year) + von != seit.replace(tzinfo=UTC):
        befunde.append(
            Befund(teil.wo, "DTSTART ist kein Tag, den RRULE nennt.", "RFC 5545, 3.8.5.3")
        )
    return [wechsel], befunde


@lru_cache(maxsize=16)
def _erste_falsche_minute(wechsel: tuple[Wechsel, ...], bis: int) -> datetime | None:
    """Give the first minute of a day of change from 2007 to the year `bis` that the rules miss.

    Each day of change, since between two of them no clock does anything.
    """
    stufen = sorted((w.in_utc(j), w.nach) for w in wechsel for j in range(w.seit.year, bis + 2))
    for tag in _wechseltage(bis):
        zeit = datetime.combine(tag, datetime.min.time(), tzinfo=BERLIN).astimezone(UTC)
        stelle = sum(1 for beginn, _ in stufen if beginn <= zeit)
        while zeit.astimezone(BERLIN).date() == tag:
            while stelle < len(stufen) and stufen[stelle][0] <= zeit:
                stelle += 1
            if not stelle or stufen[stelle - 1][1] != zeit.astimezone(BERLIN).utcoffset():
                return zeit
            zeit += MINUTE
    return None


@lru_cache(maxsize=16)
def _wechseltage(bis: int) -> tuple[date, ...]:
    """Give the days from 2007 to the year `bis` on which Berlin's clocks change."""
    mitternacht = datetime(ERSTES_JAHR, 1, 1, tzinfo=BERLIN)
    tage = []
    while mitternacht.year <= bis:
        morgen = mitternacht + timedelta(days=1)
        if mitternacht.utcoffset() != morgen.utcoffset():
            tage.append(mitternacht.date())
        mitternacht = morgen
    return tuple(tage)


def _seit(text: str) -> datetime | None:
    """Give the time on the clock before the change; None where it is none."""
    return None if text.endswith("Z") else uhrzeit(text)


def _abstand(text: str) -> timedelta | None:
    if not (teile := _ABSTAND.fullmatch(text)):
        return None
    dauer = timedelta(hours=int(teile[2]), minutes=int(teile[3]))
    return dauer if teile[1] == "+" else -dauer
