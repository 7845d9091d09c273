"""German words as lists write them: keys for comparing, phrases that mean "not yet" or "off"."""

import re
from collections.abc import Iterable

from .wortschatz import OFFEN, OFFEN_DAZU

STRICH = "-‐‑‒–—―−"
_UMSCHRIFT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_STRICHE = re.compile(f"[{STRICH}]")
_WORT = re.compile(r"[^\W_]+")
_NN = re.compile(r"\bn\.?\s?n\b\.?", re.IGNORECASE)

# "Entfällt nicht" and "keine Absage" call nothing off.
_ABSAGE = re.compile(
    r"\(?\s*(?:(?:leider|wird|wurde|ist|muss)\s+){0,3}"
    r"\b(?<!nicht )(?<!keine )"
    r"(?:entf[äa]e?llt|entfallen|f[äa]e?ll(?:t|en)\s+(?:leider\s+|alle\s+){0,2}aus|ausfallen|ausgefallen|abgesagt|absage"
    r"|findet\s+(?:leider\s+)?nicht\s+statt)\b(?!\s+nicht\b)"
    r"\s*[!.]*\s*\)?",
    re.IGNORECASE,
)


def einfach(text: str) -> str:
    """Text on one line with single spaces and nothing around it."""
    return " ".join(text.split())


def strich_einfach(text: str) -> str:
    """Any kind of dash as a plain hyphen."""
    return _STRICHE.sub("-", text)


def umschrift(text: str) -> str:
    """Lower case and without umlauts, so that "Maerz" and "März" are the same word."""
    return text.lower().translate(_UMSCHRIFT)


def woerter(text: str) -> tuple[str, ...]:
    """The words and numbers of a text in lower case without umlauts, in order."""
    return tuple(_WORT.findall(umschrift(_NN.sub("nn", text))))


_OFFEN = frozenset(woerter(OFFEN))
_OFFEN_ERLAUBT = _OFFEN | frozenset(woerter(OFFEN_DAZU))
_KEIN = frozenset(("kein", "keine", "keinen"))


def noch_offen(text: str) -> bool:
    """Whether a cell says that something is not known yet ("Termin folgt", "N.N.", "–")."""
    gefunden = woerter(text)
    if not gefunden:
        return bool(text.strip())
    noch_kein = "noch" in gefunden and not _KEIN.isdisjoint(gefunden)
    signal = noch_kein or not _OFFEN.isdisjoint(gefunden)
    return signal and _OFFEN_ERLAUBT.issuperset(gefunden)


def absage_trennen(text: str) -> tuple[str, bool]:
    """A text without "entfällt" and its like, and whether it said so."""
    rest, anzahl = _ABSAGE.subn(" ", text)
    return (einfach(rest), True) if anzahl else (text, False)


def absagestellen(text: str) -> tuple[tuple[int, int], ...]:
    """Where a text says "entfällt" or the like."""
    return tuple(treffer.span() for treffer in _ABSAGE.finditer(text))


def zusammengefuegt(zeilen: Iterable[str]) -> str:
    """The lines of one cell on one line: with commas, unless a line goes on with the one before."""
    teile: list[str] = []
    for zeile in zeilen:
        if teile:
            vorn, klein = teile[-1], zeile[0].islower()
            if vorn.endswith("-") and vorn[-2:-1].isalpha() and klein:
                teile[-1] = vorn[:-1]
            elif (
                vorn.endswith((",", ";", ":", "(", "-", "–", "/")) or zeile[0] in "(,;–-/" or klein
            ):
                teile.append(" ")
            else:
                teile.append(", ")
        teile.append(zeile)
    return "".join(teile)


def zusammengezogen(vorn: str, hinten: str) -> str:
    """Two halves of a text; a word hyphenated at the line's end becomes whole again."""
    getrennt = vorn.endswith("-") and vorn[-2:-1].isalnum()
    if not getrennt or hinten.startswith(("und ", "oder ")):
        return f"{vorn} {hinten}".strip()
    return f"{vorn[:-1]}{hinten}" if hinten[:1].islower() else f"{vorn}{hinten}"


def kurz(text: str) -> str:
    """A text as a finding quotes it: 80 characters at most."""
    return text if len(text) <= 80 else f"{text[:79]}…"


def aufzaehlung(namen: Iterable[str]) -> str:
    """Names in a German enumeration: "A, B und C"."""
    *vorne, letzter = [*namen] or [""]
    return f"{', '.join(vorne)} und {letzter}" if vorne else letzter
