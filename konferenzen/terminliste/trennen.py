"""From text to the cells of each line: pipes, tabs, semicolons or commas, with quoting."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .woerter import einfach
from .zeilen import UnlesbarError

HOECHSTENS_SPALTEN = 50
# A quoted cell may hold line breaks; the bound keeps a forgotten quotation mark cheap.
_HOECHSTENS_IN_ANFUEHRUNG = 2_000

_TRENNZEICHEN = "|\t;,"
# Commas are everywhere; only beside a quotation mark they part the cells of a table.
_KOMMA = re.compile(r',"|",')
_SENKRECHT = re.compile(r"(?<!\\)\|")


@dataclass(frozen=True, slots=True)
class Bruchstueck:
    """The cells of one line; a line "a | b |" has the three cells "a", "b" and "".

    ``wortlaut`` is its first cell as written, tabs included: the whole line if there is no other.
    """

    nummer: int
    zellen: tuple[str, ...]
    wortlaut: str

    @property
    def text(self) -> str:
        """The line as a person quotes it."""
        return einfach(" | ".join(self.zellen)) if self.getrennt else self.zellen[0]

    @property
    def getrennt(self) -> bool:
        """Whether the line holds a separator at all."""
        return len(self.zellen) > 1


def trennzeichen(text: str) -> str:
    """The separator that stands on most lines; of two, the first in "|", tab, ";", ","."""
    zeilen = text.split("\n")
    anzahl = {zeichen: sum(zeichen in zeile for zeile in zeilen) for zeichen in _TRENNZEICHEN}
    anzahl[","] = sum(_KOMMA.search(zeile) is not None for zeile in zeilen)
    return max(_TRENNZEICHEN, key=lambda zeichen: anzahl[zeichen])


def bruchstuecke(text: str, zeichen: str) -> Iterator[Bruchstueck]:
    """The lines of a text, cut into trimmed cells; lines are counted from 1.

    Pipes have no quoting, but ``\\|`` stands for a pipe in a cell. A cell between quotation marks
    in any other table may hold separators and line breaks (RFC 4180).
    """
    zeilen = _mit_pipes(text) if zeichen == "|" else _mit_anfuehrung(text, zeichen)
    for nummer, zellen in zeilen:
        if len(zellen) > HOECHSTENS_SPALTEN:
            raise UnlesbarError(f"Zeile {nummer} hat mehr als {HOECHSTENS_SPALTEN} Spalten.")
        yield _bruchstueck(nummer, zellen)


def anders_getrennt(stueck: Bruchstueck) -> Iterator[Bruchstueck]:
    """A line without the table's own separator, cut at each of the others that it has."""
    for zeichen in _TRENNZEICHEN.removesuffix(","):
        zellen = stueck.wortlaut.split(zeichen)
        if 2 < len(zellen) <= HOECHSTENS_SPALTEN:
            yield _bruchstueck(stueck.nummer, zellen)


def _bruchstueck(nummer: int, zellen: Sequence[str]) -> Bruchstueck:
    return Bruchstueck(nummer, tuple(einfach(zelle) for zelle in zellen), zellen[0])


def _mit_pipes(text: str) -> Iterator[tuple[int, list[str]]]:
    for nummer, zeile in enumerate(text.split("\n"), start=1):
        yield nummer, [zelle.replace("\\|", "|") for zelle in _SENKRECHT.split(zeile)]


def _mit_anfuehrung(text: str, zeichen: str) -> Iterator[tuple[int, list[str]]]:
    angefuehrt = re.compile(
        rf' *"((?:[^"]|""){{0,{_HOECHSTENS_IN_ANFUEHRUNG}}}+)" *(?=[{zeichen}\n]|\Z)'
    )
    zellenende = re.compile(rf"[{zeichen}\n]")
    nummer, stelle = 1, 0
    beginn, zellen = nummer, list[str]()
    while stelle <= len(text):
        if treffer := angefuehrt.match(text, stelle):
            zellen.append(treffer[1].replace('""', '"'))
            nummer += treffer[1].count("\n")
            stelle = treffer.end()
        else:
            grenze = zellenende.search(text, stelle)
            ende = grenze.start() if grenze else len(text)
            zellen.append(text[stelle:ende])
            stelle = ende
        if not text.startswith(zeichen, stelle):
            yield beginn, zellen
            nummer += 1
            beginn, zellen = nummer, []
        stelle += 1
