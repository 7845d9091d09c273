"""From the lines of a text to its sentences: wrapped lines joined, full stops told apart."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from .datum import MONATSWORT
from .woerter import umschrift, woerter
from .zeilen import Textzeile

# A paragraph whose longest line is shorter was not wrapped by a program.
_UMBRUCH_AB = 40
_AUFZAEHLUNG = re.compile(r"(?:[-–—•*·▪◦‣●o>+]+|\(?\d{1,2}[.)](?=\s+\D))\s+(?=\S)")
_ORDNUNG = re.compile(r"\d{1,2}[.)]\s+")
_WEITER_KLEIN = re.compile(r"[a-zäöüß(]")
_SATZENDE = re.compile(r"[.!?][)“\"']?\s+(?=[„\"(]?[A-ZÄÖÜ\d])")
_ABKUERZUNG = re.compile(
    r"(?:\b[a-zäöüß]|\b(?:str|straß|st|skt|nr|tel|ca|bzw|inkl|evtl|ev|kath|dr|pfr|hr|fr|frl|abs"
    r"|max|min|std|mo|di|mi|do|sa|so|jan|feb|febr|mrz|mär|apr|jun|jul|aug|sep|sept|okt|nov|dez))"
    r"\.?\Z",
    re.IGNORECASE,
)
_VEREIN = re.compile(r"\be\.\s?[VG]\Z", re.IGNORECASE)
_HOECHSTENS_WORT = 40
_ERSTES_WORT = re.compile(r"[^\W\d_]+")
_KEIN_NEUER_SATZ = re.compile(
    rf"{MONATSWORT}|uhr\b|og\b|eg\b|\w*(?:geschoss|stock|etage)\b", re.IGNORECASE
)
# Words that begin a sentence even behind "Straße 2." or "e.V.".
SATZANFAENGE = frozenset(
    woerter(
        "alle alles als am an anmeldung anmeldungen ansprechpartnerin auch beginn bei bitte da "
        "damit danach dann das dauer den der die diese dieses ein eine einen einladung eingeladen "
        "eintritt ende es für ihre ihr im in infos informationen interessierte jede jeder jeweils "
        "kontakt los mit nach neu nähere ort rückfragen sie so start stadtteilkonferenz telefon "
        "themen treffpunkt uhrzeit um unter veranstalter veranstaltungsort vom von weiter weitere "
        "wer wir zu zum zur zuletzt zwischen"
    )
)
_PROSA = frozenset(
    woerter(
        "findet finden statt trifft treffen tagt tagen lädt laden ist sind wird werden beginnt "
        "beginnen hat haben kann können"
    )
)


@dataclass(frozen=True, slots=True)
class Satz:
    """A sentence, or a line that is none. ``absatz``: a gap stands before it.

    ``neue_zeile``: it is the first on its line, ``aufgezaehlt``: a bullet stands before it.
    """

    nummer: int
    text: str
    absatz: bool = False
    neue_zeile: bool = True
    aufgezaehlt: bool = False


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


def _ohne_umbruch(absatz: Sequence[Textzeile], beginnt: Callable[[str], bool]) -> Iterator[Satz]:
    """The lines of a paragraph, without their bullets and joined where a program wrapped them."""
    breite = max(len(zeile.text) for zeile in absatz)
    teile: list[str] = []
    satz: Satz | None = None
    prosa = False
    for zeile in absatz:
        aufgezaehlt, text = _ohne_zeichen(zeile.text, beginnt)
        if (
            satz is not None
            and not aufgezaehlt
            and not beginnt(text)
            and _umbrochen(teile[-1], text, breite, prosa=prosa)
        ):
            teile.append(text)
        else:
            if satz is not None:
                yield replace(satz, text=" ".join(teile))
            satz = Satz(zeile.nummer, "", zeile.absatz, aufgezaehlt=aufgezaehlt)
            teile, prosa = [text], False
        prosa = prosa or not _PROSA.isdisjoint(woerter(text))
    if satz is not None:
        yield replace(satz, text=" ".join(teile))


def _ohne_zeichen(text: str, beginnt: Callable[[str], bool]) -> tuple[bool, str]:
    """Whether a bullet stands before a line, and the line without it.

    "1. Februar" begins with a date, so a number is one only before a row.
    """
    treffer = _AUFZAEHLUNG.match(text)
    if treffer is None or (_ORDNUNG.match(text) and not beginnt(text[treffer.end() :])):
        return False, text
    return True, text[treffer.end() :]


def _umbrochen(vorn: str, hinten: str, breite: int, *, prosa: bool) -> bool:
    """Whether a line goes on with the next: it is full, and does not look finished."""
    erstes, *_ = hinten.split(maxsplit=1) or [""]
    if breite < _UMBRUCH_AB or len(vorn) + 1 + len(erstes) <= breite:
        return False
    wort = _ERSTES_WORT.match(hinten)
    neu = wort is not None and wort.group()[0].isupper() and umschrift(wort.group()) in SATZANFAENGE
    if vorn.endswith((".", "!", "?", ":", ")")) and (neu or not _WEITER_KLEIN.match(hinten)):
        return False
    offen = vorn.endswith((",", "-", "–")) or vorn.rpartition(" ")[2][:1].islower()
    return offen or prosa or bool(_WEITER_KLEIN.match(hinten))


def _geteilt(zeile: Satz, beginnt: Callable[[str], bool]) -> Iterator[Satz]:
    text = zeile.text
    anfang = 0
    for treffer in _SATZENDE.finditer(text):
        if _satzende(text, treffer, beginnt):
            yield _teil(zeile, anfang, treffer.end())
            anfang = treffer.end()
    if anfang < len(text):
        yield _teil(zeile, anfang, len(text))


def _teil(zeile: Satz, von: int, bis: int) -> Satz:
    text = zeile.text[von:bis].strip()
    if von == 0:
        return replace(zeile, text=text)
    return Satz(zeile.nummer, text, neue_zeile=False)


def _satzende(text: str, treffer: re.Match[str], beginnt: Callable[[str], bool]) -> bool:
    """Whether a full stop ends a sentence: not in "1. Februar", "St. Georg" or "Str. 2"."""
    if text[treffer.start()] != ".":
        return True
    davor = text[max(0, treffer.start() - _HOECHSTENS_WORT) : treffer.start()]
    danach = text[treffer.end() : treffer.end() + _HOECHSTENS_WORT]
    verein, ordnung = _VEREIN.search(davor), davor[-1:].isdigit()
    if not (verein or ordnung or _ABKUERZUNG.search(davor)):
        return True
    wort = _ERSTES_WORT.match(danach)
    if wort is None or _KEIN_NEUER_SATZ.match(danach):
        return False
    return umschrift(wort.group()) in SATZANFAENGE or beginnt(danach)
