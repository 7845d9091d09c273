"""Structured data for machines that read pages (schema.org as JSON-LD 1.1).

A page carries it as a data block, which browsers do not run (HTML standard, "data block"): the
content security policy has nothing to allow. The builders of the rooms are pure and give plain
dictionaries without @context, so that one can stand inside another.
"""

import json
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString

from hattingen_portal.grundlage.absolut import absolut
from hattingen_portal.grundlage.gedaechtnis import abgeleitet
from hattingen_portal.grundlage.krumen import Krume

Knoten = dict[str, Any]
# What could end the block, or a line in it, is written as JSON's own escape (RFC 8259 section 7).
ERSATZ = {ord(zeichen): f"\\u{ord(zeichen):04x}" for zeichen in "<>&\x7f\u2028\u2029"}


def als_datenblock(knoten: Knoten) -> SafeString:
    """Give the script element that carries `knoten`; no text in it can end the element."""
    return abgeleitet(knoten, "datenblock", lambda: _datenblock(knoten))


def _datenblock(knoten: Knoten) -> SafeString:
    inhalt = json.dumps({"@context": "https://schema.org"} | knoten, ensure_ascii=False)
    harmlos = SafeString(inhalt.translate(ERSATZ))  # nosec B703 # no "<" is left in it
    return format_html('<script type="application/ld+json">{}</script>', harmlos)


def bekannt(**angaben: Any) -> Knoten:
    """Give what of `angaben` is known: what is empty or None is left out, never made up."""
    return {name: wert for name, wert in angaben.items() if wert not in (None, "", [])}


def kennung(wort: str) -> str:
    """Give the address by which nodes refer to something of the whole portal (JSON-LD, @id)."""
    return absolut(f"/#{wort}")


def traeger() -> Knoten:
    """Give the municipality behind the portal, as other nodes name it."""
    return {
        "@type": "GovernmentOrganization",
        "@id": kennung("traeger"),
        "name": settings.PORTAL_TRAEGER,
        "url": absolut("/"),
    }


def krumenliste(krumen: Iterable[Krume]) -> Knoten:
    """Give the BreadcrumbList of a page: the way that it shows, in the same words."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": nummer,
                "name": krume.titel,
                "item": absolut(krume.adresse),
            }
            for nummer, krume in enumerate(krumen, start=1)
        ],
    }


def liste(adressen: Iterable[str]) -> Knoten:
    """Give the ItemList of a page that leads to others: the address paths `adressen` in order.

    What each is about stands in its own data, at one place.
    """
    return {
        "@type": "ItemList",
        "itemListElement": [
            {"@type": "ListItem", "position": nummer, "url": absolut(adresse)}
            for nummer, adresse in enumerate(adressen, start=1)
        ],
    }
