"""What the calendars must hold, by the rows of the database and by words of its own.

Written without a look at the query behind the feeds: two that agree are worth more than one.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

from django.utils.formats import date_format

from konferenzen.kalenderpruefung.befund import PORTAL, Befund
from konferenzen.kalenderpruefung.lesen import Block
from konferenzen.kalenderpruefung.werte import BERLIN, utc, zeitpunkt
from konferenzen.models import Konferenz

EIN_JAHR = timedelta(days=365)
ZWEI_WOCHEN = timedelta(days=14)
WORT = {"verschoben": "VERSCHOBEN", "abgesagt": "ABGESAGT", "zurueckgezogen": "ZURÜCKGEZOGEN"}


def soll(konferenzen: Iterable[Konferenz], jetzt: datetime) -> dict[str, Konferenz]:
    """Give those of `konferenzen` that a feed must hold at `jetzt` (aware), by UID."""
    return {konferenz.uid: konferenz for konferenz in konferenzen if _gehoert(konferenz, jetzt)}


def pruefen(kalender: Block, konferenzen: Iterable[Konferenz], jetzt: datetime) -> Iterator[Befund]:
    """Compare a feed with what of all `konferenzen` belongs into it at `jetzt` (aware)."""
    konferenzen = list(konferenzen)
    erwartet = soll(konferenzen, jetzt)
    vorhanden = {ereignis.text("UID"): ereignis for ereignis in kalender.teile("VEVENT")}
    for uid in sorted(erwartet.keys() - vorhanden.keys()):
        yield Befund(f"UID {uid}", f"„{erwartet[uid]}“ fehlt.", PORTAL)
    for uid in sorted(vorhanden.keys() - erwartet.keys()):
        yield Befund(f"UID {uid}", "Dieser Termin gehört nicht in diesen Kalender.", PORTAL)
    for uid in sorted(erwartet.keys() & vorhanden.keys()):
        yield from ereignis_pruefen(vorhanden[uid], erwartet[uid])
    _wovon, *genannt = kalender.text("DESCRIPTION").split("\n")
    for konferenz in konferenzen:
        if _steht_aus(konferenz, jetzt) and not any(_name(konferenz) in g for g in genannt):
            yield Befund(
                kalender.wo,
                f"DESCRIPTION nennt „{konferenz}“ nicht, deren Termin noch fehlt.",
                PORTAL,
            )


def ereignis_pruefen(ereignis: Block, konferenz: Konferenz) -> Iterator[Befund]:
    """Compare an event with the row that it shows."""
    beginn, ende = _zeiten(konferenz)
    wort = _wort(konferenz)
    zustand = "TENTATIVE" if konferenz.ist_beispiel else "CONFIRMED"
    for was, ist, erwartet in (
        ("DTSTART", zeitpunkt(ereignis.eine("DTSTART")), beginn),
        ("DTEND", zeitpunkt(ereignis.eine("DTEND")), ende),
        ("LAST-MODIFIED", utc(ereignis.eine("LAST-MODIFIED")), _sekunde(konferenz.geaendert_am)),
        ("CREATED", utc(ereignis.eine("CREATED")), _sekunde(konferenz.erstellt_am)),
        ("SEQUENCE", ereignis.text("SEQUENCE"), str(konferenz.sequenz)),
        ("STATUS", ereignis.text("STATUS"), "CANCELLED" if wort else zustand),
    ):
        if ist != erwartet:
            yield Befund(ereignis.wo, f"{was} ist {ist}, in der Datenbank {erwartet}.", PORTAL)
    if wort and not ereignis.text("SUMMARY").startswith(f"{wort}: "):
        yield Befund(ereignis.wo, f"SUMMARY beginnt nicht mit „{wort}: “.", PORTAL)
    if konferenz.bisheriger_beginn and not wort:
        bisher = date_format(konferenz.bisheriger_beginn.astimezone(BERLIN), "j. F Y")
        if bisher not in ereignis.text("DESCRIPTION"):
            yield Befund(ereignis.wo, f"DESCRIPTION nennt den alten Tag nicht: {bisher}.", PORTAL)


def _gehoert(konferenz: Konferenz, jetzt: datetime) -> bool:
    if konferenz.status == "entwurf" or not _bekannt(konferenz, jetzt):
        return False
    _beginn, ende = _zeiten(konferenz)
    if ende is None:
        return False
    heute = jetzt.astimezone(BERLIN).replace(hour=0, minute=0, second=0, microsecond=0, fold=0)
    return ende >= heute - (ZWEI_WOCHEN if _wort(konferenz) else EIN_JAHR)


def _bekannt(konferenz: Konferenz, jetzt: datetime) -> bool:
    """Tell whether the public has been told by `jetzt`."""
    seit = konferenz.veroeffentlicht_am
    return seit is not None and seit <= jetzt


def _steht_aus(konferenz: Konferenz, jetzt: datetime) -> bool:
    """Tell whether people wait for its date: until its season is over."""
    if konferenz.status not in {"oeffentlich", "verschoben"} or konferenz.beginn is not None:
        return False
    vorbei = konferenz.runde and konferenz.runde.ende < jetzt.astimezone(BERLIN).date()
    return _bekannt(konferenz, jetzt) and not vorbei


def _wort(konferenz: Konferenz) -> str:
    """Give the word before the title of what does not hold, else an empty one."""
    if konferenz.status == "oeffentlich" and konferenz.beginn is None:
        return WORT["verschoben"]
    return WORT.get(konferenz.status, "")


def _zeiten(konferenz: Konferenz) -> tuple[datetime | None, datetime | None]:
    """Give the times that hold, or the last ones that the public was told."""
    if konferenz.beginn is None or konferenz.status == "zurueckgezogen":
        return konferenz.letzter_beginn, konferenz.letztes_ende
    return konferenz.beginn, konferenz.ende


def _name(konferenz: Konferenz) -> str:
    """Give what every mention of it contains; in a calendar without line breaks."""
    name = konferenz.stadtteil.name if konferenz.stadtteil else konferenz.titel
    return " ".join(name.split())


def _sekunde(zeit: datetime) -> datetime:
    """Give `zeit` as a calendar can hold it, in UTC."""
    return zeit.astimezone(UTC).replace(microsecond=0)
