"""Conferences as iCalendar (RFC 5545, 7986): rows in, bytes out; no request, no query, no clock.

The same rows give the same bytes at any time, so that a feed's hash changes only with its content.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import dateformat
from icalendar import (
    Calendar,
    Component,
    Event,
    Timezone,
    TimezoneDaylight,
    TimezoneStandard,
    vCalAddress,
    vCategory,
    vDatetime,
    vDuration,
    vGeo,
    vInt,
    vText,
    vUri,
)

from hattingen_portal.grundlage.absolut import absolut
from hattingen_portal.grundlage.gedaechtnis import abgeleitet
from hattingen_portal.grundlage.texte import ohne_steuerzeichen
from konferenzen.bisheriges import bisherige, nur_die_uhrzeit
from konferenzen.models import Form, Konferenz, Status
from konferenzen.models.aenderung import NEUE_UHRZEIT
from konferenzen.zeitangaben import bisheriger_termin_in_worten, nacheinander
from quartiere.models import Ton

BERLIN = ZoneInfo("Europe/Berlin")
# How often a calendar program should look again.
ABRUF = timedelta(hours=6)
# Octets in a line, without the space that marks a continued one.
STUECK = 74
# COLOR takes CSS names only (RFC 7986 section 5.9): the nearest to each sign.
FARBEN = {
    Ton.VIOLETT: "indigo",
    Ton.BLAU: "steelblue",
    Ton.ROT: "darkred",
    Ton.TUERKIS: "teal",
    Ton.ORANGE: "saddlebrown",
    Ton.GRUEN: "darkolivegreen",
    Ton.GRAU: "dimgray",
}
WAS_GILT = {
    "ABGESAGT": "Dieser Termin ist abgesagt.",
    "VERSCHOBEN": "Dieser Termin ist verschoben, der neue folgt. Das alte Datum gilt nicht mehr.",
    "ZURÜCKGEZOGEN": "Dieser Eintrag wurde zurückgezogen und gilt nicht mehr.",
}
BEISPIEL = "Dies ist ein Beispiel zum Zeigen und Üben: Der Termin findet nicht statt."
LETZTER_GRUND = "Grund der letzten Änderung: "
ENDE_ANGENOMMEN = "Wann der Termin endet, steht nicht fest: Das Ende hier ist angenommen."
ORT_FOLGT = "Der Ort wird noch bekanntgegeben."


@dataclass(frozen=True)
class Kopf:
    """What a feed says about itself: texts, the absolute addresses of feed and page, its tone."""

    name: str
    beschreibung: str
    quelle: str
    seite: str
    ton: str = Ton.GRAU


class Text(vText):
    r"""A TEXT value with the four escapes of RFC 5545 section 3.3.11.

    The library's own takes a literal "\N", as in "C:\Neu", for a line break.
    """

    ERSATZ = str.maketrans({"\\": r"\\", ";": r"\;", ",": r"\,", "\n": r"\n"})

    def to_ical(self) -> bytes:
        return self.translate(self.ERSATZ).encode()


def feed(kopf: Kopf, konferenzen: Iterable[Konferenz], ausstehend: Iterable[Konferenz]) -> bytes:
    """Give the calendar to subscribe to.

    `konferenzen` become events, as `im_kalender()` picks them; `ausstehend`, those whose date is
    still to be announced, are named in its description. Both need Stadtteil, Runde and venue.
    """
    kalender = _kalender()
    name, beschreibung = _zeile(kopf.name), _absaetze(_vorstellung(kopf, ausstehend))
    kalender.add("NAME", name)
    kalender.add("X-WR-CALNAME", name)
    kalender.add("DESCRIPTION", beschreibung)
    kalender.add("X-WR-CALDESC", beschreibung)
    kalender.add("X-WR-TIMEZONE", _zeile(BERLIN.key))
    kalender.add("SOURCE", vUri(kopf.quelle), {"VALUE": "URI"})
    kalender.add("URL", vUri(kopf.seite))
    kalender.add("COLOR", _zeile(FARBEN[Ton(kopf.ton)]))
    kalender.add("REFRESH-INTERVAL", vDuration(ABRUF), {"VALUE": "DURATION"})
    kalender.add("X-PUBLISHED-TTL", vDuration(ABRUF))
    return _als_bytes(kalender, konferenzen)


def einzeltermin(konferenz: Konferenz) -> bytes:
    """Give a calendar with this one event, to add to one's own.

    `konferenz` has or had a published date. Without name and refresh interval, of which Outlook
    would make a new calendar.
    """
    return _als_bytes(_kalender(), [konferenz])


def _als_bytes(kalender: Calendar, konferenzen: Iterable[Konferenz]) -> bytes:
    """Give `kalender` with the events of `konferenzen` in it.

    The time zone stands in front and keeps an empty calendar valid (RFC 5545 section 3.6). Each
    event is written as soon as it is made, and gone: to keep thousands at once takes its time.
    """
    *anfang, ende = _zeilen(kalender)
    return b"".join([*anfang, *_zeitzone(), *map(_ereigniszeilen, konferenzen), ende])


def _ereigniszeilen(konferenz: Konferenz) -> bytes:
    return abgeleitet(konferenz, "ereignis", lambda: b"".join(_zeilen(_ereignis(konferenz))))


def _zeilen(teil: Component) -> list[bytes]:
    """Give the lines of a part of a calendar, folded, each with its end (RFC 5545 section 3.1)."""
    return [gefaltet(zeile) + b"\r\n" for zeile in teil.content_lines() if zeile]


def gefaltet(zeile: str) -> bytes:
    """Give a line in pieces of at most 75 octets, never cut in a character.

    In an escape only where backslashes follow each other; lines are joined before they are read.
    The same bytes as the library's own, which turns over each character and takes a third of a
    feed's time for it.
    """
    rest = zeile.encode()
    stuecke = []
    while len(rest) > STUECK:
        ende = STUECK
        while rest[ende] & 0b1100_0000 == 0b1000_0000:  # inside a character of UTF-8
            ende -= 1
        if rest[ende - 1] in b"\\^":
            ende -= 1
        stuecke.append(rest[:ende])
        rest = rest[ende:]
    return b"\r\n ".join([*stuecke, rest])


def _kalender() -> Calendar:
    """Give what every calendar begins with."""
    kalender = Calendar()
    kalender.add("VERSION", "2.0")
    kalender.add("PRODID", _zeile(f"-//{settings.PORTAL_TRAEGER}//{settings.PORTAL_NAME}//DE"))
    kalender.add("CALSCALE", "GREGORIAN")
    return kalender


@cache
def _zeitzone() -> list[bytes]:
    """Give the lines of Europe/Berlin.

    The rules are those in force since 1996 (directive 2000/84/EC, articles 2 and 3). As RRULEs:
    Outlook ignores RDATEs, and ical.js and vobject misread them by an hour in summer.
    """
    zone = Timezone()
    zone.add("TZID", BERLIN.key)
    winter, sommer = timedelta(hours=1), timedelta(hours=2)
    for wechsel, name, tag, uhr, von, nach in (
        (TimezoneDaylight(), "CEST", date(1996, 3, 31), time(2), winter, sommer),
        (TimezoneStandard(), "CET", date(1996, 10, 27), time(3), sommer, winter),
    ):
        wechsel.add("DTSTART", datetime.combine(tag, uhr))
        wechsel.add("RRULE", {"FREQ": "YEARLY", "BYMONTH": tag.month, "BYDAY": "-1SU"})
        wechsel.add("TZOFFSETFROM", von)
        wechsel.add("TZOFFSETTO", nach)
        wechsel.add("TZNAME", name)
        zone.add_component(wechsel)
    return _zeilen(zone)


def _vorstellung(kopf: Kopf, ausstehend: Iterable[Konferenz]) -> str:
    zeilen = [
        f"{kalendertitel(konferenz)} ({konferenz.datum_hinweis})"
        if konferenz.datum_hinweis
        else kalendertitel(konferenz)
        for konferenz in ausstehend
    ]
    if not zeilen:
        return kopf.beschreibung
    return "\n".join([kopf.beschreibung, "", "Termin wird noch bekanntgegeben:", *zeilen])


def _ereignis(konferenz: Konferenz) -> Event:
    """Give the event; in the library's own types, since finding them anew for each takes long."""
    hinfaellig = _hinfaellig(konferenz)
    titel = kalendertitel(konferenz)
    beginn, ende = _zeiten(konferenz)
    geaendert = _utc(konferenz.geaendert_am)
    ereignis = Event()
    ereignis["UID"] = Text(konferenz.uid)
    ereignis["DTSTAMP"] = geaendert
    ereignis["LAST-MODIFIED"] = geaendert
    ereignis["CREATED"] = _utc(konferenz.erstellt_am)
    ereignis["SEQUENCE"] = vInt(konferenz.sequenz)
    ereignis["DTSTART"] = _ortszeit(beginn)
    ereignis["DTEND"] = _ortszeit(ende)
    ereignis["SUMMARY"] = _zeile(f"{hinfaellig}: {titel}" if hinfaellig else titel)
    ereignis["DESCRIPTION"] = _absaetze("\n\n".join(_beschreibung(konferenz, hinfaellig)))
    ereignis["CATEGORIES"] = _kategorien(konferenz)
    ereignis["CLASS"] = Text("PUBLIC")
    ereignis["TRANSP"] = Text("TRANSPARENT")
    ereignis["STATUS"] = Text(_status(konferenz, hinfaellig))
    if settings.PORTAL_EMAIL:
        ereignis.add(
            "ORGANIZER",
            vCalAddress(f"mailto:{settings.PORTAL_EMAIL}"),
            {"CN": settings.PORTAL_TRAEGER},
        )
    # A withdrawn conference has no page, and nothing that stands in its row is public any more.
    if konferenz.status != Status.ZURUECKGEZOGEN:
        _wo_und_wer(ereignis, konferenz)
    return ereignis


