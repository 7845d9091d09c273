"""Clean HTML as a small tree, and back. Pure; only for what nh3 has written: it is well formed."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from html import escape
from html.parser import HTMLParser

# Deeper than anybody writes; what is nested further down loses its elements, never its words.
TIEFE = 24
OHNE_ENDE = {"br", "hr"}
BR = "\n"  # a forced line break among the words: others are blanks by then


@dataclass(frozen=True)
class Lauf:
    """Words in a row that look and lead alike; `text` may be `BR`."""

    text: str
    ziel: str = ""
    fett: bool = False
    kursiv: bool = False

    def gleich_gesetzt(self, anderer: "Lauf") -> bool:
        """Tell whether both are set alike, whatever they say."""
        return replace(self, text="") == replace(anderer, text="")


@dataclass
class Element:
    """An element with its children: elements, and words as they were read or as runs."""

    name: str
    kinder: list["Element | Lauf | str"] = field(default_factory=list)
    attribute: dict[str, str] = field(default_factory=dict)

    @property
    def elemente(self) -> list["Element"]:
        """The children that are elements."""
        return [kind for kind in self.kinder if isinstance(kind, Element)]

    @property
    def laeufe(self) -> list[Lauf]:
        """The children that are runs of words."""
        return [kind for kind in self.kinder if isinstance(kind, Lauf)]

    @property
    def text(self) -> str:
        """The words of its own runs, in one line."""
        return " ".join("".join(lauf.text for lauf in self.laeufe).split())

    def alle(self) -> Iterator["Element"]:
        """Give it and all elements below it, in the order of the text."""
        yield self
        for element in self.elemente:
            yield from element.alle()


class _Leser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.offen = [Element("")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, attribute={name: wert or "" for name, wert in attrs})
        if tag in OHNE_ENDE:
            self.offen[-1].kinder.append(element)
        elif len(self.offen) <= TIEFE:
            self.offen[-1].kinder.append(element)
            self.offen.append(element)
        else:
            self.offen.append(Element(tag, self.offen[-1].kinder))  # goes on in the one above

    def handle_endtag(self, tag: str) -> None:
        if tag not in OHNE_ENDE:
            self.offen.pop()

    def handle_data(self, data: str) -> None:
        self.offen[-1].kinder.append(data)


def gelesen(html: str) -> Element:
    """Give the tree of well-formed `html` under a root without a name."""
    leser = _Leser()
    leser.feed(html)
    leser.close()
    return leser.offen[0]


def geschrieben(wurzel: Element) -> str:
    """Give the HTML of what is below `wurzel`; words are runs by now."""
    return "".join(map(_element, wurzel.elemente)) + _laeufe(wurzel.laeufe)


def _element(element: Element) -> str:
    angaben = "".join(f' {name}="{escape(w)}"' for name, w in sorted(element.attribute.items()))
    return f"<{element.name}{angaben}>{geschrieben(element)}</{element.name}>"


def _laeufe(laeufe: list[Lauf]) -> str:
    """Print runs, a link around several of them once."""
    html, ziel = "", ""
    for lauf in laeufe:
        if lauf.ziel != ziel:
            html += ("</a>" if ziel else "") + (
                f'<a href="{escape(lauf.ziel)}">' if lauf.ziel else ""
            )
            ziel = lauf.ziel
        html += _lauf(lauf)
    return html + ("</a>" if ziel else "")


def _lauf(lauf: Lauf) -> str:
    html = escape(lauf.text, quote=False).replace("\xa0", "&nbsp;").replace(BR, "<br>")
    if lauf.kursiv:
        html = f"<em>{html}</em>"
    return f"<strong>{html}</strong>" if lauf.fett else html
