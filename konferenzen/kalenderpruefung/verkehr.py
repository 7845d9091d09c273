"""What is said over HTTP around a calendar (RFC 9110, RFC 9111)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from konferenzen.kalenderpruefung.abruf import Abruf, Antwort
from konferenzen.kalenderpruefung.befund import PORTAL, Befund

TYP = "text/calendar; charset=utf-8"
OK, UNVERAENDERT = 200, 304
_STARK = re.compile(r'"[\x21\x23-\x7e]+"')
_DATEINAME = re.compile(r'filename="?[\w.-]+\.ics"?')
# What a server or proxy says of this one answer, not of the calendar.
WECHSELND = {"date", "connection", "keep-alive", "server", "via", "x-request-id", "age"}


@dataclass(frozen=True)
class Gespraech:
    """What a client and the server say to each other about one calendar."""

    erste: Antwort
    zweite: Antwort
    kopf: Antwort
    mit_etag: Antwort
    mit_datum: Antwort
    mit_fremdem_etag: Antwort


def fuehren(abruf: Abruf, pfad: str) -> Gespraech:
    """Ask for `pfad` in the ways in which calendar programs ask.

    Who saves a conference in between is not to be taken for a fault: then it asks once more.
    """
    gespraech = _einmal(abruf, pfad)
    if gespraech.erste.kopf.get("etag") != gespraech.mit_datum.kopf.get("etag"):
        gespraech = _einmal(abruf, pfad)
    return gespraech


def _einmal(abruf: Abruf, pfad: str) -> Gespraech:
    erste = abruf("GET", pfad, {})
    etag, datum = erste.kopf.get("etag", ""), erste.kopf.get("last-modified", "")
    return Gespraech(
        erste=erste,
        zweite=abruf("GET", pfad, {"Accept": "image/png"}),
        kopf=abruf("HEAD", pfad, {}),
        mit_etag=abruf("GET", pfad, {"If-None-Match": etag}),
        mit_fremdem_etag=abruf(
            "GET", pfad, {"If-None-Match": '"fremd"', "If-Modified-Since": datum}
        ),
        mit_datum=abruf("GET", pfad, {"If-Modified-Since": datum}),
    )


def pruefen(gespraech: Gespraech, *, herunterladen: bool, jetzt: datetime) -> Iterator[Befund]:
    """Give what is wrong with how a calendar is handed out.

    A feed is shown, a single event is downloaded (`herunterladen`). Nothing else is worth saying
    where there is no calendar at all.
    """
    erste = gespraech.erste
    if grund := kein_kalender(erste):
        yield Befund("HTTP", grund, PORTAL)
        return
    yield from _kopfzeilen(erste, herunterladen, jetzt)
    if gespraech.zweite.status != OK:
        yield Befund("HTTP", "Mit „Accept: image/png“ gibt es keinen Kalender.", PORTAL)
    elif gespraech.zweite.inhalt != erste.inhalt:
        yield Befund("HTTP", "Ein zweiter Abruf bringt andere Bytes.", PORTAL)
    yield from _kopfanfrage(gespraech.kopf, erste)
    yield from _unveraendert(gespraech.mit_etag, erste, "If-None-Match")
    yield from _unveraendert(gespraech.mit_datum, erste, "If-Modified-Since")
    if gespraech.mit_fremdem_etag.status != OK:
        yield Befund("HTTP", "If-None-Match geht nicht vor If-Modified-Since.", "RFC 9110, 13.2.2")


def kein_kalender(antwort: Antwort) -> str:
    """Say why `antwort` is not even a calendar; empty where it is one."""
    if 300 <= antwort.status < 400:
        ziel = antwort.kopf.get("location", "unbekannt")
        return f"Weiterleitung nach {ziel}; Kalenderprogramme folgen nicht zuverlässig."
    if antwort.status != OK:
        return f"Die Antwort hat den Status {antwort.status}."
    if antwort.kopf.get("content-type", "").startswith("text/html"):
        return "Statt eines Kalenders kommt eine HTML-Seite."
    return ""


def _kopfzeilen(antwort: Antwort, herunterladen: bool, jetzt: datetime) -> Iterator[Befund]:
    kopf = antwort.kopf
    if (typ := kopf.get("content-type", "")).lower() != TYP:
        yield Befund("HTTP", f"Content-Type ist „{typ}“ statt „{TYP}“.", "RFC 5545, 8.1")
    if not _STARK.fullmatch(etag := kopf.get("etag", "")):
        yield Befund("HTTP", f"ETag fehlt oder ist nicht stark: „{etag}“.", "RFC 9110, 8.8.3")
    yield from _zuletzt(kopf.get("last-modified", ""), jetzt)
    if "public" not in re.split(r"[\s,]+", kopf.get("cache-control", "")):
        yield Befund("HTTP", "Cache-Control enthält nicht „public“.", PORTAL)
    if "set-cookie" in kopf:
        yield Befund("HTTP", "Ein Cookie wird gesetzt.", PORTAL)
    if "cookie" in kopf.get("vary", "").lower() or kopf.get("vary") == "*":
        yield Befund("HTTP", f"Vary ist „{kopf['vary']}“: Kein Zwischenspeicher hilft.", PORTAL)
    ablage = kopf.get("content-disposition", "")
    art = "attachment" if herunterladen else "inline"
    if not ablage.startswith(f"{art};") or not _DATEINAME.search(ablage):
        yield Befund(
            "HTTP", f"Content-Disposition ist „{ablage}“ statt {art} mit Dateinamen.", PORTAL
        )
    laenge = kopf.get("content-length")
    if laenge is not None and laenge != str(len(antwort.inhalt)):
        yield Befund(
            "HTTP",
            f"Content-Length ist {laenge} bei {len(antwort.inhalt)} Oktetten.",
            "RFC 9110, 8.6",
        )


def _zuletzt(datum: str, jetzt: datetime) -> Iterator[Befund]:
    try:
        zeit = parsedate_to_datetime(datum)
    except ValueError:
        yield Befund(
            "HTTP", f"Last-Modified fehlt oder ist kein Datum: „{datum}“.", "RFC 9110, 8.8.2"
        )
        return
    # "-0000" is a time in UTC, too, yet read without a zone (RFC 5322 section 3.3).
    if (zeit if zeit.tzinfo else zeit.replace(tzinfo=UTC)) > jetzt:
        yield Befund("HTTP", f"Last-Modified liegt in der Zukunft: {datum}.", "RFC 9110, 8.8.2.1")


def _kopfanfrage(kopf: Antwort, erste: Antwort) -> Iterator[Befund]:
    if kopf.status != erste.status:
        yield Befund("HTTP", f"HEAD hat den Status {kopf.status}.", "RFC 9110, 9.3.2")
        return
    if kopf.inhalt:
        yield Befund("HTTP", "HEAD hat einen Inhalt.", "RFC 9110, 9.3.2")
    verschieden = sorted(
        name
        for name in {*kopf.kopf, *erste.kopf} - WECHSELND
        if kopf.kopf.get(name) != erste.kopf.get(name)
    )
    if verschieden:
        yield Befund(
            "HTTP", f"HEAD sagt anderes als GET: {', '.join(verschieden)}.", "RFC 9110, 9.3.2"
        )


def _unveraendert(antwort: Antwort, erste: Antwort, womit: str) -> Iterator[Befund]:
    if antwort.status != UNVERAENDERT:
        yield Befund("HTTP", f"{womit} bringt {antwort.status} statt 304.", "RFC 9110, 15.4.5")
        return
    if antwort.inhalt:
        yield Befund("HTTP", f"Die 304 auf {womit} hat einen Inhalt.", "RFC 9110, 15.4.5")
    for name in ("etag", "cache-control"):
        if antwort.kopf.get(name) != erste.kopf.get(name):
            yield Befund("HTTP", f"Die 304 auf {womit} hat ein anderes {name}.", "RFC 9110, 15.4.5")
