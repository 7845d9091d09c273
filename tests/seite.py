"""Reads a rendered page as a reader hears it: what is hidden from screen readers is left out."""

import json
from html.parser import HTMLParser
from typing import Any

from django.test import Client

LEERE_ELEMENTE = {
    "base",
    "meta",
    "link",
    "img",
    "input",
    "br",
    "path",
    "use",
    "rect",
    "hr",
    "source",
    "track",
}


class Element:
    """A start tag with its attributes and the text inside it."""

    def __init__(self, tag: str, attrs: dict[str, str]) -> None:
        self.tag = tag
        self.attrs = attrs
        self.klassen = attrs.get("class", "").split()
        self.teile: list[str] = []

    @property
    def text(self) -> str:
        return " ".join("".join(self.teile).split())


class Seite(HTMLParser):
    """The elements of an HTML page in their order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elemente: list[Element] = []
        self._offen: list[Element] = []
        self._verborgen = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: wert or "" for name, wert in attrs})
        self.elemente.append(element)
        if tag in {"td", "th", "li", "p", "br", "div", "dt", "dd"}:
            self._schreiben(" ")
        if tag not in LEERE_ELEMENTE:
            self._offen.append(element)
            self._verborgen += element.attrs.get("aria-hidden") == "true"

    def handle_endtag(self, tag: str) -> None:
        if tag in LEERE_ELEMENTE:
            return
        element = self._offen.pop()
        assert element.tag == tag, f"<{element.tag}> wird mit </{tag}> geschlossen"
        self._verborgen -= element.attrs.get("aria-hidden") == "true"

    def handle_data(self, data: str) -> None:
        if not self._verborgen:
            self._schreiben(data)

    def _schreiben(self, text: str) -> None:
        for element in self._offen:
            element.teile.append(text)

    def alle(self, tag: str, klasse: str = "") -> list[Element]:
        return [e for e in self.elemente if e.tag == tag and (not klasse or klasse in e.klassen)]

    def texte(self, tag: str, klasse: str = "") -> list[str]:
        return [element.text for element in self.alle(tag, klasse)]

    def adressen(self) -> list[str]:
        return [element.attrs["href"] for element in self.alle("a")]

    def skripte(self) -> list[Element]:
        """Give what a browser would run: all scripts but data blocks."""
        return [e for e in self.alle("script") if e.attrs.get("type") != "application/ld+json"]

    def strukturdaten(self, typ: str = "") -> list[dict[str, Any]]:
        """Give the structured data in their order, all or those of the type `typ`."""
        bloecke = [json.loads("".join(e.teile)) for e in self.alle("script")]
        return [block for block in bloecke if typ in {"", block.get("@type")}]

    def meta(self) -> dict[str, str]:
        """Give what the head says of the page, by name or property."""
        angaben = [e.attrs for e in self.alle("meta") if "content" in e.attrs]
        return {a.get("name") or a["property"]: a["content"] for a in angaben}

    def tabellen(self) -> list[list[list[str]]]:
        """Give each table as rows of cells, heads left out."""
        tabellen: list[list[list[str]]] = []
        for element in self.elemente:
            if element.tag == "table":
                tabellen.append([])
            elif element.tag == "tr":
                tabellen[-1].append([])
            elif element.tag == "td" or element.attrs.get("scope") == "row":
                tabellen[-1][-1].append(element.text)
        return [[zeile for zeile in tabelle if zeile] for tabelle in tabellen]


def hole(client: Client, adresse: str) -> Seite:
    """Give the page at `adresse`, which has to be there."""
    response = client.get(adresse)
    assert response.status_code == 200
    return Seite(response.text)