def _wo_und_wer(ereignis: Component, konferenz: Konferenz) -> None:
    ort = konferenz.ort
    if konferenz.form == Form.ONLINE:
        ereignis["LOCATION"] = Text("online")
    elif ort:
        ereignis["LOCATION"] = _zeile(ort.anschrift)
        if ort.breite is not None and ort.laenge is not None:
            ereignis["GEO"] = vGeo((float(ort.breite), float(ort.laenge)))
    if konferenz.anmeldung_kontakt:
        ereignis["CONTACT"] = _zeile(konferenz.anmeldung_kontakt)
    ereignis["URL"] = vUri(_adresse(konferenz))


def _hinfaellig(konferenz: Konferenz) -> str:
    """Give the word before the summary when the date does not hold, or an empty text."""
    if konferenz.status == Status.ZURUECKGEZOGEN:
        return "ZURÜCKGEZOGEN"
    if konferenz.status == Status.ABGESAGT:
        return "ABGESAGT"
    return "" if konferenz.beginn else "VERSCHOBEN"


def _status(konferenz: Konferenz, hinfaellig: str) -> str:
    if hinfaellig:
        return "CANCELLED"
    return "TENTATIVE" if konferenz.ist_beispiel else "CONFIRMED"


def _zeiten(konferenz: Konferenz) -> tuple[datetime, datetime]:
    """Give begin and end, of a tombstone the last published ones."""
    zeiten = (konferenz.beginn, konferenz.ende)
    if konferenz.beginn is None or konferenz.status == Status.ZURUECKGEZOGEN:
        zeiten = (konferenz.letzter_beginn, konferenz.letztes_ende)
    beginn, ende = zeiten
    if beginn is None or ende is None:
        raise ValueError(f"{konferenz.uid} hatte nie einen veröffentlichten Termin.")
    return beginn, ende


