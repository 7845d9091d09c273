"""The sentence that gives the time for all: "Beginn ist jeweils um 17 Uhr, Ende gegen 19 Uhr."."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from .datum import MONATSWORT, datumsstellen
from .fundstellen import ausgeblendet
from .uhrzeit import Zeitfund, uhrzeit_finden, zeitstellen
from .woerter import strich_einfach, umschrift
from .zeilen import Meldung, Rohzeile, Textzeile

_FUER_ALLE = re.compile(
    r"\b(?:jeweils|alle[nrs]?|immer|stets|einheitlich|jede[nrs]?|(?:stadtteil-?)?konferenzen"
    r"|(?:stadtteil)?treffen\s+(?:beginnen|dauern|starten|enden|finden)|die\s+treffen"
    r"|termine|veranstaltungen|sitzungen)\b",
    re.IGNORECASE,
)
# What else may have a time, and words that make an exception.
_ANDERES = re.compile(
    r"\b(?:telefon\w*|tel\b|telefonisch|erreichbar|sprechzeit\w*|sprechstunde\w*|öffnungszeit\w*"
    r"|bürozeit\w*|\w*büros?|besetzt|hotline|geöffnet|e-?mail|anmeld\w*|angemeldet|rückfragen"
    r"|einlass|ankommen|kaffee\w*|imbiss|pause|kinderbetreuung|außer|ausgenommen|ausnahme|bis auf"
    r"|nicht|kein\w*|sondern|oder|statt um)\b",
    re.IGNORECASE,
)
# "Die Bücherei ist immer …": what is not a conference has its own times.
_ANDERES_SUBJEKT = re.compile(
    r"\W*(?:[Dd]as|[Dd]er|[Dd]ie|[Uu]nsere?)\s+(?![Tt]reffen|Beginn|Ende|Dauer|Uhrzeit|Zeit"
    r"|Termine?\b|Veranstaltung|Sitzung|Runde|Zusammenk)[A-ZÄÖÜ]"
)
# A sentence that also gives a place says more than the time.
_ORT = re.compile(
    rf"\b(?:im|ins|in der|in den|beim|bei der|auf dem)\s+(?!{MONATSWORT}|(?:frühjahr|frühling"
    r"|sommer|herbst|winter|jahr|monat|stadtteil|quartier|ortsteil|stadt\b|zeit|kommenden|nächsten|rahmen"
    r"|neuen|anschluss))\w{3}",
    re.IGNORECASE,
)
_ENDE = re.compile(r"\b(?:ende[nt]?|schluss|bis)\b[^\d]*\Z", re.IGNORECASE)
_UND_ENDE = re.compile(
    r"(?P<uhr>\buhr)?\s*,?\s*\bund\s+(?:sie\s+|das\s+|die\s+)?(?:enden?t?|ende|schluss)\b"
    r"(?:\s+(?:ist|jeweils|dann|wieder))*",
    re.IGNORECASE,
)
_ZWISCHEN = re.compile(r"\bzwischen\s+(\d[\d:.]*(?:\s*uhr)?)\s+und\s+(?=\d)", re.IGNORECASE)
_FUELLE_VOR_ENDE = re.compile(
    r"\b(ende)(?:\s+(?:ist|jeweils|dann|der|veranstaltung))+", re.IGNORECASE
)
_DAUER = re.compile(
    r"\b(?P<zahl>\d(?:[,.]5)?|eine|anderthalb|eineinhalb|zwei|zweieinhalb|drei)\s*"
    r"(?:stunden?|std\b\.?|h\b)",
    re.IGNORECASE,
)
_ZAHLWORT = {
    "eine": 1.0,
    "anderthalb": 1.5,
    "eineinhalb": 1.5,
    "zwei": 2.0,
    "zweieinhalb": 2.5,
    "drei": 3.0,
}
_UNGEFAEHR = re.compile(r"\b(?:ca|circa|etwa|gegen|rund|ungefähr|voraussichtlich)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Zeitsatz:
    """What one sentence says about the time of all. ``ausdruecklich``: it says that it is for all.

    ``meldungen`` are times that do not exist.
    """

    nummer: int
    text: str
    beginn: time | None = None
    ende: time | None = None
    dauer: timedelta | None = None
    ungefaehr: bool = False
    ausdruecklich: bool = False
    meldungen: tuple[Meldung, ...] = ()


def fuer_alle(text: str) -> bool:
    """Whether a sentence speaks of all conferences."""
    return _FUER_ALLE.search(text) is not None


def ort_fuer_alle(text: str) -> bool:
    """Whether a sentence says where all conferences take place."""
    return fuer_alle(text) and text.rstrip(" .!").endswith("statt") and bool(_ORT.search(text))


def zeitsatz(zeile: Textzeile) -> Zeitsatz | None:
    """The times in a sentence without date and Stadtteil, or None where that is not certain."""
    text = zeile.text
    schlicht = strich_einfach(text)
    anderes = _ANDERES.search(text) or (
        _ANDERES_SUBJEKT.match(text) and "konferenz" not in text.lower()
    )
    if anderes or _ORT.search(text) or datumsstellen(schlicht):
        return None
    schlicht = _UND_ENDE.sub(lambda t: f"{t['uhr'] or ''} bis", schlicht)
    schlicht = _FUELLE_VOR_ENDE.sub(r"\1", _ZWISCHEN.sub(r"von \1 bis ", schlicht))
    satz = Zeitsatz(
        zeile.nummer,
        text,
        dauer=_dauer(schlicht),
        ungefaehr=_UNGEFAEHR.search(text) is not None,
        ausdruecklich=fuer_alle(text),
    )
    vorher = 0
    for von, bis in zeitstellen(schlicht):
        fund = uhrzeit_finden(schlicht[von:bis])
        ist_ende = fund.ende is None and _ENDE.search(schlicht, vorher, von) is not None
        neuer = _mit(satz, fund, ist_ende=ist_ende)
        if neuer is None:
            return None
        satz, vorher = neuer, bis
    if satz.beginn is None and satz.ende is None and satz.dauer is None and not satz.meldungen:
        return None
    return satz


def _mit(satz: Zeitsatz, fund: Zeitfund, *, ist_ende: bool) -> Zeitsatz | None:
    """The sentence with one more time; None where it has such a time already."""
    beginn, ende = (None, fund.beginn) if ist_ende else (fund.beginn, fund.ende)
    if (beginn and satz.beginn) or (ende and satz.ende):
        return None
    return replace(
        satz,
        beginn=beginn or satz.beginn,
        ende=ende or satz.ende,
        meldungen=satz.meldungen + fund.meldungen,
    )


def _dauer(text: str) -> timedelta | None:
    treffer = _DAUER.search(text)
    if treffer is None:
        return None
    zahl = umschrift(treffer["zahl"]).replace(",", ".")
    return timedelta(hours=_ZAHLWORT[zahl] if zahl in _ZAHLWORT else float(zahl))


@dataclass(frozen=True, slots=True)
class GemeinsameZeit:
    """The time that all rows have which name none of their own, and the sentences that say so."""

    beginn: time | None = None
    ende: time | None = None
    ungefaehr: bool = False
    quelle: str = ""

    def ergaenzen(self, zeile: Rohzeile) -> Rohzeile:
        """The row with this time if it has a date and no time, or its end if it has only a begin.

        What is added is said.
        """
        if zeile.lose or not datumsstellen(strich_einfach(zeile.termin)):
            return zeile
        eigene = _eigene_zeit(zeile.termin)
        if not eigene.gefunden and self.beginn is not None:
            zusatz = f", {self._von_bis()}"
        elif self._ergaenzt_ende(eigene):
            zusatz = f" bis {self._ende()}"
        else:
            return zeile
        hinweis = Meldung(f"Uhrzeit aus „{self.quelle.rstrip('.')}“.", fehler=False)
        termin = f"{zeile.termin.rstrip(' ,;')}{zusatz}"
        return replace(zeile, termin=termin, meldungen=(*zeile.meldungen, hinweis))

    def _ergaenzt_ende(self, eigene: Zeitfund) -> bool:
        return (
            self.ende is not None
            and eigene.beginn is not None
            and eigene.ende is None
            and not eigene.meldungen
            and not eigene.rest.strip(" ,;.:")
            and self.beginn in {None, eigene.beginn}
            and eigene.beginn < self.ende
        )

    def _von_bis(self) -> str:
        if self.ende is None:
            return f"um {self.beginn:%H:%M} Uhr"
        return f"von {self.beginn:%H:%M} bis {self._ende()}"

    def _ende(self) -> str:
        return f"{'gegen ' if self.ungefaehr else ''}{self.ende:%H:%M} Uhr"


def hat_uhrzeit(termin: str) -> bool:
    """Whether the cell of a row names a time of its own."""
    return _eigene_zeit(termin).gefunden


def _eigene_zeit(termin: str) -> Zeitfund:
    """The time in a cell; its rest is what stands behind the date besides."""
    schlicht = strich_einfach(termin)
    return uhrzeit_finden(ausgeblendet(schlicht, datumsstellen(schlicht)))


def gemeinsame_zeit(
    saetze: Iterable[Zeitsatz],
) -> tuple[GemeinsameZeit | None, Sequence[Rohzeile]]:
    """What all sentences say together, or None and rows in error where they contradict each other.

    Begin, end and length may stand in different sentences; the same may be said twice.
    """
    alle = list(saetze)
    zeit = GemeinsameZeit(quelle=" ".join(dict.fromkeys(satz.text for satz in alle)))
    strittig = [
        Rohzeile(satz.nummer, satz.text, lose=True, meldungen=satz.meldungen)
        for satz in alle
        if satz.meldungen
    ]
    for vorige, satz in enumerate(alle):
        beginn, ende = satz.beginn or zeit.beginn, satz.ende or zeit.ende
        if zeit.beginn not in {None, beginn} or zeit.ende not in {None, ende}:
            erster = next(s for s in alle[:vorige] if s.beginn or s.ende)
            strittig.append(_widerspruch(erster, satz))
        ungefaehr = zeit.ungefaehr or satz.ungefaehr
        zeit = replace(zeit, beginn=beginn, ende=ende, ungefaehr=ungefaehr)
    dauern = {satz.dauer for satz in alle if satz.dauer}
    if zeit.beginn and zeit.ende is None and len(dauern) == 1:
        schluss = datetime.combine(date.min, zeit.beginn) + dauern.pop()
        zeit = replace(zeit, ende=schluss.time())
    if strittig or (zeit.beginn is None and zeit.ende is None):
        return None, strittig
    return zeit, ()


def _widerspruch(erster: Zeitsatz, zweiter: Zeitsatz) -> Rohzeile:
    text = (
        f"„{zweiter.text}“ widerspricht Zeile {erster.nummer}: „{erster.text}“ Bitte nur eine "
        "Uhrzeit für alle nennen oder die Uhrzeit in jede Zeile schreiben."
    )
    return Rohzeile(zweiter.nummer, zweiter.text, lose=True, meldungen=(Meldung(text),))
