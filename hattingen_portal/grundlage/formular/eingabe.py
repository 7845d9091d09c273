"""What people and programs type into public forms, made into text that can be kept."""

import re

from django.utils.datastructures import MultiValueDict

from hattingen_portal.grundlage.texte import ohne_steuerzeichen, sichtbar

_LEERE_ZEILEN = re.compile(r"\n{4,}")
# Change the direction of what follows (UAX 9, section 2): a name could turn a whole line round.
_RICHTUNGEN = re.compile("[\u202a-\u202e\u2066-\u2069]")


def einzeilig(text: str) -> str:
    """Give `text` in one line, with single blanks; empty where nothing of it is to be seen.

    No end of a line is left, so it cannot start a mail header of its own (RFC 5322 section 2.2).
    """
    zeile = " ".join(_RICHTUNGEN.sub("", ohne_steuerzeichen(text)).split())
    return zeile if sichtbar(zeile) else ""


def mehrzeilig(text: str) -> str:
    """Give `text` with "\\n" between lines, as it is counted and kept; browsers send "\\r\\n".

    Empty where nothing of it is to be seen.
    """
    if not sichtbar(text):
        return ""
    zeilen = (zeile.rstrip() for zeile in ohne_steuerzeichen(text).splitlines())
    return _LEERE_ZEILEN.sub("\n\n\n", "\n".join(zeilen)).strip()


def als_mehrfachwerte(daten: MultiValueDict | dict) -> MultiValueDict:
    """Give a copy of form data, from a request or written by hand, without control characters."""
    if not isinstance(daten, MultiValueDict):
        daten = MultiValueDict({k: v if isinstance(v, list) else [v] for k, v in daten.items()})
    return MultiValueDict(
        {name: [ohne_steuerzeichen(str(w)) for w in werte] for name, werte in daten.lists()}
    )
