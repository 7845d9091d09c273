"""Puts the checks together: for one feed, for a download, for all calendars of the portal."""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from konferenzen.kalenderpruefung import (
    bestand,
    ereignis,
    kopf,
    rohzeilen,
    verkehr,
    zeitzone,
)
from konferenzen.kalenderpruefung.abruf import Abruf
from konferenzen.kalenderpruefung.befund import PORTAL, Befund
from konferenzen.kalenderpruefung.lesen import Block, lesen
from konferenzen.models import Konferenz


@dataclass(frozen=True)
class Ergebnis:
    """What was found at one address, and the calendar there, None where none can be read."""

    pfad: str
    befunde: list[Befund]
    kalender: Block | None


def abonnement_pruefen(
    abruf: Abruf, pfad: str, jetzt: datetime, konferenzen: Collection[Konferenz] | None = None
) -> Ergebnis:
    """Check the feed at `pfad`, with `konferenzen` also against all that could belong into it."""
    gespraech = verkehr.fuehren(abruf, pfad)
    befunde = list(verkehr.pruefen(gespraech, herunterladen=False, jetzt=jetzt))
    if verkehr.kein_kalender(gespraech.erste):
        return Ergebnis(pfad, befunde, None)
    kalender, gefunden = inhalt_pruefen(gespraech.erste.inhalt, jetzt)
    befunde += gefunden
    if kalender:
        befunde += kopf.abonnement_pruefen(kalender, pfad)
        for termin in kalender.teile("VEVENT"):
            befunde += ereignis.fenster_pruefen(termin, jetzt)
        if konferenzen is not None:
            befunde += bestand.pruefen(kalender, konferenzen, jetzt)
    return Ergebnis(pfad, befunde, kalender)


def einzeltermin_pruefen(abruf: Abruf, pfad: str, im_feed: Block, jetzt: datetime) -> Ergebnis:
    """Check the download at `pfad`, which must show its event as the feed does."""
    gespraech = verkehr.fuehren(abruf, pfad)
    befunde = list(verkehr.pruefen(gespraech, herunterladen=True, jetzt=jetzt))
    if verkehr.kein_kalender(gespraech.erste):
        return Ergebnis(pfad, befunde, None)
    kalender, gefunden = inhalt_pruefen(gespraech.erste.inhalt, jetzt)
    befunde += gefunden
    if kalender:
        befunde += kopf.einzeltermin_pruefen(kalender)
        for termin in kalender.teile("VEVENT"):
            if _angaben(termin) != _angaben(im_feed):
                befunde.append(Befund(termin.wo, "Der Feed zeigt diesen Termin anders.", PORTAL))
    return Ergebnis(pfad, befunde, kalender)


def inhalt_pruefen(inhalt: bytes, jetzt: datetime) -> tuple[Block | None, list[Befund]]:
    """Check the bytes of any calendar of the portal by all rules that need no more than them."""
    kalender, befunde = lesen(inhalt)
    befunde = [*rohzeilen.pruefen(inhalt), *befunde]
    if kalender:
        befunde += [*kopf.pruefen(kalender), *zeitzone.pruefen(kalender, jetzt)]
        befunde += _doppelte(kalender)
        for termin in kalender.teile("VEVENT"):
            befunde += ereignis.pruefen(termin, jetzt)
    return kalender, befunde


def einzeltermine(kalender: Block) -> Iterator[tuple[str, Block]]:
    """Give the addresses where a feed's events can be downloaded, each with the event.

    What was withdrawn has no page, and tells no address; what is none is told of elsewhere.
    """
    for termin in kalender.teile("VEVENT"):
        seite = termin.eine("URL")
        if seite and kopf.ist_adresse(seite.wert):
            yield f"{urlsplit(seite.wert).path}termin.ics", termin


def _doppelte(kalender: Block) -> Iterator[Befund]:
    uids = Counter(termin.text("UID") for termin in kalender.teile("VEVENT"))
    for uid, anzahl in uids.items():
        if anzahl > 1:
            yield Befund(f"UID {uid}", f"Diese UID steht {anzahl}-mal da.", "RFC 5545, 3.8.4.7")


def _angaben(termin: Block) -> list[tuple[str, str]]:
    return [(eigenschaft.name, eigenschaft.wert) for eigenschaft in termin.eigenschaften]