def _utc(zeit: datetime) -> vDatetime:
    return vDatetime(zeit.astimezone(UTC))


def _ortszeit(zeit: datetime) -> vDatetime:
    """Give `zeit` on Berlin's clocks; in UTC within the hour that these show twice.

    RFC 5545 section 3.3.5 takes the first of the two, ical.js the second.
    """
    lokal = zeit.astimezone(BERLIN)
    doppelt = lokal.utcoffset() != lokal.replace(fold=1 - lokal.fold).utcoffset()
    return _utc(zeit) if doppelt else vDatetime(lokal)


def kalendertitel(konferenz: Konferenz) -> str:
    """Give the title with the Stadtteil first, named once: "Welper: Stadtteilkonferenz"."""
    art = konferenz.get_art_display()
    titel = konferenz.titel or art
    if stadtteil := konferenz.stadtteil:
        if titel in {f"{art} {stadtteil.name}", f"{art} {stadtteil.kuerzel}"}:
            titel = art
        if not titel.startswith(stadtteil.name):
            titel = f"{stadtteil.name}: {titel}"
    return f"Beispiel: {titel}" if konferenz.ist_beispiel else titel


def _kategorien(konferenz: Konferenz) -> vCategory:
    woerter = [konferenz.get_art_display()]
    if konferenz.stadtteil:
        woerter.append(konferenz.stadtteil.name)
    kategorien = vCategory([])
    kategorien.cats = [_zeile(wort) for wort in woerter]
    return kategorien


