"""From HTML to tables and lines of text, as a browser shows them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import chain

from .kodierung import aufgeraeumt, zeilen_pruefen
from .spalten import kopfartig
from .trennen import HOECHSTENS_SPALTEN, Bruchstueck
from .woerter import einfach, zusammengefuegt
from .zeilen import Textzeile, UnlesbarError

_HTML = re.compile(
    r"<(?:!doctype|html|head|body|table|tbody|thead|tr|t[dh]|p|div|span|section|article|ul|ol|li"
    r"|dl|h[1-6]|br|strong|b|em|font|meta)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_BLOECKE = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "title",
        "tr",
        "ul",
    ]
)
# Behind these a new paragraph begins; p and div only end a line, for editors make each line one.
_ABSAETZE = frozenset(
    [
        "caption",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "ol",
        "section",
        "article",
        "table",
        "title",
        "ul",
        "dl",
    ]
)
_UNSICHTBAR = frozenset(["script", "style", "template", "noscript", "select", "svg"])
# No longer valid, but nobody may guess what is: the word makes a row one to ask about.
_DURCHGESTRICHEN = frozenset(["del", "s", "strike"])
_ZEILEN = frozenset(["tr"])
_ZELLEN = frozenset(["td", "th"])
_OHNE_ENDE = frozenset(["br", "hr", "img", "input", "link", "meta", "col", "wbr"])


def ist_webseite(text: str) -> bool:
    """Whether a text has HTML elements, be it only some of them."""
    return _HTML.search(text) is not None


@dataclass(frozen=True, slots=True)
class Tabelle:
    """The rows of a table of two columns or more; merged cells are taken apart."""

    stuecke: tuple[Bruchstueck, ...]

    @property
    def stichworte(self) -> bool:
        """Whether each row is a heading and what belongs to it: "Ort", "Rathaus"."""
        return all(
            len(stueck.zellen) == 2
            and kopfartig(stueck.zellen[:1])
            and not kopfartig(stueck.zellen)
            for stueck in self.stuecke
        )

    def als_text(self) -> Iterator[Textzeile]:
        """Its cells as lines, for a table that is no list; a heading with what belongs to it."""
        for stueck in self.stuecke:
            if self.stichworte:
                yield Textzeile(stueck.nummer, ": ".join(stueck.zellen))
            else:
                yield from (Textzeile(stueck.nummer, zelle) for zelle in stueck.zellen if zelle)


def webseite_lesen(text: str) -> Sequence[Tabelle | Textzeile]:
    """What a page shows, in order: its tables, and the lines around them.

    Lines are counted in the source. Script, style and comments are left out. Raises
    ``UnlesbarError`` for a page that ends inside of an element whose content nobody sees.
    """
    leser = _Seitenleser(mit_umbruch=not _hat_bloecke(text))
    leser.feed(_unschaedlich(text))
    leser.close()
    return leser.fertig()


def _hat_bloecke(text: str) -> bool:
    return any(f"<{block}" in text.lower() for block in ("p", "div", "table", "li", "html", "body"))


def _unschaedlich(text: str) -> str:
    """Without comments, and without what looks for its end as far as the end of the text.

    Each such search costs time; a page of a hundred thousand of them would cost hours.
    """
    teile = []
    stelle = 0
    while (beginn := text.find("<!--", stelle)) >= 0 and (
        ende := text.find("-->", beginn + 4)
    ) >= 0:
        zeilen = text.count("\n", beginn, ende)
        teile += [text[stelle:beginn], "\n" * zeilen]
        stelle = ende + 3
    rest = "".join([*teile, text[stelle:]]).replace("<!--", "&lt;!--").replace("<![", "<!x[")
    letztes = rest.rfind(">") + 1
    return rest[:letztes] + rest[letztes:].replace("<", "&lt;")


@dataclass(slots=True)
class _Zelle:
    nummer: int
    breite: int = 1
    hoehe: int = 1
    zeilen: list[str] = field(default_factory=list)
    text: str = ""


@dataclass(slots=True)
class _Tabelle:
    """A table whose end has not come yet. ``aufbau``: it only arranges what is on the page."""

    zeilen: list[list[_Zelle]] = field(default_factory=list)
    offen: bool = False
    aufbau: bool = False


class _Seitenleser(HTMLParser):
    """Collects lines; cells of a data table go into it, all else to the page."""

    def __init__(self, *, mit_umbruch: bool) -> None:
        super().__init__(convert_charrefs=True)
        self._mit_umbruch = mit_umbruch
        self._teile: list[Tabelle | Textzeile] = []
        self._tabellen: list[_Tabelle] = []
        self._zeile: list[str] = []
        self._nummer = 0
        self._absatz = True
        self._unsichtbar = ""
        self._tiefe = 0

    def fertig(self) -> Sequence[Tabelle | Textzeile]:
        """Everything, after the page's end."""
        if self._unsichtbar:
            raise UnlesbarError(
                f"Die HTML-Seite ist unvollständig: <{self._unsichtbar}> hat kein Ende. Bitte "
                "nur die Tabelle selbst einfügen."
            )
        while self._tabellen:
            self._tabelle_schliessen()
        self._umbrechen()
        return self._teile

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin an element; one that is a block ends the line before it."""
        if not self._unsichtbar and tag in _UNSICHTBAR:
            self._unsichtbar = tag
        if self._unsichtbar:
            self._tiefe += tag == self._unsichtbar
            return
        if tag in _BLOECKE or tag == "br":
            self._umbrechen()
        if tag in _DURCHGESTRICHEN:
            self._zeile.append(" durchgestrichen: ")
        if tag in _ABSAETZE:
            self._absatz = True
        if tag == "table":
            self._tabelle_eroeffnen()
        elif tag in _ZEILEN and self._tabellen:
            self._tabellen[-1].zeilen.append([])
            self._tabellen[-1].offen = False
        elif tag in _ZELLEN and self._tabellen:
            self._zelle_eroeffnen(dict(attrs))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element without content; ``<td/>`` has an end, too."""
        if tag in _UNSICHTBAR:
            return
        self.handle_starttag(tag, attrs)
        if tag in _ZELLEN:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        """End an element; one that was never begun is nothing."""
        if self._unsichtbar:
            self._tiefe -= tag == self._unsichtbar
            if not self._tiefe:
                self._unsichtbar = ""
            return
        if tag not in _BLOECKE:
            return
        leer = not self._zeile
        self._umbrechen()
        if tag in _ABSAETZE or (tag == "p" and leer):
            self._absatz = True
        if tag in _ZELLEN and self._tabellen:
            self._tabellen[-1].offen = False
        elif tag == "table" and self._tabellen:
            self._tabelle_schliessen()

    def handle_data(self, data: str) -> None:
        """Take text that a browser shows."""
        if self._unsichtbar:
            return
        zeilen = data.split("\n") if self._mit_umbruch else [data]
        for stelle, text in enumerate(zeilen):
            if stelle:
                self._absatz |= not self._zeile
                self._umbrechen()
            if text.strip() and not self._zeile:
                davor = data[: len(data) - len(data.lstrip())]
                self._nummer = self.getpos()[0] + (stelle or davor.count("\n"))
            if text.strip() or self._zeile:
                self._zeile.append(text)

    def _umbrechen(self) -> None:
        """End a line: of the cell that is open, or of the page."""
        text, self._zeile = einfach(aufgeraeumt("".join(self._zeile))), []
        if not text:
            return
        zeilen_pruefen([text])
        tabelle = self._tabellen[-1] if self._tabellen else None
        if tabelle is None or tabelle.aufbau or not tabelle.offen:
            self._teile.append(Textzeile(self._nummer, text, absatz=self._absatz))
            self._absatz = False
            return
        tabelle.zeilen[-1][-1].zeilen.append(text)

    def _tabelle_eroeffnen(self) -> None:
        """Begin a table; one that has another one in it only arranges the page."""
        if self._tabellen and not self._tabellen[-1].aufbau:
            tabelle = self._tabellen[-1]
            self._teile += _als_text(tabelle)
            tabelle.zeilen, tabelle.aufbau = [[]], True
        self._tabellen.append(_Tabelle())

    def _zelle_eroeffnen(self, angaben: dict[str, str | None]) -> None:
        tabelle = self._tabellen[-1]
        if not tabelle.zeilen:
            tabelle.zeilen.append([])
        breite = min(_anzahl(angaben.get("colspan")), HOECHSTENS_SPALTEN + 1)
        zelle = _Zelle(self.getpos()[0], breite, _anzahl(angaben.get("rowspan")))
        tabelle.zeilen[-1].append(zelle)
        tabelle.offen = True

    def _tabelle_schliessen(self) -> None:
        tabelle = self._tabellen.pop()
        if not tabelle.aufbau:
            for zelle in chain.from_iterable(tabelle.zeilen):
                zelle.text = zusammengefuegt(zelle.zeilen)
            reihen = list(_reihen(tabelle.zeilen))
            spalten = max((len(reihe.zellen) for reihe in reihen), default=0)
            self._teile += [Tabelle(tuple(reihen))] if spalten > 1 else _als_text(tabelle)
        self._absatz = True


