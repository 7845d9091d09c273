"""Atom feeds (RFC 4287): what a feed says in, bytes out; no request, no query, no clock.

Django's own Atom1Feed takes the present moment for the time of an empty feed, so that it would
never be the same twice, and knows neither the type of a text nor the label of a category.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID
from xml.etree.ElementTree import Element, SubElement, tostring

from django.conf import settings

from hattingen_portal.grundlage.texte import ohne_steuerzeichen

CONTENT_TYPE = "application/atom+xml; charset=utf-8"
NAMENSRAUM = "http://www.w3.org/2005/Atom"
XML = "http://www.w3.org/XML/1998/namespace"
# When a feed that holds nothing last changed: a feed needs a time (4.1.1), and never the present.
LEER_SEIT = datetime(2026, 1, 1, tzinfo=UTC)
# XML 1.0 section 2.2, "Char".
_KEIN_ZEICHEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Kategorie:
    """What an entry is about: a word that stays the same, and the one that people read."""

    wort: str
    titel: str


@dataclass(frozen=True)
class Nachricht:
    """An entry of a feed.

    `kennung` is what clients know it by for ever. `adresse` is whole, `html` clean and without
    relative addresses. Times are aware; `geaendert` is when a reader should look again.
    """

    kennung: UUID
    titel: str
    adresse: str
    veroeffentlicht: datetime
    geaendert: datetime
    kurz: str
    html: str
    kategorien: Sequence[Kategorie] = field(default=())


@dataclass(frozen=True)
class Feed:
    """What a feed says of itself; both addresses are whole, the own one names it for ever."""

    titel: str
    untertitel: str
    adresse: str
    seite: str


def atom(feed: Feed, nachrichten: Sequence[Nachricht]) -> bytes:
    """Give `feed` with `nachrichten` as an Atom document in UTF-8."""
    wurzel = Element("feed", {"xmlns": NAMENSRAUM, f"{{{XML}}}lang": settings.LANGUAGE_CODE})
    _text(wurzel, "id", feed.adresse)
    _text(wurzel, "title", feed.titel)
    _text(wurzel, "subtitle", feed.untertitel)
    _zeit(wurzel, "updated", max((n.geaendert for n in nachrichten), default=LEER_SEIT))
    autor = SubElement(wurzel, "author")  # of each entry, too (4.1.2)
    _text(autor, "name", settings.PORTAL_TRAEGER)
    SubElement(wurzel, "link", rel="self", type="application/atom+xml", href=feed.adresse)
    SubElement(wurzel, "link", rel="alternate", type="text/html", href=feed.seite)
    for nachricht in nachrichten:
        _eintrag(SubElement(wurzel, "entry"), nachricht)
    inhalt: bytes = tostring(wurzel, encoding="utf-8", xml_declaration=True)
    return inhalt


def _eintrag(entry: Element, nachricht: Nachricht) -> None:
    _text(entry, "id", nachricht.kennung.urn)
    _text(entry, "title", nachricht.titel)
    _zeit(entry, "published", nachricht.veroeffentlicht)
    _zeit(entry, "updated", nachricht.geaendert)
    SubElement(entry, "link", rel="alternate", type="text/html", href=nachricht.adresse)
    for kategorie in nachricht.kategorien:
        SubElement(entry, "category", term=_rein(kategorie.wort), label=_rein(kategorie.titel))
    _text(entry, "summary", nachricht.kurz)
    _text(entry, "content", nachricht.html, type="html")


def _text(ueber: Element, name: str, text: str, **attribute: str) -> None:
    SubElement(ueber, name, attribute).text = _rein(text)


def _zeit(ueber: Element, name: str, zeit: datetime) -> None:
    """Add `zeit` as RFC 3339 writes it, in whole seconds."""
    _text(ueber, name, zeit.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))


def _rein(text: str) -> str:
    """Give `text` with only the characters that XML has; no reader opens a feed with another."""
    return _KEIN_ZEICHEN.sub("", ohne_steuerzeichen(text))
