"""One event (RFC 5545 section 3.6.1)."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

from konferenzen.kalenderpruefung.befund import PORTAL, Befund
from konferenzen.kalenderpruefung.kopf import ist_adresse
from konferenzen.kalenderpruefung.lesen import Block, Eigenschaft
from konferenzen.kalenderpruefung.werte import (
    BERLIN,
    genau,
    hoechstens_einmal,
    maskierung,
    ortszeit,
    utc,
    verboten,
    vorgeschrieben,
    zeitpunkt,
)

PFLICHT_RFC = ("UID", "DTSTAMP", "DTSTART")
PFLICHT_PORTAL = (
    "DTEND",
    "SUMMARY",
    "DESCRIPTION",
    "CREATED",
    "LAST-MODIFIED",
    "SEQUENCE",
    "CATEGORIES",
    "CLASS",
    "TRANSP",
    "STATUS",
)
HOECHSTENS_EINMAL = ("LOCATION", "GEO", "ORGANIZER", "URL", "CONTACT")
TEXTE = ("SUMMARY", "DESCRIPTION", "LOCATION", "CONTACT", "CATEGORIES")
VERBOTEN = {
    "ATTENDEE": "Wer kommt, geht niemanden etwas an.",
    "VALARM": "Ob und wann erinnert wird, entscheidet jede Person selbst.",
    "METHOD": "Es steht am Kalender oder nirgends.",
    "DURATION": "Das Ende steht in DTEND.",
    "RRULE": "Jede Konferenz ist ein eigener Termin.",
    "RECURRENCE-ID": "Jede Konferenz ist ein eigener Termin.",
}
HINFAELLIG = ("ABGESAGT: ", "VERSCHOBEN: ", "ZURÜCKGEZOGEN: ")
BEISPIEL = "Beispiel: "
_UID = re.compile(
    r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}@[\w.:\[\]-]+"
)
# Germany: whoever swaps the two lands in the Indian Ocean.
BREITEN, LAENGEN = (47.0, 55.5), (5.5, 15.5)
# Cancelled ones stay 14 days after their last one, in whole days of Berlin; all others a year.
FENSTER = timedelta(days=366)
FENSTER_HINFAELLIG = timedelta(days=14)


def pruefen(ereignis: Block, jetzt: datetime) -> Iterator[Befund]:
    """Give what is wrong with one event at `jetzt` (aware)."""
    yield from vorgeschrieben(ereignis, PFLICHT_RFC, "RFC 5545, 3.6.1")
    yield from vorgeschrieben(ereignis, PFLICHT_PORTAL, PORTAL)
    yield from hoechstens_einmal(ereignis, HOECHSTENS_EINMAL, "RFC 5545, 3.6.1")
    yield from verboten(ereignis, VERBOTEN)
    yield from maskierung(ereignis, TEXTE)
    yield from genau(ereignis, "CLASS", "PUBLIC", PORTAL)
    yield from genau(ereignis, "TRANSP", "TRANSPARENT", PORTAL)
    for regel in (_kennung, _sequenz, _titel, _link, _gestrichen, _lage, _organisation):
        yield from regel(ereignis)
    yield from _stempel(ereignis, jetzt)
    yield from _zeiten(ereignis)


def fenster_pruefen(ereignis: Block, jetzt: datetime) -> Iterator[Befund]:
    """Tell when a feed should no longer carry the event at `jetzt`."""
    ende = zeitpunkt(ereignis.eine("DTEND"))
    if ende is None:
        return
    heute = jetzt.astimezone(BERLIN).replace(hour=0, minute=0, second=0, microsecond=0)
    if ereignis.text("STATUS") == "CANCELLED":
        if ende < heute - FENSTER_HINFAELLIG:
            yield Befund(
                ereignis.wo, "Was nicht gilt, bleibt nur 14 Tage über sein Datum hinaus.", PORTAL
            )
    elif ende < heute - FENSTER:
        yield Befund(ereignis.wo, "Der Termin ist länger als zwölf Monate vorbei.", PORTAL)


def _kennung(ereignis: Block) -> Iterator[Befund]:
    uid = ereignis.eine("UID")
    if uid and not _UID.fullmatch(uid.wert):
        yield Befund(
            ereignis.wo,
            "Die UID ist keine zufällige UUID mit dem Namen des Portals.",
            "RFC 7986, 5.3",
        )


def _sequenz(ereignis: Block) -> Iterator[Befund]:
    sequenz = ereignis.eine("SEQUENCE")
    if sequenz and not re.fullmatch(r"[1-9]\d*", sequenz.wert):
        yield Befund(
            ereignis.wo, f"SEQUENCE ist „{sequenz.wert}“; öffentlich beginnt sie bei 1.", PORTAL
        )


def _stempel(ereignis: Block, jetzt: datetime) -> Iterator[Befund]:
    for name in ("DTSTAMP", "LAST-MODIFIED", "CREATED"):
        if (eigenschaft := ereignis.eine(name)) is None:
            continue
        zeit = utc(eigenschaft)
        if zeit is None:
            yield Befund(
                ereignis.wo,
                f"{name} ist keine Zeit in UTC: „{eigenschaft.wert}“.",
                "RFC 5545, 3.8.7",
            )
        elif zeit > jetzt:
            yield Befund(ereignis.wo, f"{name} liegt in der Zukunft: {eigenschaft.wert}.", PORTAL)
    stempel, geaendert = ereignis.eine("DTSTAMP"), ereignis.eine("LAST-MODIFIED")
    if stempel and geaendert and stempel.wert != geaendert.wert:
        yield Befund(
            ereignis.wo,
            f"DTSTAMP ({stempel.wert}) und LAST-MODIFIED ({geaendert.wert}) sind verschieden.",
            "RFC 5545, 3.8.7.2",
        )


def _zeiten(ereignis: Block) -> Iterator[Befund]:
    for name in ("DTSTART", "DTEND"):
        if eigenschaft := ereignis.eine(name):
            yield from _zeit(ereignis, eigenschaft)
    beginn, ende = zeitpunkt(ereignis.eine("DTSTART")), zeitpunkt(ereignis.eine("DTEND"))
    if beginn and ende and ende <= beginn:
        yield Befund(ereignis.wo, "DTEND liegt nicht nach DTSTART.", "RFC 5545, 3.8.2.2")


def _zeit(ereignis: Block, eigenschaft: Eigenschaft) -> Iterator[Befund]:
    name = eigenschaft.name
    lokal, weltweit = ortszeit(eigenschaft), utc(eigenschaft)
    if lokal is None and weltweit is None:
        yield Befund(
            ereignis.wo,
            f"{name} braucht TZID={BERLIN.key} und eine Uhrzeit: „{eigenschaft.wert}“.",
            "RFC 5545, 3.3.5",
        )
    elif lokal and not _gibt_es_einmal(lokal):
        yield Befund(
            ereignis.wo,
            f"{name} gibt es an diesem Tag nicht genau einmal: „{eigenschaft.wert}“.",
            "RFC 5545, 3.3.5",
        )
    elif weltweit and _gibt_es_einmal(weltweit.astimezone(BERLIN)):
        yield Befund(ereignis.wo, f"{name} steht in UTC statt in {BERLIN.key}.", PORTAL)


def _gibt_es_einmal(lokal: datetime) -> bool:
    """Tell whether Berlin's clocks show this time once on its day."""
    andere = lokal.replace(fold=1 - lokal.fold)
    return lokal.utcoffset() == andere.utcoffset()


