"""Reads what a person typed into the search field; knows no database."""

import re
from dataclasses import dataclass

from hattingen_portal.grundlage.texte import ohne_steuerzeichen

HOECHSTENS_ZEICHEN = 200
HOECHSTENS_WORTE = 8
LAENGSTES_WORT = 60  # letters

# What people type around the words that matter, also as they write it without umlauts.
FUELLWORTE = frozenset(
    re.findall(
        r"\w+",
        """
    am an auf aus bei bis da das dem den der des die ein eine einem einen einer er es für fuer
    gibt hat ich im in ist ihr man mit nach oder sich sie sind so über ueber um und uns von vom vor
    wann was welche wer wie wir wird wo zu zum zur
    """,
    )
)
_ANFUEHRUNGSZEICHEN = str.maketrans(dict.fromkeys("„“”«»‟〝〞＂", '"'))
_TEIL = re.compile(r'((?<!\S)[-−–])?(?:"([^"]*)"|([^\W_]+))')
_WORT = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Wort:
    """A word to look for, or words in this order (`wendung`); `ohne` excludes them."""

    text: str
    wendung: bool = False
    ohne: bool = False


@dataclass(frozen=True)
class Eingabe:
    """What was typed, fit to be shown again, and its words; `gekuerzt` if some were left out."""

    text: str
    worte: tuple[Wort, ...]
    gekuerzt: bool


def lesen(text: str) -> Eingabe:
    """Read any `text`: every word has to be found, "…" keeps words together, -word excludes one.

    Everything else that is no letter or digit only separates words, so that no character has a
    meaning for the database. Words that only fill count as long as there are no others.
    """
    sauber = " ".join(ohne_steuerzeichen(text).split())
    kurz = sauber[:HOECHSTENS_ZEICHEN].strip()
    gefunden = (
        Wort(" ".join(_WORT.findall(wendung or wort))[:LAENGSTES_WORT], bool(wendung), bool(minus))
        for minus, wendung, wort in _TEIL.findall(kurz.translate(_ANFUEHRUNGSZEICHEN))
    )
    worte = list(dict.fromkeys(wort for wort in gefunden if wort.text))
    wichtige = [
        wort for wort in worte if wort.wendung or wort.ohne or wort.text.lower() not in FUELLWORTE
    ]
    if any(not wort.ohne for wort in wichtige):
        worte = wichtige
    return Eingabe(
        text=kurz,
        worte=tuple(worte[:HOECHSTENS_WORTE]),
        gekuerzt=len(sauber) > HOECHSTENS_ZEICHEN or len(worte) > HOECHSTENS_WORTE,
    )
