"""The tree of a text in order: blocks, lists, headings one below the other. Pure.

What a word processor, a mail program or another website leaves of itself is gone by then, or goes
here: frames, empty paragraphs, marks around everything.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from hattingen_portal.grundlage.richtext import tabellen, worte
from hattingen_portal.grundlage.richtext.baum import BR, Element, Lauf
from hattingen_portal.grundlage.richtext.listen import mit_listen

UEBERSCHRIFTEN = ("h1", "h2", "h3", "h4", "h5", "h6")
LISTEN = {"ul", "ol"}
# Elements that stand among words; all others are blocks.
IM_TEXT = {"a", "br", *worte.MARKEN}


def ordnen(wurzel: Element, ebenen: Sequence[int]) -> Element:
    """Give the text below `wurzel` in order, with headings of the levels `ebenen` only."""
    geordnet = ordnen_ohne_stufen(wurzel)
    _stufen(geordnet, ebenen)
    return geordnet


def ordnen_ohne_stufen(wurzel: Element) -> Element:
    """Give the text below `wurzel` in order, its headings as they are."""
    geordnet = Element("", [*_bloecke(wurzel)])
    for element in geordnet.alle():
        if element.name == "p":
            element.kinder = [*worte.geordnet(element.laeufe)]
    return geordnet


def _bloecke(element: Element) -> list[Element]:
    """Give what stands in `element` as blocks; words without one get a paragraph."""
    bloecke: list[Element] = []
    zeile: list[Lauf] = []

    def abschliessen() -> None:
        if worte.geordnet(zeile):
            bloecke.append(Element("p", [*zeile]))
        zeile.clear()

    for teil in _strom(element, Lauf("")):
        if isinstance(teil, Lauf):
            zeile.append(teil)
        else:
            abschliessen()
            bloecke += _block(teil)
    abschliessen()
    return mit_listen(bloecke)


def _strom(element: Element, satz: Lauf) -> Iterator[Lauf | Element]:
    """Give words, set like `satz`, and blocks. A mark that goes around blocks is none of theirs.

    Google Docs puts one around everything that is copied from it.
    """
    for kind in element.kinder:
        if isinstance(kind, str):
            yield replace(satz, text=worte.roh(kind))
        elif isinstance(kind, Lauf):
            yield kind
        elif kind.name == "br":
            yield Lauf(BR)
        elif kind.name not in IM_TEXT:
            yield kind
        elif any(teil.name not in IM_TEXT for teil in kind.alle()):
            yield from _strom(kind, satz)
        else:
            yield from _strom(kind, replace(satz, **_marke(kind)))


def _marke(element: Element) -> dict[str, Any]:
    if element.name == "a":
        return {"ziel": worte.ziel(element.attribute.get("href", ""))}
    return {worte.MARKEN[element.name]: True}


def _block(element: Element) -> list[Element]:
    """Give `element` as a block, or what it is made of; nothing where it is empty."""
    if element.name in UEBERSCHRIFTEN:
        laeufe = worte.geordnet(_laeufe(element))
        return [Element(element.name, [*laeufe])] if laeufe else []
    if element.name in LISTEN:
        eintraege = _eintraege(element)
        return [Element(element.name, [*eintraege])] if eintraege else []
    if element.name == "table":
        return _tabelle(element)
    bloecke = _bloecke(element)
    if element.name == "blockquote" and bloecke:
        return [Element("blockquote", [*bloecke])]
    return bloecke


def _laeufe(element: Element) -> Iterator[Lauf]:
    """Give all words in `element` in one row, whatever blocks they stand in."""
    for teil in _strom(element, Lauf("")):
        if isinstance(teil, Lauf):
            yield teil
        else:
            yield from (Lauf(" "), *_laeufe(teil), Lauf(" "))


def _eintraege(liste: Element) -> list[Element]:
    """Give the entries of `liste`; a list between them belongs to the entry before it."""
    eintraege: list[Element] = []
    for teil in liste.kinder:
        name = teil.name if isinstance(teil, Element) else ""
        bloecke = _bloecke(teil if isinstance(teil, Element) and name == "li" else _huelle(teil))
        if name in LISTEN and eintraege:
            eintraege[-1].kinder += bloecke
        elif bloecke:
            eintraege.append(Element("li", [*bloecke]))
    return eintraege


def _huelle(teil: Element | Lauf | str) -> Element:
    return Element("", [teil])


def _tabelle(tabelle: Element) -> list[Element]:
    """Give `tabelle` in order; a table in a cell is only its cells, one below the other."""
    davor: list[Element] = []
    for element in tabelle.alle():
        if element.name == "caption":
            davor += _bloecke(element)
    _zellen_ordnen(tabelle)
    return [*davor, *tabellen.geordnet(tabelle)]


def _zellen_ordnen(element: Element) -> None:
    for teil in element.elemente:
        if teil.name in {"td", "th"}:
            teil.kinder = [*_ohne_tabellen(_bloecke(teil))]
        else:
            _zellen_ordnen(teil)


def _ohne_tabellen(bloecke: list[Element]) -> Iterator[Element]:
    for block in bloecke:
        if block.name == "table":
            zellen = (zelle for zelle in block.alle() if zelle.name in {"td", "th"})
            yield from (inhalt for zelle in zellen for inhalt in zelle.elemente)
        else:
            yield block


def _stufen(wurzel: Element, ebenen: Sequence[int]) -> None:
    """Set each heading one level below the one that it belongs to, the deepest ones alike."""
    offen: list[str] = []
    for element in wurzel.alle():
        if element.name in UEBERSCHRIFTEN:
            while offen and offen[-1] >= element.name:
                offen.pop()
            offen.append(element.name)
            element.name = f"h{ebenen[min(len(offen), len(ebenen)) - 1]}"