def _titel(ereignis: Block) -> Iterator[Befund]:
    kategorien = ereignis.eine("CATEGORIES")
    if kategorien is None or ereignis.eine("SUMMARY") is None:
        return
    _art, *stadtteil = kategorien.texte
    titel = ereignis.text("SUMMARY")
    for vorwort in (*HINFAELLIG, BEISPIEL):
        titel = titel.removeprefix(vorwort)
    if stadtteil and not titel.startswith(stadtteil[0]):
        yield Befund(ereignis.wo, f"SUMMARY beginnt nicht mit „{stadtteil[0]}“.", PORTAL)


def _link(ereignis: Block) -> Iterator[Befund]:
    link = ereignis.eine("URL")
    if link is None:
        if not ereignis.alle("URL") and not ereignis.text("SUMMARY").startswith(HINFAELLIG[2]):
            yield Befund(ereignis.wo, "URL fehlt.", PORTAL)
    elif not ist_adresse(link.wert):
        yield Befund(
            ereignis.wo, f"URL ist keine ganze Adresse: „{link.wert}“.", "RFC 5545, 3.8.4.6"
        )
    elif link.wert not in ereignis.text("DESCRIPTION").split():
        yield Befund(ereignis.wo, "Der Link aus URL steht nicht in DESCRIPTION.", PORTAL)


def _gestrichen(ereignis: Block) -> Iterator[Befund]:
    """Check that words and status say the same: many programs show only one of them."""
    status, titel = ereignis.eine("STATUS"), ereignis.text("SUMMARY")
    if status is None:
        return
    if status.wert not in {"CONFIRMED", "TENTATIVE", "CANCELLED"}:
        yield Befund(ereignis.wo, f"STATUS kennt „{status.wert}“ nicht.", "RFC 5545, 3.8.1.11")
    elif (status.wert == "CANCELLED") != titel.startswith(HINFAELLIG):
        yield Befund(ereignis.wo, f"STATUS ist {status.wert}, SUMMARY sagt: „{titel}“.", PORTAL)
    elif status.wert == "TENTATIVE" and not titel.startswith(BEISPIEL):
        yield Befund(ereignis.wo, "TENTATIVE ist nur ein Beispiel, und das sagt SUMMARY.", PORTAL)


def _lage(ereignis: Block) -> Iterator[Befund]:
    if (geo := ereignis.eine("GEO")) is None:
        return
    try:
        breite, laenge = map(float, geo.wert.split(";"))
    except ValueError:
        yield Befund(ereignis.wo, f"GEO ist nicht lesbar: „{geo.wert}“.", "RFC 5545, 3.8.1.6")
        return
    if not (BREITEN[0] <= breite <= BREITEN[1] and LAENGEN[0] <= laenge <= LAENGEN[1]):
        yield Befund(
            ereignis.wo,
            f"GEO liegt nicht in Deutschland: „{geo.wert}“ (erst Breite, dann Länge).",
            "RFC 5545, 3.8.1.6",
        )


def _organisation(ereignis: Block) -> Iterator[Befund]:
    postfach = ereignis.eine("ORGANIZER")
    if postfach and not re.fullmatch(r"(?i)mailto:[^@\s]+@[^@\s]+", postfach.wert):
        yield Befund(
            ereignis.wo, f"ORGANIZER ist kein Postfach: „{postfach.wert}“.", "RFC 5545, 3.8.4.3"
        )
