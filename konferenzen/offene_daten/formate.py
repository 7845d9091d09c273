"""Open data as bytes: records in, JSON or CSV out; no request, no query, no clock.

The same records give the same bytes, so that a hash of them changes only with the content.
"""

import csv
import io
import json
from collections.abc import Iterable, Mapping
from datetime import datetime

from django.conf import settings
from django.urls import reverse

from hattingen_portal.grundlage.absolut import absolut
from hattingen_portal.grundlage.tabelle import entschaerft
from konferenzen.offene_daten.felder import FELDER, LIZENZ, LIZENZ_ADRESSE, LIZENZ_NAME
from konferenzen.offene_daten.typen import Wert
from konferenzen.zeitangaben import BERLIN

Datensatz = Mapping[str, Wert]


def quellenvermerk() -> str:
    """Give the words that name the source as dl-de/by-2-0 asks for (its number 2)."""
    return (
        f"{settings.PORTAL_TRAEGER}, {settings.PORTAL_NAME}, {LIZENZ} ({LIZENZ_ADRESSE}), "
        f"{absolut(reverse('daten'))}"
    )


def als_json(
    datensaetze: Iterable[Datensatz], *, stand: datetime | None, auswahl: Mapping[str, str]
) -> bytes:
    """Give the records with licence, source and what they were narrowed by (`auswahl`).

    `stand` is the aware time of the newest change, None where nothing was ever public.
    """
    termine = list(datensaetze)
    inhalt = {
        "lizenz": {"kuerzel": LIZENZ, "name": LIZENZ_NAME, "adresse": LIZENZ_ADRESSE},
        "herausgeber": settings.PORTAL_TRAEGER,
        "quelle": absolut(reverse("daten")),
        "quellenvermerk": quellenvermerk(),
        "stand": stand.astimezone(BERLIN).isoformat(timespec="seconds") if stand else None,
        "auswahl": auswahl,
        "anzahl": len(termine),
        "termine": termine,
    }
    return f"{json.dumps(inhalt, ensure_ascii=False, indent=2)}\n".encode()


def als_csv(datensaetze: Iterable[Datensatz]) -> bytes:
    """Give the records as a table (RFC 4180), as a German spreadsheet opens it.

    That is: semicolons, since the comma stands in its numbers, and a byte order mark, without
    which Excel does not see the UTF-8.
    """
    blatt = io.StringIO(newline="")
    schreiber = csv.writer(blatt, delimiter=";", quoting=csv.QUOTE_ALL)
    schreiber.writerow(feld.name for feld in FELDER)
    for datensatz in datensaetze:
        schreiber.writerow(zelle(datensatz[feld.name]) for feld in FELDER)
    return blatt.getvalue().encode("utf-8-sig")


def zelle(wert: Wert) -> str:
    """Give `wert` as it stands in a cell: yes and no in words, numbers with a comma.

    A text that a spreadsheet would take for a formula gets an apostrophe in front (OWASP, CSV
    injection). Who reads it by a program takes that one away where the rest looks like a formula.
    """
    if wert is None:
        return ""
    if isinstance(wert, bool):
        return "ja" if wert else "nein"
    if isinstance(wert, int | float):
        return str(wert).replace(".", ",")
    text = ", ".join(wert) if isinstance(wert, list) else wert
    return entschaerft(text)
