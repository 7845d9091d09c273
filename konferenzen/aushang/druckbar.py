"""Text as the posters' font can print it, with places where the lines of narrow columns may break.

PDF/UA-1 (ISO 14289-1, 7.21.8) allows no letter without a glyph, and Typst stops at one: whatever
somebody typed, a poster has to come.
"""

import re
import unicodedata
from collections.abc import Container

from hattingen_portal.grundlage.texte import ohne_steuerzeichen

# Stands for letters of a script that the font lacks; pictures and the like are left out.
ERSATZ = "…"
TRENNSTELLE = "\u00ad"
LAENGSTES_WORT = 20  # letters; a longer word gets places to break at, whatever Typst knows of it
_LANGES_WORT = re.compile(rf"[^\W\d_]{{{LAENGSTES_WORT + 1},}}")
# German: a consonant between two vowels begins a syllable.
_SILBE = re.compile(r"(?<=[aeiouyäöü])(?=[bcdfghjklmnpqrstvwxzß][aeiouyäöü])", re.IGNORECASE)
# What the end of a line does not divide: "Oststraße 1", "Bürgerverein e.V.", "45525 Hattingen"
_ZUSAMMEN = re.compile(r" (?=(?:e\. ?V\.|\d{1,4} ?[a-z]?)(?:,|$))|(?<=\b\d{5}) (?=[^\W\d])")
_STUECK = re.compile(r"[^\xad]{1,15}")


def druckbar(text: str, vorhanden: Container[int]) -> str:
    """Give `text` in the letters of which `vorhanden` holds the code points.

    Line breaks stay; directions, joiners and emoji go; a run of foreign letters becomes "…".
    """
    zeichen = "".join(_zeichen(z, vorhanden) for z in ohne_steuerzeichen(text))
    zeichen = re.sub(f"{ERSATZ}(?:[ {ERSATZ}]*{ERSATZ})?", ERSATZ, zeichen)
    zeilen = (
        _ZUSAMMEN.sub("\u00a0", re.sub("[ \t]+", " ", zeile).strip())
        for zeile in zeichen.splitlines()
    )
    return _LANGES_WORT.sub(_trennbar, "\n".join(zeilen).strip())


def _zeichen(zeichen: str, vorhanden: Container[int]) -> str:
    art = unicodedata.category(zeichen)
    if zeichen == "\n" or art in {"Zl", "Zp"}:
        return "\n"
    if zeichen.isspace():
        return "\u00a0" if zeichen in "\u00a0\u202f" else " "
    if art in {"Cf", "Cc", "Cs", "Co", "Cn"}:
        return ""
    if ord(zeichen) in vorhanden:
        return zeichen
    schlicht = unicodedata.normalize("NFKC", zeichen)
    if schlicht != zeichen and all(ord(z) in vorhanden for z in schlicht):
        return schlicht
    if zeichen in "\u2010\u2011\u2212":
        return "-"
    return ERSATZ if art[0] in "LN" else ""


def _trennbar(wort: re.Match[str]) -> str:
    silben = TRENNSTELLE.join(_SILBE.split(wort[0]))
    return (
        _STUECK.sub(lambda stueck: stueck[0] + TRENNSTELLE, silben)
        .replace(2 * TRENNSTELLE, TRENNSTELLE)
        .strip(TRENNSTELLE)
    )
