"""What schema.org allows of the types that the portal uses, copied from its vocabulary (v29).

Each property with the kinds of values that it takes here; those that a type inherits from Thing,
CreativeWork, Organization or Place are named with it. A word that is not below is a mistake, or
has to be looked up at schema.org and added.
"""

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

TEXT, ADRESSE, ZEIT, ZAHL, NUMMER = "Text", "URL", "DateTime", "Number", "Integer"
THING = {"name": TEXT, "description": TEXT, "url": ADRESSE, "image": ADRESSE}
SCHEMA = "https://schema.org/"

EIGENSCHAFTEN: dict[str, dict[str, Any]] = {
    "Event": THING
    | {
        "startDate": ZEIT,
        "endDate": ZEIT,
        "previousStartDate": ZEIT,
        "eventStatus": {
            SCHEMA + wort
            for wort in ("EventScheduled", "EventRescheduled", "EventPostponed", "EventCancelled")
        },
        "eventAttendanceMode": {
            SCHEMA + wort
            for wort in (
                "OfflineEventAttendanceMode",
                "OnlineEventAttendanceMode",
                "MixedEventAttendanceMode",
            )
        },
        "location": ("Place", "VirtualLocation"),
        "organizer": ("GovernmentOrganization",),
    },
    "Place": THING | {"address": ("PostalAddress",), "geo": ("GeoCoordinates",)},
    "VirtualLocation": THING,
    "PostalAddress": {
        "streetAddress": TEXT,
        "postalCode": TEXT,
        "addressLocality": TEXT,
        "addressCountry": TEXT,
    },
    "GeoCoordinates": {"latitude": ZAHL, "longitude": ZAHL},
    "City": THING,
    "GovernmentOrganization": THING
    | {"address": TEXT, "areaServed": ("City",), "contactPoint": ("ContactPoint",)},
    "ContactPoint": {"contactType": TEXT, "telephone": TEXT, "email": TEXT},
    "WebSite": THING
    | {
        "inLanguage": TEXT,
        "publisher": ("GovernmentOrganization",),
        "potentialAction": ("SearchAction",),
    },
    # "query-input" is schema.org's own way of naming what an action asks for (Actions, 2014).
    "SearchAction": {"target": ("EntryPoint",), "query-input": TEXT},
    "EntryPoint": {"urlTemplate": TEXT},
    "NewsArticle": THING
    | {
        "headline": TEXT,
        "datePublished": ZEIT,
        "dateModified": ZEIT,
        "articleSection": TEXT,
        "inLanguage": TEXT,
        "mainEntityOfPage": ADRESSE,
        "author": ("GovernmentOrganization",),
        "publisher": ("GovernmentOrganization",),
    },
    "BreadcrumbList": {"itemListElement": ("ListItem",)},
    "ItemList": {"itemListElement": ("ListItem",)},
    "ListItem": {"position": NUMMER, "name": TEXT, "item": ADRESSE, "url": ADRESSE},
}
# What search engines refuse a type without, and schema.org's sense demands.
NOETIG = {
    "Event": {"name", "startDate", "url", "organizer", "eventStatus", "eventAttendanceMode"},
    "NewsArticle": {"headline", "datePublished", "dateModified", "publisher"},
    "GovernmentOrganization": {"name", "url"},
    "WebSite": {"name", "url"},
    "ListItem": {"position"},
    "VirtualLocation": {"url"},
}


def verstoesse(block: dict[str, Any]) -> list[str]:
    """Give what in `block`, the content of a whole data block, schema.org does not know."""
    if block.get("@context") != "https://schema.org":
        return [f"@context: {block.get('@context')}"]
    knoten = block.get("@graph", [block])
    return [fehler for einer in knoten for fehler in _pruefen(einer)]


def _pruefen(knoten: dict[str, Any]) -> list[str]:
    typ = knoten.get("@type", "")
    erlaubt = EIGENSCHAFTEN.get(typ)
    if erlaubt is None:
        return [f"unbekannter Typ: {typ!r}"]
    fehler = [f"{typ} ohne {name}" for name in sorted(NOETIG.get(typ, set()) - knoten.keys())]
    for name, wert in knoten.items():
        if name in {"@context", "@type", "@id"}:
            continue
        if name not in erlaubt:
            fehler.append(f"{typ}.{name} gibt es nicht")
            continue
        werte = wert if isinstance(wert, list) else [wert]
        if not werte:
            fehler.append(f"{typ}.{name} ist leer")
        for einer in werte:
            fehler += [f"{typ}.{name}: {f}" for f in _wert(erlaubt[name], einer)]
    return fehler


def _wert(art: Any, wert: Any) -> list[str]:
    if isinstance(art, tuple):
        if not isinstance(wert, dict):
            return [f"{wert!r} ist kein Knoten"]
        if set(wert) == {"@id"}:
            return []
        return _pruefen(wert) if wert.get("@type") in art else [f"falscher Typ {wert!r}"]
    if isinstance(art, set):
        return [] if wert in art else [f"{wert!r} steht nicht zur Wahl"]
    return [] if _passt(art, wert) else [f"{wert!r} ist kein Wert der Art {art}"]


def _passt(art: str, wert: Any) -> bool:
    if art == ZAHL:
        return isinstance(wert, float)
    if art == NUMMER:
        return isinstance(wert, int)
    if not isinstance(wert, str) or not wert:
        return False
    if art == ADRESSE:
        teile = urlsplit(wert)
        return teile.scheme in {"http", "https"} and bool(teile.hostname)
    if art == ZEIT:
        return datetime.fromisoformat(wert).tzinfo is not None
    return True
