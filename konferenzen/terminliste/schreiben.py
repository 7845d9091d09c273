"""The pipe form of a date list, as the city publishes it."""

from collections.abc import Iterable
from datetime import datetime

from konferenzen.zeitrechnung import ANGENOMMENE_DAUER

from .datum import tag_in_ziffern
from .ort import ort_schreiben
from .uhrzeit import uhrzeit_in_worten
from .woerter import einfach
from .zeilen import Zeile

_KOPF = "Stadtteil | Datum und Uhrzeit | Ort |"
_OHNE_TERMIN = "Termin wird noch bekanntgegeben"
_OHNE_ORT = "Ort wird noch bekanntgegeben"


def schreiben(zeilen: Iterable[Zeile]) -> str:
    """Rows as a list of lines; ``lesen`` reads the same rows from it.

    Raises ``ValueError`` for a row without a Stadtteil or with an error: what was not understood
    cannot be written.
    """
    return "\n".join([_KOPF, *(_zeile(zeile) for zeile in zeilen)]) + "\n"


def _zeile(zeile: Zeile) -> str:
    if zeile.stadtteil is None or zeile.fehlerhaft:
        raise ValueError(f"Zeile {zeile.nummer} ist nicht lesbar und lässt sich nicht schreiben.")
    zellen = (f"STK {zeile.stadtteil}", _termin(zeile), _ort(zeile))
    return "".join(f"{_zelle(zelle)} | " for zelle in zellen).rstrip(" ")


def _zelle(text: str) -> str:
    return einfach(text).replace("|", r"\|")


def _termin(zeile: Zeile) -> str:
    teile = [_wann(zeile), "(entfällt)" if zeile.abgesagt else ""]
    return " ".join(filter(None, teile)) or _OHNE_TERMIN


def _wann(zeile: Zeile) -> str:
    if zeile.datum is None:
        return zeile.terminhinweis
    tag = tag_in_ziffern(zeile.datum)
    if zeile.beginn is None or zeile.ende is None:
        return tag
    return f"{tag} {_uhrzeit(zeile.beginn, zeile.ende, geschaetzt=zeile.ende_geschaetzt)}"


def _uhrzeit(beginn: datetime, ende: datetime, *, geschaetzt: bool) -> str:
    von, bis = uhrzeit_in_worten(beginn.time()), uhrzeit_in_worten(ende.time())
    if not geschaetzt:
        return f"von {von}–{bis} Uhr"
    if ende.timestamp() - beginn.timestamp() == ANGENOMMENE_DAUER.total_seconds():
        return f"um {von} Uhr"
    return f"von {von} bis gegen {bis} Uhr"


def _ort(zeile: Zeile) -> str:
    if zeile.online:
        return "online"
    if zeile.ort_offen:
        return _OHNE_ORT
    return ort_schreiben(zeile.ort) if zeile.ort else ""
