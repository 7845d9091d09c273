"""Three programs that read a calendar independently, and what they have in common."""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from icalendar import Calendar

WURZEL = Path(__file__).resolve().parents[3]
ICAL_MJS = Path(__file__).with_name("ical.mjs")


@dataclass(frozen=True)
class Gelesen:
    """What a reader makes of one event; times in UTC."""

    uid: str
    beginn: datetime
    ende: datetime
    titel: str
    ort: str
    status: str
    sequenz: int | None

    def ohne_sequenz(self) -> "Gelesen":
        """Give it as khal tells it, which shows no SEQUENCE."""
        return replace(self, sequenz=None)


def mit_icalendar(inhalt: bytes) -> list[Gelesen]:
    """Read as the Python library `icalendar` does."""
    return [
        Gelesen(
            uid=str(ereignis["UID"]),
            beginn=ereignis.start.astimezone(UTC),
            ende=ereignis.end.astimezone(UTC),
            titel=str(ereignis["SUMMARY"]),
            ort=str(ereignis.get("LOCATION", "")),
            status=str(ereignis["STATUS"]),
            sequenz=ereignis["SEQUENCE"],
        )
        for ereignis in Calendar.from_ical(inhalt).walk("VEVENT")
    ]


def mit_ical_js(inhalt: bytes) -> list[Gelesen]:
    """Read as ical.js does, the parser of Thunderbird, by the calendar's own VTIMEZONE."""
    return [
        Gelesen(
            uid=ereignis["uid"],
            beginn=datetime.fromisoformat(ereignis["beginn"]),
            ende=datetime.fromisoformat(ereignis["ende"]),
            titel=ereignis["titel"],
            ort=ereignis["ort"],
            status=ereignis["status"],
            sequenz=ereignis["sequenz"],
        )
        for ereignis in roh_mit_ical_js(inhalt)
    ]


def roh_mit_ical_js(inhalt: bytes) -> list[dict[str, str]]:
    """Give ical.js's own view, with the description; skips the test where Node.js is missing."""
    node = shutil.which("node")
    if node is None or not (WURZEL / "node_modules" / "ical.js").is_dir():
        if os.environ.get("PORTAL_BROWSER_PFLICHT") == "1":
            pytest.fail("ical.js fehlt: Bitte rufen Sie „npm ci“ auf.")
        pytest.skip("ical.js fehlt (npm ci)")
    lauf = subprocess.run([node, ICAL_MJS], input=inhalt, capture_output=True, check=True)
    return json.loads(lauf.stdout)


KHAL = """\
[calendars]
[[leer]]
path = {ordner}/leer
[locale]
local_timezone = UTC
default_timezone = UTC
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%dT%H:%M+00:00
[sqlite]
path = {ordner}/khal.db
"""
FELDER = ("uid", "start-long-full", "end-long-full", "title", "location", "status")
# Visible ones: khal drops control characters.
FELDENDE, EREIGNISENDE = "␟", "␞\n"


def mit_khal(inhalt: bytes, ordner: Path) -> list[Gelesen]:
    """Read as the terminal calendar khal does; `ordner` takes its files. SEQUENCE is None."""
    (ordner / "leer").mkdir(exist_ok=True)
    (ordner / "config").write_text(KHAL.format(ordner=ordner))
    (ordner / "kalender.ics").write_bytes(inhalt)
    form = FELDENDE.join(f"{{{feld}}}" for feld in FELDER) + EREIGNISENDE.strip()
    lauf = subprocess.run(
        [
            Path(sys.executable).with_name("khal"),
            *("-c", ordner / "config", "printics", "--format", form, ordner / "kalender.ics"),
        ],
        env={"HOME": str(ordner), "LC_ALL": "C.UTF-8", "PATH": os.defpath},
        capture_output=True,
        check=True,
    )
    _ueberschrift, _, ausgabe = lauf.stdout.decode().partition("\n")
    gelesen = []
    for zeile in ausgabe.split(EREIGNISENDE)[:-1]:
        uid, beginn, ende, titel, ort, status = zeile.split(FELDENDE)
        gelesen.append(
            Gelesen(
                uid=uid,
                beginn=datetime.fromisoformat(beginn),
                ende=datetime.fromisoformat(ende),
                titel=titel,
                ort=ort,
                status=status.strip(),
                sequenz=None,
            )
        )
    return gelesen
