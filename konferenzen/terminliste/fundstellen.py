"""Where in a sentence a Stadtteil, a date, a time or a cancellation stands."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from .datum import MONATSWORT, datumsstellen
from .stadtteil import Erwaehnung, Stadtteilverzeichnis
from .termin import beiwerkstellen, ungenaue_stelle
from .uhrzeit import zeitstellen
from .woerter import absagestellen, strich_einfach

Stelle = tuple[int, int]

_HOECHSTENS_DAVOR = 60
_BEGINN = re.compile(
    r"\W*(?:(?:die\s+|der\s+)?(?:stk|stadtteil-?konferenz|stadtteil|konferenz|quartier)\b[\s.:–-]*"
    r"(?:(?:in|für|im)\s+)?)?",
    re.IGNORECASE,
)
_ANKUENDIGUNG = re.compile(
    r"(?:\b(?:stk|stadtteil(?:-?konferenz|-?treffen|-?runde)?|konferenz|quartier)"
    r"(?:\s+(?:in|für|von|im|den|die))?|\bfür(?:\s+(?:den|die|das))?(?:\s+stadtteil)?"
    r"|\b(?:termin|treffen)\s+(?:in|für))[\s:(„\"-]*\Z",
    re.IGNORECASE,
)
_IN = re.compile(
    r"(?:\bin|\b(?:trifft|treffen|tagt|tagen|folgt|folgen|macht|ist|kommt)(?:\s+sich)?"
    r"(?:\s+dann)?(?:\s+die)?)\s+\Z",
    re.IGNORECASE,
)
_NAECHSTE_ZEILE = re.compile(r"[;,.]\s*(?:und\s+)?\Z")
_DOPPELPUNKT = re.compile(r"\s*:")
_AUFZAEHLUNG = re.compile(
    r"\s*(?:[,/&+-]|,?\s*\b(?:und|sowie|oder|bzw\.)(?:\s+in)?\b)\s*", re.IGNORECASE
)
# "Welper-Treff", "Welper Straße 3", "Blankenstein e.V." and "Mitte März" name no Stadtteil.
_ANDERER_NAME = re.compile(
    r"-[^\W\d_]|\s*-?\s*(?:stra(?:ß|ss)e|str\b|weg\b|platz\b|allee\b)|\s+e\.\s?v\b", re.IGNORECASE
)
_TEIL_EINES_WORTES = re.compile(r"[^\W_]-\Z|\d{5}\s+\Z")
_MITTE_DES_MONATS = re.compile(rf"mitte\s+(?:des\b|der\b|{MONATSWORT})", re.IGNORECASE)


class Rang(IntEnum):
    """How surely a sentence is about the Stadtteil that it names."""

    BEILAEUFIG = 0
    IN = 1
    ANKUENDIGUNG = 2
    HINTER_TERMIN = 3
    VORN = 4


@dataclass(frozen=True, slots=True)
class Nennung:
    """A Stadtteil in a sentence. ``wer`` is the same for the same Stadtteil."""

    von: int
    bis: int
    wer: str
    rang: Rang


@dataclass(frozen=True, slots=True)
class Fundstellen:
    """What a sentence says about conferences, as places in its text, each kind in order."""

    text: str
    nennungen: tuple[Nennung, ...]
    daten: tuple[Stelle, ...]
    zeiten: tuple[Stelle, ...]
    absagen: tuple[Stelle, ...]
    ungenau: tuple[Stelle, ...]
    beiwerk: tuple[Stelle, ...]

    @property
    def gemeinte(self) -> tuple[Nennung, ...]:
        """The Stadtteile that the sentence is most surely about: all of the highest rank."""
        hoechster = max((nennung.rang for nennung in self.nennungen), default=None)
        return tuple(nennung for nennung in self.nennungen if nennung.rang == hoechster)

    @property
    def sichere(self) -> tuple[Nennung, ...]:
        """The same without those that are named only in passing."""
        return tuple(nennung for nennung in self.gemeinte if nennung.rang > Rang.BEILAEUFIG)

    @property
    def hat_termin(self) -> bool:
        """Whether the sentence says when, be it only "im September"."""
        return bool(self.daten or self.ungenau)


def fundstellen(text: str, verzeichnis: Stadtteilverzeichnis) -> Fundstellen:
    """Search one sentence or line, which has no bullet any more."""
    schlicht = strich_einfach(text)
    daten = datumsstellen(schlicht)
    ohne_daten = ausgeblendet(schlicht, daten)
    zeiten = zeitstellen(ohne_daten, daten)
    ungenau = () if daten else ungenaue_stelle(schlicht)
    enden = sorted(bis for _, bis in [*daten, *zeiten])
    nennungen: list[Nennung] = []
    for erwaehnung in verzeichnis.erwaehnungen(text):
        if _eigenstaendig(schlicht, erwaehnung):
            rang = _rang(schlicht, erwaehnung, enden)
            vorige = nennungen[-1] if nennungen else None
            if vorige and _AUFZAEHLUNG.fullmatch(schlicht, vorige.bis, erwaehnung.von):
                rang = vorige.rang
            nennungen.append(Nennung(erwaehnung.von, erwaehnung.bis, erwaehnung.wer, rang))
    return Fundstellen(
        text,
        tuple(nennungen),
        daten=tuple(daten),
        zeiten=tuple(zeiten),
        absagen=absagestellen(text),
        ungenau=ungenau,
        beiwerk=beiwerkstellen(text) if daten else (),
    )


def ausgeblendet(text: str, stellen: Sequence[Stelle]) -> str:
    """The text with spaces in place of some parts, so that all others keep their places."""
    for von, bis in stellen:
        text = f"{text[:von]}{' ' * (bis - von)}{text[bis:]}"
    return text


def _eigenstaendig(text: str, erwaehnung: Erwaehnung) -> bool:
    davor = text[max(0, erwaehnung.von - _HOECHSTENS_DAVOR) : erwaehnung.von]
    return not (
        _ANDERER_NAME.match(text, erwaehnung.bis)
        or _TEIL_EINES_WORTES.search(davor)
        or _MITTE_DES_MONATS.match(text, erwaehnung.von)
    )


def _rang(text: str, erwaehnung: Erwaehnung, enden: Sequence[int]) -> Rang:
    """``enden`` are the places behind each date and time, in order."""
    von = erwaehnung.von
    davor_endend = bisect_right(enden, von)
    hinter = enden[davor_endend - 1] if davor_endend else 0
    if _BEGINN.fullmatch(text, hinter, von):
        return Rang.HINTER_TERMIN if hinter else Rang.VORN
    davor = text[max(hinter, von - _HOECHSTENS_DAVOR) : von]
    if _NAECHSTE_ZEILE.search(davor) and _DOPPELPUNKT.match(text, erwaehnung.bis):
        return Rang.HINTER_TERMIN
    if _ANKUENDIGUNG.search(davor):
        return Rang.ANKUENDIGUNG
    return Rang.IN if _IN.search(davor) else Rang.BEILAEUFIG
