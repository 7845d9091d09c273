"""Programs that read a calendar independently, and what they have in common."""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NoReturn

import pytest
import recurring_ical_events
from icalendar import Calendar

WURZEL = Path(__file__).resolve().parents[3]
ICAL_MJS = Path(__file__).with_name("ical.mjs")


def fehlt(satz: str) -> NoReturn:
    """Skip the test with this line; fail where nothing may be left out, as in .ci/run."""
    if os.environ.get("PORTAL_BROWSER_PFLICHT") == "1":
        pytest.fail(satz)
    pytest.skip(satz)


@dataclass(frozen=True)
class Gelesen:
    """What a reader makes of one event; times in UTC, None where it does not tell."""

    uid: str | None
    beginn: datetime
    ende: datetime
    titel: str
    ort: str
    status: str | None
    sequenz: int | None
    beschreibung: str | None = None

    def ohne(self, *felder: str) -> "Gelesen":
        """Give it as a reader tells it that does not show `felder`: None there."""
        return replace(self, **dict.fromkeys(felder))


def mit_icalendar(inhalt: bytes) -> list[Gelesen]:
    """Read as the Python library `icalendar` does."""
    return [_aus(ereignis) for ereignis in Calendar.from_ical(inhalt).walk("VEVENT")]


def mit_recurring_ical_events(inhalt: bytes) -> list[Gelesen]:
    """Read as recurring-ical-events does, which other servers show calendars with; by UID."""
    vorkommen = recurring_ical_events.of(Calendar.from_ical(inhalt)).all()
    return sorted((_aus(ereignis) for ereignis in vorkommen), key=lambda g: g.uid or "")


def _aus(ereignis: Any) -> Gelesen:
    return Gelesen(
        uid=str(ereignis["UID"]),
        beginn=ereignis.start.astimezone(UTC),
        ende=ereignis.end.astimezone(UTC),
        titel=str(ereignis["SUMMARY"]),
        ort=str(ereignis.get("LOCATION", "")),
        status=str(ereignis["STATUS"]),
        sequenz=ereignis["SEQUENCE"],
        beschreibung=str(ereignis["DESCRIPTION"]),
    )


def mit_ical_js(inhalt: bytes) -> list[Gelesen]:
    """Read as ical.js does, the parser of Thunderbird, by the calendar's own VTIMEZONE."""
    node = shutil.which("node")
    if node is None or not (WURZEL / "node_modules" / "ical.js").is_dir():
        fehlt("Kein ical.js gefunden (npm ci).")
    lauf = subprocess.run([node, ICAL_MJS], input=inhalt, capture_output=True, check=True)
    return [
        Gelesen(
            uid=ereignis["uid"],
            beginn=datetime.fromisoformat(ereignis["beginn"]),
            ende=datetime.fromisoformat(ereignis["ende"]),
            titel=ereignis["titel"],
            ort=ereignis["ort"],
            status=ereignis["status"],
            sequenz=ereignis["sequenz"],
            beschreibung=ereignis["beschreibung"],
        )
        for ereignis in json.loads(lauf.stdout)
    ]


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
FELDER = ("uid", "start-long-full", "end-long-full", "title", "location", "status", "description")
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
        uid, beginn, ende, titel, ort, status, beschreibung = zeile.split(FELDENDE)
        gelesen.append(
            Gelesen(
                uid=uid,
                beginn=datetime.fromisoformat(beginn),
                ende=datetime.fromisoformat(ende),
                titel=titel,
                ort=ort,
                status=status.strip(),
                sequenz=None,
                beschreibung=beschreibung,
            )
        )
    return gelesen


def mit_calcurse(inhalt: bytes, ordner: Path) -> list[Gelesen]:
    """Read as the terminal calendar calcurse does; `ordner` takes its files.

    It knows times, titles, and puts description and place into one note.
    """
    programm = shutil.which("calcurse")
    if programm is None:
        fehlt("Kein calcurse gefunden (Debian: apt install calcurse).")
    (ordner / "calcurse").mkdir()
    (ordner / "calcurse.ics").write_bytes(inhalt)
    form = FELDENDE.join(("%(start:%s)", "%(end:%s)", "%m", "%N")) + EREIGNISENDE
    lauf = subprocess.run(
        [
            *(programm, "-q", "-D", ordner / "calcurse", "-i", ordner / "calcurse.ics"),
            *("--dump-imported", "--format-apt", form),
        ],
        env={"HOME": str(ordner), "LC_ALL": "C.UTF-8", "TZ": "Europe/Berlin"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=True,
    )
    gelesen = []
    for zeile in lauf.stdout.decode().split(EREIGNISENDE)[:-1]:
        beginn, ende, titel, notiz = zeile.split(FELDENDE)
        beschreibung, _, angaben = notiz.replace("\n\t", "\n").partition("\n-- \n")
        ort = [z for z in angaben.splitlines() if z.startswith("Location: ")]
        gelesen.append(
            Gelesen(
                uid=None,
                beginn=datetime.fromtimestamp(int(beginn), UTC),
                ende=datetime.fromtimestamp(int(ende), UTC),
                titel=titel,
                ort=ort[0].removeprefix("Location: ") if ort else "",
                status=None,
                sequenz=None,
                beschreibung=beschreibung.strip(),
            )
        )
    return gelesen


VDIRSYNCER = """\
[general]
status_path = "{ordner}/status"
[pair termine]
a = "portal"
b = "platte"
collections = null
[storage portal]
type = "http"
url = "{adresse}"
[storage platte]
type = "filesystem"
path = "{ordner}/platte"
fileext = ".ics"
"""


def mit_vdirsyncer(adresse: str, ordner: Path) -> list[bytes]:
    """Fetch as vdirsyncer does, which puts each event of the feed into a file for khal.

    `ordner` takes its files, and stays the same from one fetch to the next.
    """
    (ordner / "platte").mkdir(exist_ok=True)
    (ordner / "vdirsyncer").write_text(VDIRSYNCER.format(ordner=ordner, adresse=adresse))
    for befehl in ("discover", "sync"):
        subprocess.run(
            [
                Path(sys.executable).with_name("vdirsyncer"),
                *("-c", ordner / "vdirsyncer", befehl),
            ],
            env={"HOME": str(ordner), "LC_ALL": "C.UTF-8", "PATH": os.defpath},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=True,
        )
    return [datei.read_bytes() for datei in sorted((ordner / "platte").glob("*.ics"))]
