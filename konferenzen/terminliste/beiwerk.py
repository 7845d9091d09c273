"""What stands in a list besides its rows, and why it may be passed over."""

import re

from .fundstellen import Fundstellen, Rang
from .woerter import strich_einfach

_UEBERSCHRIFT = re.compile(
    r"stadtteilkonferenzen\b|stadtteilkonferenz\s+(?:frühjahr|frühling|sommer|herbst|winter)\b"
    r"|(?:stk-?\s?)?termine\b",
    re.IGNORECASE,
)
_BEIWERK = re.compile(
    r"stand\b|änderungen vorbehalten|seite \d|(?:presse(?:mitteilung|info\w*|meldung))\b|©|quelle:"
    r"|foto:|gesendet:|betreff:|am .{6,40} schrieb\b|druckversion|zurück zur\b|teilen\b",
    re.IGNORECASE,
)
_ANMELDUNG = re.compile(
    r"\W*(?:(?:wir\s+)?bitten?\s+(?:\w+\s+){0,6}?(?:an|ab)?(?:meld\w+|zu melden)"
    r"|(?:eine\s+|um\s+|die\s+|verbindliche\s+|formlose\s+){0,3}(?:an|rück)meld\w+|wir bitten um\b"
    r"|themen(?:vorschläge|wünsche)\b|einsendeschluss\b)",
    re.IGNORECASE,
)
_KONTAKT = re.compile(
    r"\W*(?:telefon\w*|tel\b|e-?mail|kontakt\w*|ansprechpart\w*|(?:für\s+)?rückfragen|"
    r"(?:weitere|nähere|mehr)\s+(?:info\w*|auskünfte?|angaben)|infos?\b|informationen|auskunft\w*|"
    r"veranstalter\w*|(?:stadt\s+\w+,?\s*)?quartiersentwickl\w*|fachbereich\b|fb\s?\d|postfach"
    r"|ihre?\s+(?:stadt|quartier\w*)\b|mit freundlichen\b|sehr geehrte\b|liebe\b|guten tag)",
    re.IGNORECASE,
)
_KONTAKTZEICHEN = re.compile(
    r"\b(?:erreichbar|telefonisch|sprech(?:zeit|stunde)|öffnungszeit|bürozeit)|@|\bwww\.|https?:|\btel(?:efon\w*)?\b\.?:?\s*[(\d]",
    re.IGNORECASE,
)
_HOECHSTENS_DAVOR = 40
_BIS = re.compile(r"\b(?:bis|vom|zum|stand|am)\b[\s\w.,:]{0,20}\Z", re.IGNORECASE)


def ist_ueberschrift(text: str) -> bool:
    """Whether a line is a heading of the whole list ("Stadtteilkonferenzen Frühjahr 2026")."""
    return _UEBERSCHRIFT.match(text) is not None


def ist_beiwerk(text: str) -> bool:
    """Whether a line is about the list itself ("Stand: …", "Änderungen vorbehalten")."""
    return _BEIWERK.match(text) is not None


def grund(satz: Fundstellen, stadt: str) -> str:
    """Why a sentence is no row although it may name a date or a place; empty if it may be one.

    A sentence about a Stadtteil's own date is never passed over, whatever it begins with.
    """
    if any(nennung.rang >= Rang.ANKUENDIGUNG for nennung in satz.nennungen):
        return ""
    if _ist_ortsmarke(satz, stadt) or ist_beiwerk(satz.text):
        return "Beiwerk"
    if satz.daten and not _frist(satz):
        return ""
    if _ANMELDUNG.match(satz.text):
        return "Anmeldung"
    if _KONTAKT.match(satz.text) or _KONTAKTZEICHEN.search(satz.text):
        return "Kontakt"
    return ""


def _frist(satz: Fundstellen) -> bool:
    """Whether all dates of a sentence are deadlines ("bis zum 25. Januar")."""
    return all(
        _BIS.search(satz.text, max(0, von - _HOECHSTENS_DAVOR), von) for von, _ in satz.daten
    )


def _ist_ortsmarke(satz: Fundstellen, stadt: str) -> bool:
    """Whether a line is the place and day of a press release: "Hattingen, 12. Januar 2027"."""
    if not stadt or len(satz.daten) != 1 or satz.zeiten:
        return False
    ((von, bis),) = satz.daten
    davor = strich_einfach(satz.text[:von]).strip(" ,.-()").removesuffix(" den").strip(" ,.")
    return davor == stadt and not satz.text[bis:].strip(" .:-–—()")
