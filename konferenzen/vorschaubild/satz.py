"""Text on a drawn picture: in Fira Sans, as large as its place allows, never over its edge."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from PIL import ImageDraw, ImageFont

NORMAL, MITTEL, HALBFETT = "Regular", "Medium", "SemiBold"
AUSLASSUNG = "…"


@dataclass(frozen=True)
class Satz:
    """Lines that fit their place, with the font that they were measured in."""

    zeilen: tuple[str, ...]
    schrift: ImageFont.FreeTypeFont
    zeilenhoehe: int

    @property
    def hoehe(self) -> int:
        """The height of all lines in pixels."""
        return len(self.zeilen) * self.zeilenhoehe

    @property
    def breite(self) -> float:
        """The width of the longest line in pixels."""
        return max(map(self.schrift.getlength, self.zeilen), default=0)

    def schreiben(self, zeichnung: ImageDraw.ImageDraw, x: int, y: int, farbe: str) -> int:
        """Write the lines with their upper left corner at (x, y); give where the next may begin."""
        for zeile in self.zeilen:
            grundlinie = y + round(self.zeilenhoehe * 0.77)
            zeichnung.text((x, grundlinie), zeile, farbe, self.schrift, anchor="ls")
            y += self.zeilenhoehe
        return y


def setzen(text: str, schnitt: str, breite: int, *stufen: tuple[int, int]) -> Satz:
    """Give `text` as the first of `stufen` in which it fits: sizes in pixels with their lines.

    It may be `breite` pixels wide. Words are broken only in the last size, and what is still too
    long ends there with an ellipsis. What the font cannot show is left out.
    """
    text = druckbar(text, schnitt)
    for groesse, zeilen in stufen:
        schrift = _schrift(schnitt, groesse)
        gesetzt = _umbrochen(text.split(), schrift, breite)
        if len(gesetzt) <= zeilen and all(schrift.getlength(z) <= breite for z in gesetzt):
            return Satz(tuple(gesetzt), schrift, _zeilenhoehe(groesse))
    groesse, zeilen = stufen[-1]
    schrift = _schrift(schnitt, groesse)
    teile = [teil for wort in text.split() for teil in _geteilt(wort, schrift, breite)]
    gesetzt = _umbrochen(teile, schrift, breite)
    if len(gesetzt) > zeilen:
        rest = " ".join(gesetzt[zeilen - 1 :])
        gesetzt = [*gesetzt[: zeilen - 1], _gekuerzt(rest, schrift, breite)]
    return Satz(tuple(gesetzt), schrift, _zeilenhoehe(groesse))


def druckbar(text: str, schnitt: str) -> str:
    """Give `text` without the signs that the font has not: emoji, foreign scripts, controls."""
    zeichen = _zeichen(schnitt)
    vorhanden = (z if ord(z) in zeichen else " " for z in unicodedata.normalize("NFC", text))
    return " ".join("".join(vorhanden).split())


def _umbrochen(woerter: list[str], schrift: ImageFont.FreeTypeFont, breite: int) -> list[str]:
    """Give `woerter` in lines; a word wider than `breite` stands in a line of its own."""
    zeilen: list[str] = []
    for wort in woerter:
        if zeilen and schrift.getlength(f"{zeilen[-1]} {wort}") <= breite:
            zeilen[-1] += f" {wort}"
        else:
            zeilen.append(wort)
    return zeilen


def _geteilt(wort: str, schrift: ImageFont.FreeTypeFont, breite: int) -> list[str]:
    """Give `wort` in parts that fit, at its own hyphens first."""
    teile = [""]
    for stueck in re.findall(r"[^-/]+[-/]?|[-/]", wort):
        if schrift.getlength(teile[-1] + stueck) <= breite:
            teile[-1] += stueck
            continue
        teile.append("")
        if schrift.getlength(stueck) <= breite:
            teile[-1] = stueck
            continue
        for zeichen in stueck:
            if schrift.getlength(f"{teile[-1]}{zeichen}-") > breite and teile[-1]:
                teile[-1] += "-"
                teile.append("")
            teile[-1] += zeichen
    return [teil for teil in teile if teil]


def _gekuerzt(text: str, schrift: ImageFont.FreeTypeFont, breite: int) -> str:
    while text and schrift.getlength(text + AUSLASSUNG) > breite:
        text = text[:-1].rstrip(" -,")
    return text + AUSLASSUNG


def _zeilenhoehe(groesse: int) -> int:
    return round(groesse * 1.16)


def _datei(schnitt: str) -> Path:
    return settings.BAU / "schriften" / f"FiraSans-{schnitt}.ttf"


@lru_cache(maxsize=64)
def _schrift(schnitt: str, groesse: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(_datei(schnitt), groesse)


@lru_cache
def _zeichen(schnitt: str) -> frozenset[int]:
    """Give the code points that the font can show."""
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - 1.5 MB, loaded on first use

    with TTFont(_datei(schnitt), lazy=True) as schrift:
        return frozenset(schrift.getBestCmap())
