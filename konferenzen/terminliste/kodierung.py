"""From bytes to tidy text, with limits that keep every later step quick."""

import re
import unicodedata
from collections.abc import Sequence

from .zeilen import UnlesbarError

# A round has six rows. The limits leave room for thousands and stop a mistaken upload.
HOECHSTENS_ZEICHEN = 1_000_000
HOECHSTENS_ZEILEN = 5_000
HOECHSTENS_JE_ZEILE = 20_000

_FREMDE_DATEIEN = (
    (b"%PDF", "eine PDF-Datei"),
    (b"PK\x03\x04", "eine Word-, Excel- oder Zip-Datei"),
    (b"\xd0\xcf\x11\xe0", "eine alte Word- oder Excel-Datei"),
    (b"\x89PNG", "ein Bild"),
    (b"\xff\xd8\xff", "ein Bild"),
    (b"{\\rtf", "eine RTF-Datei"),
)
_ZEILENENDE = re.compile("\r\n|[\r\x0c\x1c-\x1e\x85\u2028\u2029]")
_UNSICHTBAR = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_STEUERZEICHEN = re.compile("[\x01-\x08\x0b\x0e-\x1b\x1f\x7f-\x9f]")
# "Ã¼" for "ü": UTF-8 read as Windows-1252; "�": what a program could not read; "=C3=BC": mail.
_ZERSTOERT = re.compile("Ã[\u0080-\u00bfŸ„–œŒš]|\ufffd|=C3=[89AB][0-9A-F]")
_LEERRAUM = re.compile(r"[^\S\n\t]")


def text_aus(liste: str | bytes) -> str:
    """The text of a list: NFC, lines ended by ``\\n``, plain spaces, nothing invisible.

    Bytes may be UTF-8 (with or without BOM), UTF-16 with BOM (Excel's "Unicode-Text") or
    Windows-1252. Raises ``UnlesbarError`` when there is no text or too much of it.
    """
    if len(liste) > HOECHSTENS_ZEICHEN:
        raise UnlesbarError(
            f"Die Liste ist zu groß: mehr als {HOECHSTENS_ZEICHEN // 1_000_000} MB. "
            "Bitte nur die Terminliste selbst einlesen."
        )
    text = liste if isinstance(liste, str) else _dekodiert(liste)
    if "\0" in text:
        raise UnlesbarError("Das ist kein Text, sondern eine Binärdatei (sie enthält NUL-Zeichen).")
    zerstoert = _ZERSTOERT.search(text)
    if zerstoert:
        raise UnlesbarError(
            "Umlaute dieser Liste sind beim Speichern oder Kopieren zerstört worden: aus ihnen "
            f"wurde etwa „{zerstoert.group()}“. Bitte noch einmal aus der Quelle kopieren."
        )
    text = aufgeraeumt(text)
    if not text.strip():
        raise UnlesbarError("Die Liste ist leer.")
    return text


def _dekodiert(daten: bytes) -> str:
    for anfang, was in _FREMDE_DATEIEN:
        if daten.startswith(anfang):
            raise UnlesbarError(
                f"Das ist {was}, kein Text. Bitte die Tabelle als Text oder CSV speichern."
            )
    if daten.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _versuche(daten, ("utf-16",))
    return _versuche(daten, ("utf-8-sig", "cp1252"))


def _versuche(daten: bytes, kodierungen: tuple[str, ...]) -> str:
    for kodierung in kodierungen:
        try:
            return daten.decode(kodierung)
        except UnicodeDecodeError:
            continue
    raise UnlesbarError(
        "Die Datei ist nicht als Text lesbar (weder UTF-8 noch Windows-1252). "
        "Bitte als „CSV UTF-8“ oder „Text (UTF-8)“ speichern."
    )


def aufgeraeumt(text: str) -> str:
    """NFC, lines ended by ``\\n``, plain spaces, no control characters, nothing invisible."""
    text = unicodedata.normalize("NFC", text)
    text = _UNSICHTBAR.sub("", _ZEILENENDE.sub("\n", text))
    return _LEERRAUM.sub(" ", _STEUERZEICHEN.sub(" ", text))


def zeilen_pruefen(zeilen: Sequence[str]) -> None:
    """Raise ``UnlesbarError`` for too many lines, or one that is too long."""
    if len(zeilen) > HOECHSTENS_ZEILEN:
        raise UnlesbarError(f"Die Liste hat mehr als {HOECHSTENS_ZEILEN} Zeilen.")
    for nummer, zeile in enumerate(zeilen, start=1):
        if len(zeile) > HOECHSTENS_JE_ZEILE:
            raise UnlesbarError(f"Zeile {nummer} hat mehr als {HOECHSTENS_JE_ZEILE} Zeichen.")
