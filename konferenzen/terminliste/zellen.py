"""A row in the parts in which a person corrects it, and back into the texts that are read.

The way back is the same for all forms of lists: whatever a row was, corrected it is read like the
row of a table.
"""

import re
from dataclasses import replace

from .datum import datumsstellen
from .stadtteil import Stadtteilverzeichnis
from .uhrzeit import uhrzeitstelle
from .woerter import absage_trennen, einfach, strich_einfach
from .zeilen import Rohzeile, Zellen

HOECHSTENS_JE_ZELLE = 1_000
# What stands before a time and means nothing once the time is taken out.
_VOR_DER_ZEIT = re.compile(
    r"(?:[\s,;(]|\b(?:von|um|ab|jeweils|(?:uhr)?zeit:?)(?=\s|\Z))*\Z", re.IGNORECASE
)
_NACH_DER_ZEIT = re.compile(r"\A[\s,;)]*")


def zu_lang(roh: Rohzeile) -> bool:
    """Whether a cell is so long that nobody has meant it."""
    return max(map(len, (roh.stadtteil, roh.termin, roh.ort))) > HOECHSTENS_JE_ZELLE


def zellen_aus(roh: Rohzeile, verzeichnis: Stadtteilverzeichnis) -> Zellen:
    """The parts of a row as written; a loose line, and one that is too long, is all ``rest``."""
    if roh.lose or zu_lang(roh):
        alles = filter(None, (roh.stadtteil, roh.termin, roh.ort))
        return Zellen(rest=einfach(roh.wortlaut or " | ".join(alles)))
    stadtteil, vorn = absage_trennen(roh.stadtteil)
    termin, mitten = absage_trennen(roh.termin)
    ort, hinten = absage_trennen(roh.ort)
    tag, zeit = _geteilt(termin)
    return Zellen(
        stadtteil=verzeichnis.lesen(stadtteil)[0] or einfach(stadtteil),
        tag=tag,
        zeit=zeit,
        ort=einfach(ort),
        rest=einfach(", ".join(text for kopf, text in roh.ungelesen if not kopf)),
        entfaellt=vorn or mitten or hinten,
    )


def mit_zellen(roh: Rohzeile, bisher: Zellen, zellen: Zellen) -> Rohzeile:
    """The row with ``zellen`` in place of ``bisher``, the parts that it was read from.

    A row in which nothing was corrected stays as it is, with all that its reader has to say.
    """
    if zellen == bisher:
        return roh
    termin = ", ".join(filter(None, (zellen.tag, zellen.zeit)))
    spalten = tuple(paar for paar in roh.ungelesen if paar[0])
    return replace(
        roh,
        stadtteil=zellen.stadtteil,
        termin=f"{termin} (entfällt)".strip() if zellen.entfaellt else termin,
        ort=zellen.ort,
        ungelesen=(*spalten, ("", zellen.rest)) if zellen.rest else spalten,
        lose=False,
        meldungen=(),
    )


def _geteilt(termin: str) -> tuple[str, str]:
    """Day and time of a cell; what is neither stays with the day."""
    schlicht = strich_einfach(termin)
    for von, bis in datumsstellen(schlicht):
        schlicht = f"{schlicht[:von]}{' ' * (bis - von)}{schlicht[bis:]}"
    stelle = uhrzeitstelle(schlicht)
    if stelle is None:
        return einfach(termin), ""
    davor = _VOR_DER_ZEIT.sub("", termin[: stelle[0]])
    danach = _NACH_DER_ZEIT.sub("", termin[stelle[1] :])
    return einfach(f"{davor} {danach}").strip(" ,;"), einfach(termin[slice(*stelle)])
