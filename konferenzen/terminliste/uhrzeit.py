"""Times as people write them, and local times that a change of the clocks makes impossible."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, tzinfo

from .datum import datum_in_worten
from .zeilen import Meldung

_STUNDE = r"(?P<{0}h>\d{{1,2}})(?:[:.](?P<{0}m>\d\d)(?::00)?|h(?P<{0}n>\d\d))?(?![\d:])"
_UHR = r"\s*(?:uhr|h)?\b"
_BIS = (
    r"\s*,?\s*(?:-|bis|ende:?)[\s,]*(?:um\s*)?"
    r"(?P<etwa>(?:ca\b\.?|circa|etwa|gegen|ungefähr|voraussichtlich)\s*(?:um\s*)?)?"
)
_SPANNE = re.compile(
    rf"(?<![\d.:])(?<!\d,){_STUNDE.format('v')}{_UHR}{_BIS}{_STUNDE.format('b')}{_UHR}",
    re.IGNORECASE,
)
_BEGINN = re.compile(
    rf"(?<![\d.:])(?<!\d,)(?:{_STUNDE.format('v')}\s*(?:uhr|h)\b|(?P<wh>\d{{1,2}})[:h.](?P<wm>\d\d)(?![\d:.]))",
    re.IGNORECASE,
)
# In running text "1-3" is a house number: a time says "Uhr", has minutes or follows "von" or "um".
_ZEITZEICHEN = re.compile(
    r"\d\s*(?:uhr|h)\b|\d[:h]\d\d|\d\.\d\d\s*-\s*\d{1,2}\.\d\d", re.IGNORECASE
)
_ZEITWORT = re.compile(r"\b(?:von|um|ab|zeit:?|uhrzeit:?)\s*\Z", re.IGNORECASE)
_DAZWISCHEN = re.compile(r"[\s,;(/-]*")


@dataclass(frozen=True, slots=True)
class Zeitfund:
    """The times in a text. ``ungefaehr`` marks an end given as "gegen 19 Uhr"."""

    gefunden: bool
    beginn: time | None
    ende: time | None
    rest: str
    ungefaehr: bool = False
    meldungen: tuple[Meldung, ...] = ()


def uhrzeit_in_worten(zeit: time) -> str:
    """ "17", or "17.30" where the hour is not full."""
    return f"{zeit.hour}.{zeit.minute:02d}" if zeit.minute else f"{zeit.hour}"


def uhrzeitstelle(text: str) -> tuple[int, int] | None:
    """Where a text with plain hyphens and without its date has its time; None if nowhere."""
    treffer = _treffer(text)
    return treffer.span() if treffer else None


def _treffer(text: str) -> re.Match[str] | None:
    return _SPANNE.search(text) or _BEGINN.search(text)


def uhrzeit_finden(text: str) -> Zeitfund:
    """The first span or time of day in a text with plain hyphens and without its date."""
    treffer = _treffer(text)
    if treffer is None:
        return Zeitfund(False, None, None, text)
    rest = f"{text[: treffer.start()]} {text[treffer.end() :]}"
    teile = treffer.groupdict()
    beginn, fehler_beginn = _zeit(teile["vh"] or teile["wh"], _minute(teile, "v"))
    if teile.get("bh") is None:
        return Zeitfund(True, beginn, None, rest, meldungen=fehler_beginn)
    ende, fehler_ende = _zeit(teile["bh"], _minute(teile, "b"))
    meldungen = fehler_beginn + fehler_ende
    if beginn and ende and ende <= beginn:
        meldungen += (Meldung(_verkehrt(beginn, ende)),)
        beginn = ende = None
    return Zeitfund(True, beginn, ende, rest, bool(teile["etwa"]), meldungen)


def zeitstellen(text: str, daten: Sequence[tuple[int, int]] = ()) -> list[tuple[int, int]]:
    """Where times stand in running text with plain hyphens, whose dates are blanked out.

    ``daten`` are the places of the dates: figures directly behind one are a time.
    """
    enden = [bis for _, bis in daten]
    treffer = [*_SPANNE.finditer(text), *_BEGINN.finditer(text)]
    stellen: list[tuple[int, int]] = []
    for fund in sorted(treffer, key=lambda fund: (fund.start(), -fund.end())):
        davor = text[max(0, fund.start() - 10) : fund.start()]
        stelle = bisect_right(enden, fund.start())
        hinter_datum = stelle and _DAZWISCHEN.fullmatch(text, enden[stelle - 1], fund.start())
        gilt = hinter_datum or _ZEITZEICHEN.search(fund.group()) or _ZEITWORT.search(davor)
        if gilt and not (stellen and fund.start() < stellen[-1][1]):
            stellen.append(fund.span())
    return stellen


def _minute(teile: dict[str, str | None], wo: str) -> str:
    return teile.get(f"{wo}m") or teile.get(f"{wo}n") or teile.get("wm") or "00"


def _zeit(stunde: str | None, minute: str) -> tuple[time | None, tuple[Meldung, ...]]:
    if stunde is None:
        return None, ()
    if int(stunde) < 24 and int(minute) < 60:
        return time(int(stunde), int(minute)), ()
    gelesen = stunde if minute == "00" else f"{stunde}.{minute}"
    return None, (Meldung(f"{gelesen} Uhr gibt es nicht; möglich ist 0.00 bis 23.59 Uhr."),)


def _verkehrt(beginn: time, ende: time) -> str:
    von, bis = uhrzeit_in_worten(beginn), uhrzeit_in_worten(ende)
    if beginn == ende:
        return f"Beginn und Ende sind gleich: {von}–{bis} Uhr."
    return f"Ende vor Beginn: {von}–{bis} Uhr; gemeint ist vielleicht {bis}–{von} Uhr."


def ortszeit(datum: date, zeit: time, zone: tzinfo) -> tuple[datetime | None, tuple[Meldung, ...]]:
    """The moment of a local time, or None and the reason when it does not exist or exists twice.

    ``fold`` tells the two offsets apart (PEP 495): they differ in the gap of spring, where a way
    through UTC does not lead back, and in the doubled hour of autumn.
    """
    moment = datetime.combine(datum, zeit, tzinfo=zone)
    if moment.utcoffset() == moment.replace(fold=1).utcoffset():
        return moment, ()
    wann = f"Am {datum_in_worten(datum)} gibt es {uhrzeit_in_worten(zeit)} Uhr"
    zurueck = moment.astimezone(UTC).astimezone(zone)
    if zurueck.replace(tzinfo=None) == moment.replace(tzinfo=None):
        return None, (Meldung(f"{wann} zweimal, denn die Sommerzeit endet."),)
    return None, (Meldung(f"{wann} nicht, denn die Sommerzeit beginnt."),)
