"""The public dates of a conference that hold no more: which of them are kept, and for how long.

Pure. They stand on the conference beside the ledger, so that lists and feeds need no look at it.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Self

from django.utils.dateparse import parse_datetime

from konferenzen.models import Konferenz
from konferenzen.models.konferenz_abfragen import am_selben_tag, tagesbeginn

# In whole days of Berlin: what changed on a day is news until the end of the 14th after.
FRIST = timedelta(days=14)
# Of more than these, those between the first, which most people noted, and the last ones go.
HOECHSTENS = 4


@dataclass(frozen=True)
class BisherigerTermin:
    """A date that was public until the aware time `bis`; `ende` is None where it was not known."""

    beginn: datetime
    ende: datetime | None
    bis: datetime

    @classmethod
    def aus(cls, werte: dict[str, Any]) -> Self:
        """Give what `als_werte` gave."""
        zeiten: dict[str, Any] = {
            name: wert and parse_datetime(wert) for name, wert in werte.items()
        }
        return cls(**zeiten)

    def als_werte(self) -> dict[str, Any]:
        """Give it as JSON can hold it, times in ISO 8601 and UTC."""
        return {
            name: zeit and zeit.astimezone(UTC).isoformat()
            for name, zeit in (("beginn", self.beginn), ("ende", self.ende), ("bis", self.bis))
        }


def bisherige(konferenz: Konferenz) -> list[BisherigerTermin]:
    """Give the dates of `konferenz` that were public and hold no more, in the order of their time.

    That is the time in which they held, so that the last one is its `bisheriger_beginn`.
    """
    if konferenz.bisheriger_beginn is None:
        return []
    termine = [BisherigerTermin.aus(werte) for werte in konferenz.bisherige_termine]
    if termine and termine[-1].beginn == konferenz.bisheriger_beginn:
        return termine
    # A release that knew only this one has written the row.
    return [BisherigerTermin(konferenz.bisheriger_beginn, None, konferenz.geaendert_am)]


def nur_die_uhrzeit(konferenz: Konferenz) -> bool:
    """Tell whether `konferenz` was announced for other times, but always for the day it has now."""
    if konferenz.beginn is None:
        return False
    termine = bisherige(konferenz)
    return bool(termine) and all(am_selben_tag(t.beginn, konferenz.beginn) for t in termine)


def termine_merken(vorher: Konferenz, konferenz: Konferenz, zeitpunkt: datetime) -> None:
    """Keep on `konferenz` the public date of `vorher`, its stored row, that holds no more.

    It is replaced at the aware time `zeitpunkt`. What had ceased to hold more than 14 days earlier
    goes, and so does a date that holds again.
    """
    termine = bisherige(vorher)
    if vorher.beginn is not None and vorher.beginn != konferenz.beginn:
        seit = tagesbeginn(zeitpunkt) - FRIST
        termine = [t for t in termine if t.bis >= seit and t.beginn != vorher.beginn]
        ende = None if vorher.ende_geschaetzt else vorher.ende
        termine.append(BisherigerTermin(vorher.beginn, ende, zeitpunkt))
    termine = [t for t in termine if t.beginn != konferenz.beginn]
    termine = termine[:1] + termine[1:][1 - HOECHSTENS :]
    konferenz.bisherige_termine = [t.als_werte() for t in termine]
    konferenz.bisheriger_beginn = termine[-1].beginn if termine else None
