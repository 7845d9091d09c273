"""What only the city can supply, marked in a text as [[Platzhalter: Name der Person]]."""

import re
from html import unescape

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

# A tag as nh3 writes it: a ">" may stand inside quotation marks, and a marker there stays alone.
_TAG = re.compile(r'(<[^<>"]*(?:"[^"]*"[^<>"]*)*>)')
_MARKE = re.compile(r"\[\[\s*Platzhalter\b\s*:?\s*([^\[\]<>]*?)\s*\]\]", re.IGNORECASE)
# Brackets inside a marker that is closed after them, with or without the word.
_DARIN = re.compile(
    r"(\[\[\s*Platzhalter\b[^\[\]<>]*)\[+\s*(?:Platzhalter\b\s*:?)?\s*([^\[\]<>]*)\]+"
    r"(?=(?:[^\[\]<>]|\[+[^\[\]<>]*\]+)*\]\])",
    re.IGNORECASE,
)
UNBENANNT = "eine Angabe"
# What somebody typed may be no proper marker, and is still a placeholder.
_GEMEINT = re.compile(r"\[+\s*Platzhalter\b[\s:]*([^\[\]]*)", re.IGNORECASE)


def platzhalter(text: str) -> list[str]:
    """Give what is still missing in `text`, plain or clean HTML, in the words of its markers."""
    return [" ".join(fehlt.split()) for fehlt in _GEMEINT.findall(klartext(text))]


def klartext(text: str) -> str:
    """Give what of clean HTML a person reads, without what merely surrounds it."""
    return unescape(_TAG.sub("", text)).strip()


def mit_platzhaltern(html: str) -> SafeString:
    """Give clean `html` with its markers made visible as placeholders."""
    teile = _TAG.split(html)
    teile[::2] = [_MARKE.sub(_sichtbar, _geglaettet(text)) for text in teile[::2]]
    return SafeString("".join(teile))  # nosec B703 # cleaned text; markers are escaped


def als_platzhalter(was: str) -> SafeString:
    """Give the component that says that `was` (plain text) is still to come."""
    html = render_to_string("bausteine/platzhalter.html", {"was": was}).strip()
    return SafeString(html)  # nosec B703 # a template escapes


def _sichtbar(marke: re.Match[str]) -> str:
    return als_platzhalter(unescape(marke[1]) or UNBENANNT)


def _geglaettet(text: str) -> str:
    """Give `text` with one pair of brackets for each marker, also where one stands in another."""
    anzahl = 1
    while anzahl:
        text, anzahl = _DARIN.subn(r"\1\2", text)
    return text
