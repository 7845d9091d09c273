"""Reads Atom feeds strictly: what RFC 4287 demands is asserted, section by section."""

import re
from collections import Counter
from dataclasses import dataclass
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

from django.http import HttpResponse
from django.test import Client

NS = "{http://www.w3.org/2005/Atom}"
ZEIT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
FEED = {
    *("id", "title", "subtitle", "updated", "author", "contributor", "link", "category"),
    *("generator", "icon", "logo", "rights", "entry"),
}
EINTRAG = {
    *("id", "title", "updated", "published", "author", "contributor", "link", "category"),
    *("content", "summary", "rights", "source"),
}


@dataclass(frozen=True)
class Eintrag:
    """What a reader shows of an entry; its categories by their words."""

    kennung: str
    titel: str
    zeit: str
    adresse: str
    kurz: str
    html: str
    kategorien: list[str]


@dataclass(frozen=True)
class Gelesen:
    """A feed that keeps the rules."""

    kennung: str
    titel: str
    zeit: str
    eintraege: list[Eintrag]


def holen(adresse: str, **kopfzeilen: str) -> HttpResponse:
    """Fetch with a client that has nothing but the address."""
    return Client().get(adresse, headers=kopfzeilen)


def gelesen(adresse: str) -> Gelesen:
    antwort = holen(adresse)
    assert antwort.status_code == 200
    assert antwort["Content-Type"] == "application/atom+xml; charset=utf-8"
    return lesen(antwort.content)


def lesen(inhalt: bytes) -> Gelesen:
    """Give the feed in `inhalt`; fails where it breaks a rule."""
    feed = ET.fromstring(inhalt)
    assert feed.tag == f"{NS}feed"
    assert {kind.tag for kind in feed} <= {NS + name for name in FEED}
    _kopf(feed)
    eintraege = feed.findall(f"{NS}entry")
    # 4.1.1: an author for each entry. It stands in the feed.
    assert [name.text for name in feed.findall(f"{NS}author/{NS}name")]
    [selbst] = [link for link in feed.findall(f"{NS}link") if link.get("rel") == "self"]
    assert selbst.get("href") == _einer(feed, "id")
    ergebnis = [_eintrag(eintrag) for eintrag in eintraege]
    # 4.1.1: no two entries with the same identifier.
    assert len({eintrag.kennung for eintrag in ergebnis}) == len(ergebnis)
    return Gelesen(_einer(feed, "id"), _einer(feed, "title"), _einer(feed, "updated"), ergebnis)


def _kopf(element: ET.Element) -> None:
    """Check what feed and entry have in common (4.1.1, 4.1.2)."""
    kennung = urlsplit(_einer(element, "id"))  # 4.2.6: an IRI, and a whole one
    assert kennung.scheme
    assert kennung.path
    for name in ("updated", "published"):
        for zeit in element.findall(NS + name):
            assert ZEIT.fullmatch(zeit.text or ""), zeit.text  # 3.3
    anzahl = Counter(kind.tag for kind in element)
    for name in ("title", "subtitle", "summary", "content", "published", "rights"):
        assert anzahl[NS + name] <= 1, name
    links = element.findall(f"{NS}link")
    for link in links:
        assert urlsplit(link.get("href") or "").scheme in {"http", "https"}  # 4.2.7.1
    ziele = Counter((link.get("rel"), link.get("type"), link.get("hreflang")) for link in links)
    assert set(ziele.values()) <= {1}
    for kategorie in element.findall(f"{NS}category"):
        assert kategorie.get("term")  # 4.2.2.1
    for text in (element.find(NS + name) for name in ("title", "subtitle", "summary", "content")):
        # 3.1.1.1 and 3.1.1.2: text, and html that is written as text.
        assert text is None or (text.get("type", "text") in {"text", "html"} and not len(text))


def _eintrag(entry: ET.Element) -> Eintrag:
    assert {kind.tag for kind in entry} <= {NS + name for name in EINTRAG}
    _kopf(entry)
    [link] = entry.findall(f"{NS}link")
    assert link.get("rel") == "alternate"
    return Eintrag(
        kennung=_einer(entry, "id"),
        titel=_einer(entry, "title"),
        zeit=_einer(entry, "updated"),
        adresse=link.get("href") or "",
        kurz=_einer(entry, "summary"),
        html=_einer(entry, "content"),
        kategorien=[k.get("term") or "" for k in entry.findall(f"{NS}category")],
    )


def _einer(element: ET.Element, name: str) -> str:
    [kind] = element.findall(NS + name)
    assert kind.text
    return kind.text