def _anzahl(wert: str | None) -> int:
    """The value of colspan or rowspan, 1 where it is none."""
    ziffern = (wert or "").strip()
    return min(max(int(ziffern), 1), 1_000) if ziffern.isdecimal() and len(ziffern) < 9 else 1


def _als_text(tabelle: _Tabelle) -> Iterator[Textzeile]:
    for zeile in tabelle.zeilen:
        for zelle in zeile:
            for text in zelle.zeilen:
                yield Textzeile(zelle.nummer, text)


def _reihen(zeilen: Sequence[Sequence[_Zelle]]) -> Iterator[Bruchstueck]:
    """The rows with all their cells: one that spans rows stands in each of them.

    One that spans columns fills all of them in a heading, elsewhere the first, and a cell across
    the whole table is a line of text.
    """
    voll = max((sum(zelle.breite for zelle in zeile) for zeile in zeilen), default=0)
    haengend: dict[int, tuple[int, str]] = {}
    for zeile in zeilen:
        zellen: list[str] = []
        kopf = kopfartig([zelle.text for zelle in zeile])
        for zelle in zeile:
            _haengende_einfuegen(zellen, haengend)
            for i in range(zelle.breite):
                text = zelle.text if kopf or i == 0 else ""
                if zelle.hoehe > 1:
                    haengend[len(zellen)] = (zelle.hoehe - 1, text)
                zellen.append(text)
        _haengende_einfuegen(zellen, haengend)
        if len(zellen) > HOECHSTENS_SPALTEN:
            nummer = zeile[0].nummer
            raise UnlesbarError(f"Zeile {nummer} hat mehr als {HOECHSTENS_SPALTEN} Spalten.")
        if not any(zellen):
            continue
        nummer = next((z.nummer for z in zeile if z.text), zeile[0].nummer if zeile else 0)
        gefuellt = [zelle for zelle in zellen if zelle]
        quer = len(gefuellt) == 1 and zeile and zeile[0].text and zeile[0].breite == voll
        zellen = gefuellt if quer else [*zellen, *[""] * (voll - len(zellen))]
        if kopf:
            zellen = [zelle or "–" for zelle in zellen]
        yield Bruchstueck(nummer, tuple(zellen), zellen[0])


def _haengende_einfuegen(zellen: list[str], haengend: dict[int, tuple[int, str]]) -> None:
    while len(zellen) in haengend:
        uebrig, text = haengend.pop(len(zellen))
        if uebrig > 1:
            haengend[len(zellen)] = (uebrig - 1, text)
        zellen.append(text)
