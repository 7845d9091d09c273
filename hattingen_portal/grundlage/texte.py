"""Plain text, as people and programs type it."""

import re
import unicodedata

# Unicode category Cc but tab, newline and U+0085, a newline too; PostgreSQL refuses NUL. With them
# what XML cannot hold (XML 1.0, 2.2 "Char"): halves of a surrogate pair, U+FFFE and U+FFFF.
_STEUERZEICHEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")

# Control, format (Cf: zero width, directions) and separators: nothing of it is to be seen.
_OHNE_BILD = {"Cc", "Cf", "Zs", "Zl", "Zp"}
# Letters and marks that print nothing (Unicode: Default_Ignorable_Code_Point), and Braille's blank.
_LEERBILDER = set("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0") | {
    chr(nummer) for nummer in (*range(0x180B, 0x1810), *range(0xFE00, 0xFE10))
}


def ohne_steuerzeichen(text: str) -> str:
    """Give `text` in composed form (NFC) without the control characters no page or feed may hold.

    Tab and newline stay; CRLF becomes a newline.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", _STEUERZEICHEN.sub("", text))


def sichtbar(text: str) -> bool:
    """Tell whether `text` shows anything at all: format characters and blanks alone do not."""
    return any(
        unicodedata.category(zeichen) not in _OHNE_BILD and zeichen not in _LEERBILDER
        for zeichen in text
    )
