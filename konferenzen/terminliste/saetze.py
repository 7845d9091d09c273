"""From the lines of a text to its sentences: wrapped lines joined, full stops told apart."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from .datum import MONATSWORT
from .woerter import umschrift, woerter, zusammengezogen
from .wortschatz import PROSA, SATZANFAENGE, VOR_NAMEN
from .zeilen import Textzeile

# A paragraph whose longest line is shorter was not wrapped by a program.
_UMBRUCH_AB = 40
_AUFZAEHLUNG = re.compile(r"(?:[-–—•*·▪◦‣●o>+#]+|\(?\d{1,2}[.)](?=\s+\D))\s+(?=\S)")
_ORDNUNG = re.compile(r"\d{1,2}[.)]\s+")
_WEITER_KLEIN = re.compile(r"[a-zäöüß(]")
_SATZENDE = re.compile(r"[;:]\s+|[.!?][)“\"']?\s+(?=[„\"(]?[A-ZÄÖÜ\d])")
_ABKUERZUNG = re.compile(
    r"(?:\b[a-zäöüß]|str|pl|\b(?:st|skt|nr|tel|ca|bzw|inkl|evtl|ev|kath|dr|pfr|hr|fr|frl|abs"
    r"|max|min|std|mo|di|mi|do|sa|so|jan|feb|febr|mrz|mär|apr|jun|jul|aug|sep|sept|okt|nov|dez))"
    r"\.?\Z",
    re.IGNORECASE,
)
# "Die nächsten Stadtteilkonferenzen 2027: Welper, …" is a heading with its list behind it.
_KOPF = re.compile(r"(?:konferenzen|termine)\b[^:]*\Z", re.IGNORECASE)
_HOECHSTENS_KOPF = 80
# A date and a word that a line break takes apart.
_TAG_AM_ENDE = re.compile(r"(?<![\d.])\d{1,2}\.\Z")
_MONAT_AM_ANFANG = re.compile(MONATSWORT, re.IGNORECASE)
_NUR_ZAHL = re.compile(r"\d{1,4}\s?[a-z]?(?:[,;)]|\.?\s*\Z)", re.IGNORECASE)
_VEREIN = re.compile(r"\be\.\s?[VG]\Z", re.IGNORECASE)
_HOECHSTENS_WORT = 40
_ERSTES_WORT = re.compile(r"[^\W\d_]+")
_KEIN_NEUER_SATZ = re.compile(
    rf"{MONATSWORT}|uhr\b|og\b|eg\b|\w*(?:geschoss|stock|etage)\b", re.IGNORECASE
)


_SATZANFAENGE = frozenset(woerter(SATZANFAENGE))
_VOR_NAMEN = frozenset(woerter(VOR_NAMEN))
_PROSA = frozenset(woerter(PROSA))


@dataclass(frozen=True, slots=True)
class Satz:
    """A sentence, or a line that is none. ``absatz``: a gap stands before it.

    ``neue_zeile``: it is the first on its line, ``danach``: the rows of a table stand before it.
    """

    nummer: int
    text: str
    absatz: bool = False
    neue_zeile: bool = True
    danach: bool = False


@dataclass(slots=True)
class _Zeile:
    """A line, or several that a program wrapped. ``anfaenge``: where each of them begins in it."""

    satz: Satz
    text: str
    letzte: str
    anfaenge: list[tuple[int, int]]

    def anfuegen(self, nummer: int, text: str) -> None:
        self.text = zusammengezogen(self.text, text)
        self.anfaenge.append((len(self.text) - len(text), nummer))
        self.letzte = text

    def geht_weiter(self, text: str, breite: int, *, eigene: bool, prosa: bool) -> bool:
        """Whether a line belongs to this one; ``eigene``: it looks as if it began a row."""
        letzte = self.letzte
        if letzte.count("(") > letzte.count(")") and ")" in text:
            return True
        if _zerrissen(letzte, text):
            return True
        if eigene and not _mitten_im_satz(letzte):
            return False
        return _umbrochen(letzte, text, breite, prosa=prosa)

    def nummer(self, stelle: int) -> int:
        """The line of the input in which a place of the text is."""
        return max((anfang, nummer) for anfang, nummer in self.anfaenge if anfang <= stelle)[1]


def saetze(zeilen: Sequence[Textzeile], beginnt: Callable[[str], bool]) -> Iterator[Satz]:
    """The sentences of a text; ``beginnt`` tells whether a line begins a row of its own."""
    for absatz in _absaetze(zeilen):
        for zeile in _ohne_umbruch(absatz, beginnt):
            yield from _geteilt(zeile, beginnt)


def _absaetze(zeilen: Sequence[Textzeile]) -> Iterator[list[Textzeile]]:
    absatz: list[Textzeile] = []
    for zeile in zeilen:
        if zeile.absatz and absatz:
            yield absatz
            absatz = []
        absatz.append(zeile)
    if absatz:
        yield absatz


def _ohne_umbruch(absatz: Sequence[Textzeile], beginnt: Callable[[str], bool]) -> Iterator[_Zeile]:
    """The lines of a paragraph, without their bullets and joined where a program wrapped them."""
    breite = max(len(zeile.text) for zeile in absatz)
    offen: _Zeile | None = None
    prosa = False
    for zeile in absatz:
        aufgezaehlt, text = _ohne_zeichen(zeile.text, beginnt)
        eigene = aufgezaehlt or beginnt(text)
        if offen and offen.geht_weiter(text, breite, eigene=eigene, prosa=prosa):
            offen.anfuegen(zeile.nummer, text)
        else:
            if offen:
                yield offen
            satz = Satz(zeile.nummer, "", zeile.absatz, danach=zeile.danach)
            offen, prosa = _Zeile(satz, text, text, [(0, zeile.nummer)]), False
        prosa = prosa or not _PROSA.isdisjoint(woerter(text))
    if offen:
        yield offen


def _ohne_zeichen(text: str, beginnt: Callable[[str], bool]) -> tuple[bool, str]:
    """Whether a bullet stands before a line, and the line without it.

    "1. Februar" begins with a date, so a number is one only before a row.
    """
    treffer = _AUFZAEHLUNG.match(text)
    if treffer is None or (_ORDNUNG.match(text) and not beginnt(text[treffer.end() :])):
        return False, text
    return True, text[treffer.end() :]


def _zerrissen(vorn: str, hinten: str) -> bool:
    """Whether a line break stands inside of a date, of "17-19" or of a hyphenated word."""
    if _TAG_AM_ENDE.search(vorn):
        return _MONAT_AM_ANFANG.match(hinten) is not None
    davor, danach = vorn[-2:-1], hinten[:1]
    zusammen = (davor.isalpha() and danach.islower()) or (davor.isdigit() and danach.isdigit())
    return vorn.endswith("-") and zusammen


def _mitten_im_satz(text: str) -> bool:
    return umschrift(text.rpartition(" ")[2]) in _VOR_NAMEN


def _umbrochen(vorn: str, hinten: str, breite: int, *, prosa: bool) -> bool:
    """Whether a line goes on with the next: it is full, and does not look finished."""
    erstes, *_ = hinten.split(maxsplit=1) or [""]
    if breite < _UMBRUCH_AB or len(vorn) + 1 + len(erstes) <= breite:
        return False
    wort = _ERSTES_WORT.match(hinten)
    neu = (
        wort is not None and wort.group()[0].isupper() and umschrift(wort.group()) in _SATZANFAENGE
    )
    if vorn.endswith((".", "!", "?", ":", ")")) and (neu or not _WEITER_KLEIN.match(hinten)):
        return False
    offen = vorn.endswith((",", "-", "–")) or vorn.rpartition(" ")[2][:1].islower()
    return offen or prosa or bool(_WEITER_KLEIN.match(hinten))


def _geteilt(zeile: _Zeile, beginnt: Callable[[str], bool]) -> Iterator[Satz]:
    text = zeile.text
    anfang = 0
    for treffer in _SATZENDE.finditer(text):
        if _satzende(text, anfang, treffer, beginnt):
            yield _teil(zeile, text, anfang, treffer.end())
            anfang = treffer.end()
    if anfang < len(text):
        yield _teil(zeile, text, anfang, len(text))


def _teil(zeile: _Zeile, text: str, von: int, bis: int) -> Satz:
    satz = text[von:bis].strip()
    if von == 0:
        return replace(zeile.satz, text=satz)
    return Satz(zeile.nummer(von), satz, neue_zeile=False, danach=zeile.satz.danach)


def _satzende(
    text: str, anfang: int, treffer: re.Match[str], beginnt: Callable[[str], bool]
) -> bool:
    """Whether a full stop ends a sentence: not in "1. Februar", "St. Georg" or "Str. 2"."""
    if text.count("(", anfang, treffer.start()) > text.count(")", anfang, treffer.end()):
        return False
    if text[treffer.start()] == ":" and not _KOPF.search(
        text[max(anfang, treffer.start() - _HOECHSTENS_KOPF) : treffer.start()]
    ):
        return False
    if text[treffer.start()] in ";:":
        return beginnt(text[treffer.end() : treffer.end() + _HOECHSTENS_WORT])
    if text[treffer.start()] != ".":
        return True
    davor = text[max(0, treffer.start() - _HOECHSTENS_WORT) : treffer.start()]
    danach = text[treffer.end() : treffer.end() + _HOECHSTENS_WORT]
    if _NUR_ZAHL.match(danach):
        return False
    verein, ordnung = _VEREIN.search(davor), davor[-1:].isdigit()
    if not (verein or ordnung or _ABKUERZUNG.search(davor)):
        return True
    wort = _ERSTES_WORT.match(danach)
    if wort is None or _KEIN_NEUER_SATZ.match(danach):
        return False
    return umschrift(wort.group()) in _SATZANFAENGE or beginnt(danach)
