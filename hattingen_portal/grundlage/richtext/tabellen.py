"""Tables: rows of cells under a header row, and nothing for the looks. Pure."""

import re
from collections.abc import Iterator

from hattingen_portal.grundlage.richtext.baum import Element

_SPANNE = re.compile(r"[2-9]|[1-4]\d", re.ASCII)  # cells that one covers; one is no span


def geordnet(tabelle: Element) -> list[Element]:
    """Give `tabelle`, whose cells are in order by now, with its header; nothing where it is empty.

    Without any header cell its first row is the header: a screen reader tells the columns by it
    (WCAG 1.3.1). One cell alone is no table but a frame, of which its content stays.
    """
    zeilen = [zeile for zeile in (_zeile(tr) for tr in _zeilen(tabelle)) if zeile.kinder]
    zellen = [zelle for zeile in zeilen for zelle in zeile.elemente]
    if len(zellen) <= 1 or not any(zelle.kinder for zelle in zellen):
        return [block for zelle in zellen for block in zelle.elemente]
    kopf = _kopfzeile(zeilen)
    for zeile in zeilen:
        for stelle, zelle in enumerate(zeile.elemente):
            _auszeichnen(zelle, oben=zeile is kopf, vorn=stelle == 0)
    teile = [Element("thead", [kopf])] if kopf else []
    rest = [zeile for zeile in zeilen if zeile is not kopf]
    return [Element("table", [*teile, Element("tbody", [*rest])])]


def _zeilen(tabelle: Element) -> Iterator[Element]:
    for element in tabelle.elemente:
        if element.name == "tr":
            yield element
        elif element.name != "caption":
            yield from _zeilen(element)


def _zeile(tr: Element) -> Element:
    return Element("tr", [zelle for zelle in tr.elemente if zelle.name in {"td", "th"}])


def _kopfzeile(zeilen: list[Element]) -> Element | None:
    """Give the row of column headers; None where headers stand in the first column alone."""
    erste, *weitere = zeilen
    if not weitere:
        return None
    if all(zelle.name == "th" for zelle in erste.elemente):
        return erste
    vorn = any(zeile.elemente[0].name == "th" for zeile in zeilen)
    return None if vorn else erste


def _auszeichnen(zelle: Element, *, oben: bool, vorn: bool) -> None:
    """Make `zelle` a header or a plain cell, and say of what it is the header."""
    kopf = oben or (vorn and zelle.name == "th")
    spannen = {
        name: wert
        for name in ("colspan", "rowspan")
        if _SPANNE.fullmatch(wert := zelle.attribute.get(name, ""))
    }
    zelle.name = "th" if kopf else "td"
    zelle.attribute = spannen | ({"scope": "col" if oben else "row"} if kopf else {})
