"""The bytes themselves: line ends, folds, characters (RFC 5545 section 3.1)."""

import re
from collections.abc import Iterator

from konferenzen.kalenderpruefung.befund import Befund

OKTETTE = 75
# Tab may stand in a text, and nothing below the space else; some readers take U+0085, U+2028 and
# U+2029 for the end of a line.
_STEUERZEICHEN = re.compile("[\x00-\x08\x0a-\x1f\x7f\x80-\x9f\u2028\u2029]")
_BOM = b"\xef\xbb\xbf"


def pruefen(inhalt: bytes) -> Iterator[Befund]:
    """Give what is wrong with the bytes of a calendar."""
    if inhalt.startswith(_BOM):
        yield _befund(
            1, "Die Datei beginnt mit einem BOM; dort muss BEGIN stehen.", "RFC 5545, 3.4"
        )
    zeilen = inhalt.split(b"\r\n")
    if zeilen.pop() != b"":
        yield _befund(len(zeilen) + 1, "Die letzte Zeile endet nicht mit CRLF.", "RFC 5545, 3.1")
    for nummer, zeile in enumerate(zeilen, start=1):
        yield from _zeile_pruefen(nummer, zeile)


def _zeile_pruefen(nummer: int, zeile: bytes) -> Iterator[Befund]:
    if not zeile.strip():
        yield _befund(nummer, "Die Zeile ist leer.", "RFC 5545, 3.1")
    if len(zeile) > OKTETTE:
        yield _befund(
            nummer, f"Die Zeile hat {len(zeile)} Oktette, erlaubt sind {OKTETTE}.", "RFC 5545, 3.1"
        )
    try:
        text = zeile.decode()
    except UnicodeDecodeError:
        yield _befund(
            nummer, "Die Zeile ist für sich kein UTF-8: Ein Zeichen ist zerteilt.", "RFC 5545, 3.1"
        )
        return
    for zeichen in sorted(set(_STEUERZEICHEN.findall(text))):
        yield _befund(
            nummer,
            f"Das Steuerzeichen U+{ord(zeichen):04X} darf hier nicht stehen.",
            "RFC 5545, 3.1",
        )


def _befund(nummer: int, satz: str, quelle: str) -> Befund:
    return Befund(f"Zeile {nummer}", satz, quelle)
