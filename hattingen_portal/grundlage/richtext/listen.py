"""Paragraphs that a word processor has made to look like a list become one. Pure.

What comes from Word is a paragraph for each entry, with its sign and some blanks as text. One such
paragraph alone may be a sentence that begins with a dash: it takes two.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from hattingen_portal.grundlage.richtext.baum import Element, Lauf

# "o" and "§" stand for the bullets of Word's deeper levels; in a sentence one blank follows them.
_PUNKT = re.compile(r"\s*(?:([·•▪●◦○■–-])\s+|([o§])[\xa0 ]{2,})(?=\S)")
_ZAHL = re.compile(r"\s*(\d{1,3})[.)][\xa0 ]{2,}(?=\S)")


def mit_listen(bloecke: list[Element]) -> list[Element]:
    """Give `bloecke` with lists in place of paragraphs that begin with bullets or numbers."""
    ergebnis: list[Element] = []
    for art, gruppe in groupby(bloecke, _art):
        absaetze = list(gruppe)
        if art == "punkte" and len(absaetze) > 1:
            ergebnis.append(_punkte(absaetze))
        elif art == "zahlen" and _gezaehlt(absaetze):
            ergebnis.append(Element("ol", [_eintrag(absatz, _ZAHL) for absatz in absaetze]))
        else:
            ergebnis += absaetze
    return ergebnis


def _anfang(absatz: Element) -> str:
    return "".join(lauf.text for lauf in absatz.laeufe)


def _art(block: Element) -> str:
    """Give with what `block` begins, or what it is: neighbours of one kind belong together."""
    if block.name != "p":
        return block.name
    if _PUNKT.match(_anfang(block)):
        return "punkte"
    return "zahlen" if _ZAHL.match(_anfang(block)) else "p"


def _gezaehlt(absaetze: list[Element]) -> bool:
    """Tell whether they are numbered from one: other numbers say something of their own."""
    zahlen = [int(treffer[1]) for p in absaetze if (treffer := _ZAHL.match(_anfang(p)))]
    return len(zahlen) > 1 and zahlen == list(range(1, len(zahlen) + 1))


def _punkte(absaetze: list[Element]) -> Element:
    """Give the list; a sign that is new stands one level below the one before it."""
    liste = Element("ul")
    offen: list[tuple[str, Element]] = []
    for absatz in absaetze:
        treffer = _PUNKT.match(_anfang(absatz))
        zeichen = next(filter(None, treffer.groups())) if treffer else ""
        bekannte = [bekanntes for bekanntes, _ in offen]
        if zeichen in bekannte:
            del offen[bekannte.index(zeichen) + 1 :]
        else:
            offen.append((zeichen, _unterliste(offen[-1][1]) if offen else liste))
        offen[-1][1].kinder.append(_eintrag(absatz, _PUNKT))
    return liste


def _unterliste(liste: Element) -> Element:
    unterliste = Element("ul")
    liste.elemente[-1].kinder.append(unterliste)
    return unterliste


def _eintrag(absatz: Element, zeichen: re.Pattern[str]) -> Element:
    """Give the entry without its sign, which may be spread over several runs."""
    treffer = zeichen.match(_anfang(absatz))
    anfang = treffer.end() if treffer else 0
    return Element("li", [Element("p", [*_ohne(absatz.laeufe, anfang)])])


def _ohne(laeufe: list[Lauf], anzahl: int) -> Iterator[Lauf]:
    for lauf in laeufe:
        if rest := lauf.text[anzahl:]:
            yield replace(lauf, text=rest)
        anzahl = max(0, anzahl - len(lauf.text))
