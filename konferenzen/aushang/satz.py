"""Typesetting: plain values in, a PDF out that screen readers can read (PDF/UA-1, ISO 14289-1).

Values reach Typst as JSON and stay strings there: nothing that somebody typed is ever read as
markup. System fonts are left out, so that every machine prints the same.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache
from pathlib import Path
from threading import Lock

from django.core.exceptions import ImproperlyConfigured
from fontTools.ttLib import TTFont
from typst import Compiler, Fonts

from konferenzen.aushang.druckbar import druckbar
from quartiere.gefach import BALKEN, SCHILD

VORLAGEN = Path(__file__).resolve().parent
FAMILIE = "Fira Sans"
GESTALT = {400, 600}  # the weights that the templates use
FUER_PROGRAMME = {"qr", "ziel", "linkziel"}
GEFACHE = json.dumps({"balken": BALKEN, "schild": SCHILD})


class SatzError(RuntimeError):
    """Typst has something to say about a template: what came out cannot be trusted."""


@dataclass(frozen=True)
class _Druckerei:
    """A compiler, which serves one thread at a time, and the letters that it has."""

    compiler: Compiler
    buchstaben: frozenset[int]
    frei: Lock


@cache
def _druckerei(schriften: Path) -> _Druckerei:
    """Give the one for the folder `schriften`; raises ImproperlyConfigured without its fonts."""
    fonts = Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[schriften])
    gestalt = {font.weight for font in fonts.fonts() if font.family == FAMILIE}
    if not gestalt.issuperset(GESTALT):
        raise ImproperlyConfigured(
            f"In {schriften} fehlt die Schrift {FAMILIE} für die Aushänge. Bitte rufen Sie "
            "„make bauen“ auf."
        )
    je_datei = [_buchstaben(Path(font.path)) for font in fonts.fonts() if font.path]
    compiler = Compiler(root=VORLAGEN, font_paths=fonts, ignore_system_fonts=True)
    return _Druckerei(compiler, frozenset.intersection(*je_datei), Lock())


def _buchstaben(datei: Path) -> frozenset[int]:
    with TTFont(datei, lazy=True) as schrift:
        return frozenset(schrift.getBestCmap())


def setzen(vorlage: str, werte: Mapping[str, object], stand: datetime, schriften: Path) -> bytes:
    """Give the PDF of the template `vorlage` with `werte`, the same bytes for the same values.

    `werte` holds what JSON can hold, `stand` (aware) is the date that the file bears, `schriften`
    the folder of the fonts. Raises ImproperlyConfigured without fonts, SatzError for a warning of
    Typst's, such as one of a missing font.
    """
    daten = json.dumps(_druckbar(werte, _druckerei(schriften).buchstaben))
    return _gesetzt(vorlage, daten, int(stand.timestamp()), schriften)


@lru_cache(maxsize=64)
def _gesetzt(vorlage: str, daten: str, stand: int, schriften: Path) -> bytes:
    """Print, or give what was printed: many who ask for one poster do not wait for each other."""
    druckerei = _druckerei(schriften)
    with druckerei.frei:
        pdf, warnungen = druckerei.compiler.compile_with_warnings(
            input=VORLAGEN / vorlage,
            format="pdf",
            sys_inputs={"daten": daten, "gefache": GEFACHE},
            pdf_standards=["ua-1"],
            timestamp=stand,
        )
    if warnungen or not isinstance(pdf, bytes):
        raise SatzError("; ".join(warnung.message for warnung in warnungen))
    return pdf


def _druckbar(wert: object, buchstaben: frozenset[int]) -> object:
    """Give `wert` with all its strings printable; what a program reads stays as it is."""
    if isinstance(wert, str):
        return druckbar(wert, buchstaben)
    if isinstance(wert, Mapping):
        return {
            name: teil if name in FUER_PROGRAMME else _druckbar(teil, buchstaben)
            for name, teil in wert.items()
        }
    if isinstance(wert, list | tuple):
        return [_druckbar(teil, buchstaben) for teil in wert]
    return wert
