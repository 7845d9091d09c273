"""Values of properties: times, and how often a property may stand."""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from konferenzen.kalenderpruefung.befund import PORTAL, Befund
from konferenzen.kalenderpruefung.lesen import Block, Eigenschaft

BERLIN = ZoneInfo("Europe/Berlin")
_ZEIT = re.compile(r"\d{8}T\d{6}(Z?)")
JAHRE = range(1900, 3000)  # of times that can be counted with in every time zone
# TEXT (RFC 5545 section 3.3.11); a list of them has bare commas between its values.
_TEXT = re.compile(r"(?:\\[\\;,nN]|[^\\;,])*")
_LISTE = re.compile(r"(?:\\[\\;,nN]|[^\\;])*")


def utc(eigenschaft: Eigenschaft | None) -> datetime | None:
    """Give the value of a time in UTC form as an aware time; None where it has another form."""
    if eigenschaft is None or eigenschaft.parameter:
        return None
    zeit = uhrzeit(eigenschaft.wert)
    return zeit.replace(tzinfo=UTC) if zeit and eigenschaft.wert.endswith("Z") else None


def ortszeit(eigenschaft: Eigenschaft | None) -> datetime | None:
    """Give a local time of Berlin as an aware one; None where it has another form."""
    if eigenschaft is None or dict(eigenschaft.parameter) != {"TZID": BERLIN.key}:
        return None
    zeit = uhrzeit(eigenschaft.wert)
    return zeit.replace(tzinfo=BERLIN) if zeit and not eigenschaft.wert.endswith("Z") else None


def zeitpunkt(eigenschaft: Eigenschaft | None) -> datetime | None:
    """Give the instant that a time of an event means, in UTC; None where it cannot be read."""
    zeit = utc(eigenschaft) or ortszeit(eigenschaft)
    return zeit.astimezone(UTC) if zeit else None


def vorgeschrieben(block: Block, namen: Iterable[str], quelle: str) -> Iterator[Befund]:
    """Tell which of `namen` do not stand exactly once in `block`."""
    for name in namen:
        anzahl = len(block.alle(name))
        if anzahl != 1:
            fehlt = f"{name} fehlt." if not anzahl else f"{name} steht {anzahl}-mal da."
            yield Befund(block.wo, fehlt, quelle)


def hoechstens_einmal(block: Block, namen: Iterable[str], quelle: str) -> Iterator[Befund]:
    """Tell which of `namen` stand more than once in `block`."""
    for name in namen:
        if (anzahl := len(block.alle(name))) > 1:
            yield Befund(block.wo, f"{name} steht {anzahl}-mal da.", quelle)


def verboten(block: Block, gruende: dict[str, str]) -> Iterator[Befund]:
    """Tell which properties or parts stand in `block` that `gruende` forbids, and why."""
    for name, grund in gruende.items():
        if block.alle(name) or block.teile(name):
            yield Befund(block.wo, f"{name} darf nicht dastehen: {grund}", PORTAL)


def genau(block: Block, name: str, wert: str, quelle: str) -> Iterator[Befund]:
    """Tell when the property stands once, with another value than `wert`."""
    eigenschaft = block.eine(name)
    if eigenschaft and eigenschaft.wert != wert:
        yield Befund(block.wo, f"{name} ist „{eigenschaft.wert}“ statt „{wert}“.", quelle)


def maskierung(block: Block, namen: Iterable[str]) -> Iterator[Befund]:
    """Tell which texts have a character without its escape, or an escape that does not exist."""
    for name in namen:
        for eigenschaft in block.alle(name):
            form = _LISTE if name == "CATEGORIES" else _TEXT
            if not form.fullmatch(eigenschaft.wert):
                yield Befund(
                    block.wo,
                    f"{name}: Strichpunkt, Komma oder Rückstrich ist nicht richtig maskiert.",
                    "RFC 5545, 3.3.11",
                )


def uhrzeit(text: str) -> datetime | None:
    """Give what clocks show at the time `text`, with or without Z; None where it is no time."""
    if not _ZEIT.fullmatch(text):
        return None
    try:
        zeit = datetime.strptime(text[:15], "%Y%m%dT%H%M%S")  # noqa: DTZ007 - the caller knows the zone
    except ValueError:
        return None
    return zeit if zeit.year in JAHRE else None
