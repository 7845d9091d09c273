"""Marks the found words in a text, cuts a passage out of it, and guesses what was meant.

It sees nothing but text that the page may show.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from hattingen_portal.suche.abfrage import KLEINSTES_TEIL, Suchwort

AUSZUG = 220  # characters
VORLAUF = 60  # characters before the first found word
LANGES_WORT = 6  # letters; from here on two of them may be wrong, but not the first
_WORT = re.compile(r"[^\W_]+")
_UMLAUTE = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})


@dataclass(frozen=True)
class Markierung:
    """What was looked for, to be found again in texts; `aehnlich` if words that resemble count."""

    worte: Sequence[Suchwort]
    aehnlich: bool

    def markieren(self, text: str) -> SafeString:
        """Give `text` for a page, escaped, with <mark> around each found word."""
        stuecke, ende = [], 0
        for treffer in self._treffer(text):
            stuecke.append((text[ende : treffer.start()], treffer[0]))
            ende = treffer.end()
        return format_html("{}{}", format_html_join("", "{}<mark>{}</mark>", stuecke), text[ende:])

    def auszug(self, texte: Iterable[str], *, nach: str) -> str:
        """Give the passage of the first of `texte` with a word that does not stand in `nach`.

        Empty if there is none.
        """
        andere = [wort for wort in self.worte if not replace(self, worte=[wort]).steht_in(nach)]
        suche = replace(self, worte=andere)
        for text in texte:
            kurz = " ".join(text.split())
            if treffer := next(suche._treffer(kurz), None):
                return _ausschnitt(kurz, treffer.start())
        return ""

    def steht_in(self, text: str) -> bool:
        """Tell whether one of the words stands in `text`."""
        return next(self._treffer(text), None) is not None

    def gemeint(self, texte: Iterable[str]) -> str:
        """Give the words as they were probably meant, by those of `texte`.

        Empty unless similar words count.
        """
        if not self.aehnlich:
            return ""
        vorkommen = Counter(wort for text in texte for wort in _WORT.findall(text))
        return " ".join(_gemeintes_wort(wort, vorkommen) for wort in self.worte if not wort.ohne)

    def _treffer(self, text: str) -> Iterator[re.Match[str]]:
        for treffer in _WORT.finditer(text):
            formen = _formen(treffer[0])
            if any(self._gefunden(formen, wort) for wort in self.worte):
                yield treffer

    def _gefunden(self, formen: set[str], wort: Suchwort) -> bool:
        if wort.ohne:
            return False
        return _passt(formen, wort) or (self.aehnlich and _abweichung(formen, wort) is not None)


def _ausschnitt(text: str, stelle: int) -> str:
    """Give `text` around the word at `stelle`, cut between words where it has any."""
    anfang = text.rfind(" ", 0, max(stelle - VORLAUF, 0)) + 1
    if len(text) - anfang <= AUSZUG:
        anfang = text.rfind(" ", 0, max(len(text) - AUSZUG, 0)) + 1
    ende = len(text)
    if ende - anfang > AUSZUG:
        ende = text.rfind(" ", stelle, anfang + AUSZUG)
        ende = ende if ende > stelle else anfang + AUSZUG
    return f"{'… ' if anfang else ''}{text[anfang:ende]}{' …' if ende < len(text) else ''}"


def _gemeintes_wort(wort: Suchwort, vorkommen: Counter[str]) -> str:
    """Give the word that `wort` resembles most, or `wort` where it stands there itself."""
    aehnliche = []
    for kandidat, anzahl in vorkommen.items():
        formen = _formen(kandidat)
        if _passt(formen, wort):
            return wort.gefaltet
        if (abweichung := _abweichung(formen, wort)) is not None:
            aehnliche.append((abweichung, -anzahl, kandidat))
    return min(aehnliche)[2] if aehnliche else wort.gefaltet


def _passt(formen: set[str], wort: Suchwort) -> bool:
    """Tell whether the database finds a word that is written in one of `formen` by `wort`."""
    if wort.wendung:
        return not formen.isdisjoint(wort.gefaltet.split())
    return any(form.startswith(wort.staemme) for form in formen) or (
        len(wort.gefaltet) >= KLEINSTES_TEIL and any(wort.teil in form for form in formen)
    )


def _abweichung(formen: set[str], wort: Suchwort) -> int | None:
    """Give how many letters are wrong in `wort`; None if too many, as `suche_abweichung` says."""
    if wort.wendung or len(wort.gefaltet) < KLEINSTES_TEIL:
        return None
    abweichungen = [
        weite
        for form in formen
        if abs(len(form) - len(wort.gefaltet)) <= 2
        and (weite := abstand(form, wort.gefaltet)) <= _erlaubt(form, wort.gefaltet)
    ]
    return min(abweichungen, default=None)


def _erlaubt(form: str, gefaltet: str) -> int:
    return 2 if len(gefaltet) >= LANGES_WORT and form[:1] == gefaltet[:1] else 1


def _formen(wort: str) -> set[str]:
    """Give `wort` folded, with umlauts in both ways in which people write them."""
    klein = unicodedata.normalize("NFC", wort).lower()
    return {_gefaltet(klein), _gefaltet(klein.translate(_UMLAUTE))}


def _gefaltet(wort: str) -> str:
    zerlegt = unicodedata.normalize("NFD", wort.replace("ß", "ss"))
    return "".join(zeichen for zeichen in zerlegt if not unicodedata.combining(zeichen))


def abstand(eins: str, zwei: str) -> int:
    """Give how many letters must be changed, added or dropped to turn `eins` into `zwei`."""
    zeile = list(range(len(zwei) + 1))
    for nummer, zeichen in enumerate(eins, start=1):
        vorige, zeile = zeile, [nummer]
        for spalte, anderes in enumerate(zwei, start=1):
            zeile.append(
                min(vorige[spalte] + 1, zeile[-1] + 1, vorige[spalte - 1] + (zeichen != anderes))
            )
    return zeile[-1]