def _beschreibung(konferenz: Konferenz, hinfaellig: str) -> Iterator[str]:
    """Give the paragraphs of the description; what still holds only for a date that holds."""
    if konferenz.ist_beispiel:
        yield BEISPIEL
    if hinfaellig:
        yield WAS_GILT[hinfaellig]
    else:
        yield from _bisheriges(konferenz)
    if konferenz.statusgrund:
        mehrfach = not hinfaellig and len(bisherige(konferenz)) > 1
        yield f"{LETZTER_GRUND if mehrfach else ''}{konferenz.statusgrund}"
    if konferenz.status == Status.ZURUECKGEZOGEN:
        return
    if not konferenz.beginn and konferenz.datum_hinweis:
        yield f"Neuer Termin voraussichtlich: {konferenz.datum_hinweis}"
    if konferenz.beschreibung:
        yield konferenz.beschreibung
    if not hinfaellig:
        yield from _teilnahme(konferenz)
    yield f"Alles zu diesem Termin: {_adresse(konferenz)}"


def _bisheriges(konferenz: Konferenz) -> Iterator[str]:
    """Name the published dates and venue that hold no more: somebody may have noted them."""
    if termine := bisherige(konferenz):
        was = NEUE_UHRZEIT if nur_die_uhrzeit(konferenz) else "Verlegt"
        yield f"{was}: bisher {nacheinander([bisheriger_termin_in_worten(t) for t in termine])}."
    if konferenz.bisheriger_ort:
        yield f"Nicht mehr am bisherigen Ort: {konferenz.bisheriger_ort}."


def _teilnahme(konferenz: Konferenz) -> Iterator[str]:
    if konferenz.ende_geschaetzt:
        yield ENDE_ANGENOMMEN
    if konferenz.form != Form.ONLINE and not konferenz.ort:
        yield ORT_FOLGT
    if konferenz.online_link:
        yield f"Online teilnehmen: {konferenz.online_link}"
    anmeldung = [konferenz.anmeldung_kontakt] if konferenz.anmeldung_kontakt else []
    if konferenz.anmeldung_bis:
        anmeldung.append(f"bis {dateformat.format(konferenz.anmeldung_bis, 'l, j. F Y')}")
    if anmeldung:
        yield f"Anmeldung: {', '.join(anmeldung)}"
    if konferenz.anmeldung_hinweis:
        yield konferenz.anmeldung_hinweis


def _adresse(konferenz: Konferenz) -> str:
    return absolut(konferenz.get_absolute_url())


def _absaetze(text: str) -> Text:
    """Give `text` as it may stand in a calendar, with newlines as its only line breaks.

    splitlines: U+2028, U+2029 and U+0085 are line ends to some readers, outside of any escape.
    """
    return Text("\n".join(ohne_steuerzeichen(text).splitlines()))


def _zeile(text: str) -> Text:
    """Give `text` as it may stand in a calendar, in one line."""
    return Text(" ".join(ohne_steuerzeichen(text).splitlines()))
