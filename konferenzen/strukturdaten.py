"""Conferences as schema.org Events: rows in, dictionaries out; no request, no query, no clock.

What is not known is left out: no address, no end and no price is made up for a search engine that
would like one.
"""

from collections.abc import Iterable
from datetime import datetime

from hattingen_portal.grundlage.absolut import absolut
from hattingen_portal.grundlage.gedaechtnis import abgeleitet
from hattingen_portal.grundlage.strukturdaten import Knoten, bekannt, liste, traeger
from konferenzen.kalender import BERLIN, kalendertitel
from konferenzen.models import Form, Konferenz, Status, Veranstaltungsort
from konferenzen.vorschaubild.verweis import adresse as vorschaubild

TEILNAHME = {
    Form.VOR_ORT: "https://schema.org/OfflineEventAttendanceMode",
    Form.ONLINE: "https://schema.org/OnlineEventAttendanceMode",
    Form.HYBRID: "https://schema.org/MixedEventAttendanceMode",
}


def ereignis(konferenz: Konferenz) -> Knoten | None:
    """Give `konferenz`, a public one with Stadtteil, Runde and venue, as an Event.

    None where it never had a published date, since an Event without a startDate is none, and for
    an example, which no search engine may offer to anybody. One without a date that had one
    before keeps it, as search engines want it: EventPostponed says that it does not hold.
    """
    beginn = konferenz.beginn or konferenz.letzter_beginn
    if beginn is None or not _ist_ereignis(konferenz):
        return None
    adresse = absolut(konferenz.get_absolute_url())
    return {
        "@type": "Event",
        "@id": f"{adresse}#termin",
        "name": kalendertitel(konferenz),
        "url": adresse,
        "startDate": _zeit(beginn),
        "eventStatus": f"https://schema.org/{_zustand(konferenz)}",
        "eventAttendanceMode": TEILNAHME[Form(konferenz.form)],
        "organizer": traeger(),
        "image": absolut(vorschaubild(konferenz)),
    } | bekannt(
        endDate=_ende(konferenz),
        previousStartDate=_vorher(konferenz),
        location=_orte(konferenz, adresse),
        description="\n\n".join(filter(None, (konferenz.statusgrund, konferenz.beschreibung))),
    )


def ereignisliste(konferenzen: Iterable[Konferenz]) -> Knoten | None:
    """Give the list that leads to those of `konferenzen` that are Events; None without any."""
    adressen = [
        abgeleitet(konferenz, "adresse", konferenz.get_absolute_url)
        for konferenz in konferenzen
        if _ist_ereignis(konferenz)
    ]
    return liste(adressen) if adressen else None


def _ist_ereignis(konferenz: Konferenz) -> bool:
    hatte_termin = bool(konferenz.beginn or konferenz.letzter_beginn)
    return hatte_termin and not konferenz.ist_beispiel


def _zeit(zeit: datetime) -> str:
    """Give `zeit` on Berlin's clocks with their distance from UTC (ISO 8601)."""
    return zeit.astimezone(BERLIN).isoformat()


def _zustand(konferenz: Konferenz) -> str:
    if konferenz.status == Status.ABGESAGT:
        return "EventCancelled"
    if konferenz.beginn is None:
        return "EventPostponed"
    return "EventRescheduled" if konferenz.bisheriger_beginn else "EventScheduled"


def _ende(konferenz: Konferenz) -> str | None:
    """Give the end where it is known; of a date taken back, nobody knows whether it was."""
    if konferenz.ende is None or konferenz.ende_geschaetzt:
        return None
    return _zeit(konferenz.ende)


def _vorher(konferenz: Konferenz) -> str | None:
    if _zustand(konferenz) != "EventRescheduled" or konferenz.bisheriger_beginn is None:
        return None
    return _zeit(konferenz.bisheriger_beginn)


def _orte(konferenz: Konferenz, adresse: str) -> Knoten | list[Knoten] | None:
    """Give where people meet; while no link is known, the page is where it will stand."""
    orte = []
    if konferenz.ort:
        orte.append(_ort(konferenz.ort))
    if konferenz.form != Form.VOR_ORT:
        orte.append({"@type": "VirtualLocation", "url": konferenz.online_link or adresse})
    return orte[0] if len(orte) == 1 else orte


def _ort(ort: Veranstaltungsort) -> Knoten:
    anschrift = bekannt(streetAddress=ort.strasse_nr, postalCode=ort.plz, addressLocality=ort.stadt)
    angaben: Knoten = {"@type": "Place", "name": str(ort)}
    if anschrift:
        angaben["address"] = {"@type": "PostalAddress", **anschrift, "addressCountry": "DE"}
    if ort.breite is not None and ort.laenge is not None:
        angaben["geo"] = {
            "@type": "GeoCoordinates",
            "latitude": float(ort.breite),
            "longitude": float(ort.laenge),
        }
    return angaben
