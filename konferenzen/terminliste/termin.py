"""The cell "Datum und Uhrzeit": date, time, "Termin folgt", "entfällt", and what is left over."""

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, tzinfo

from konferenzen.zeitrechnung import ANGENOMMENE_DAUER

from .datum import MONATSWORT, datum_finden
from .uhrzeit import Zeitfund, ortszeit, uhrzeit_finden, uhrzeit_in_worten
from .woerter import absage_trennen, einfach, noch_offen, strich_einfach, woerter
from .wortschatz import FUELLWOERTER_IM_TERMIN
from .zeilen import Meldung, Saison, am_feld

_FUELLWOERTER = frozenset(woerter(FUELLWOERTER_IM_TERMIN))
# What may stand beside a date and adds nothing to it.
_BEIWERK = re.compile(
    r"\b(?:wird |wurde |ist )?(?:verschoben|verlegt) auf\b(?: den\b)?|\bende offen\b"
    r"|\bs\.\s?t\b\.?",
    re.IGNORECASE,
)
_UNGENAU = re.compile(
    rf"(?:\btermin:?\s+)?(?:\bvoraussichtlich\s+)?\b(?:im|anfang|mitte|ende)\s+{MONATSWORT}(?:\s+\d{{4}})?\.?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Termin:
    """What a cell says about when. ``datum_genannt`` also where the date is impossible.

    ``jahr_ergaenzt``: the year is the round's, not the cell's.
    """

    datum: date | None = None
    beginn: datetime | None = None
    ende: datetime | None = None
    ende_geschaetzt: bool = False
    hinweis: str = ""
    abgesagt: bool = False
    datum_genannt: bool = False
    jahr_ergaenzt: bool = False
    meldungen: tuple[Meldung, ...] = ()


def termin_artig(text: str) -> bool:
    """Whether a cell is about a date or time at all."""
    schlicht = strich_einfach(text)
    datum = datum_finden(schlicht, None)
    return (
        datum.gefunden
        or datum.wochentag
        or uhrzeit_finden(datum.rest).gefunden
        or noch_offen(text)
        or absage_trennen(text)[1]
    )


def datum_genannt(text: str) -> bool:
    """Whether a text names a day."""
    return datum_finden(strich_einfach(text), None).gefunden


def verstanden(text: str) -> bool:
    """Whether a cell holds nothing besides date and time, right or wrong ones."""
    datum = datum_finden(_BEIWERK.sub(" ", strich_einfach(absage_trennen(text)[0])), None)
    zweites = datum_finden(datum.rest.rstrip(" ."), None)
    return not datum.gefunden or not _uebrig(uhrzeit_finden(zweites.rest).rest)


def beiwerkstellen(text: str) -> tuple[tuple[int, int], ...]:
    """Where a text with a date has words that add nothing to it ("verschoben auf den")."""
    return tuple(treffer.span() for treffer in _BEIWERK.finditer(text))


def ungenaue_stelle(text: str) -> tuple[tuple[int, int], ...]:
    """Where running text has a date such as "im September"; empty if nowhere."""
    treffer = _UNGENAU.search(text)
    return (treffer.span(),) if treffer else ()


def termin_lesen(text: str, saison: Saison | None, zone: tzinfo) -> Termin:
    """Read a cell; ``saison`` tells the year where it is missing, times come out in ``zone``."""
    ohne_absage, abgesagt = absage_trennen(einfach(text))
    termin = _termin(ohne_absage, saison, zone, abgesagt=abgesagt)
    return replace(termin, abgesagt=abgesagt)


def _termin(text: str, saison: Saison | None, zone: tzinfo, *, abgesagt: bool) -> Termin:
    if abgesagt and not woerter(text):
        return Termin()
    if noch_offen(text):
        return Termin()
    if _UNGENAU.fullmatch(text):
        return Termin(hinweis=text.rstrip("."))
    if not text:
        return Termin(meldungen=(Meldung(_FEHLT),))
    return _gelesen(text, saison, zone, abgesagt=abgesagt)


_FEHLT = (
    "Datum und Uhrzeit fehlen. Steht der Termin noch nicht fest, bitte "
    "„Termin wird noch bekanntgegeben“ eintragen."
)


def _gelesen(text: str, saison: Saison | None, zone: tzinfo, *, abgesagt: bool) -> Termin:
    datum = datum_finden(_BEIWERK.sub(" ", strich_einfach(text)), saison)
    if not datum.gefunden:
        return Termin(meldungen=(Meldung(f"„{_kurz(text)}“: kein Datum erkannt."),))
    zweites = datum_finden(datum.rest.rstrip(" ."), saison)
    if zweites.gefunden and zweites.datum != datum.datum:
        zuviel = Meldung(f"„{_kurz(text)}“: mehr als ein Datum in einer Zeile.")
        return Termin(datum_genannt=True, meldungen=(zuviel,))
    zeit = uhrzeit_finden(zweites.rest if zweites.gefunden else datum.rest)
    meldungen = datum.meldungen + am_feld("zeit", zeit.meldungen) + _uebrig(zeit.rest)
    if not zeit.gefunden and not abgesagt:
        meldungen += (Meldung(_OHNE_UHRZEIT.format(_kurz(text)), feld="zeit"),)
    if datum.datum is None:
        return Termin(datum_genannt=True, meldungen=meldungen)
    termin = _mit_zeiten(datum.datum, zeit, zone, meldungen)
    return replace(termin, datum_genannt=True, jahr_ergaenzt=datum.ergaenzt)


# Nobody meets at night: "5 Uhr" is the afternoon's, and a person has to write "17 Uhr".
_FRUEHESTENS = 7
_FRUEH = "Beginn um {} Uhr in der Nacht? Gemeint ist vielleicht {} Uhr; bitte berichtigen."
_OHNE_UHRZEIT = "„{}“: die Uhrzeit fehlt. Bitte ergänzen, etwa „von 17–19 Uhr“."


def _mit_zeiten(
    datum: date, zeit: Zeitfund, zone: tzinfo, meldungen: tuple[Meldung, ...]
) -> Termin:
    if zeit.beginn is None or any(meldung.fehler for meldung in zeit.meldungen):
        return Termin(datum=datum, meldungen=meldungen)
    beginn, fehler = ortszeit(datum, zeit.beginn, zone)
    meldungen += am_feld("zeit", fehler)
    ende: datetime | None = None
    if zeit.ende is not None:
        ende, fehler = ortszeit(datum, zeit.ende, zone)
        meldungen += am_feld("zeit", fehler)
    elif beginn:
        ende = (beginn.astimezone(UTC) + ANGENOMMENE_DAUER).astimezone(zone)
        meldungen += (Meldung(_angenommen(ende), fehler=False, feld="zeit"),)
    if zeit.ungefaehr:
        ungefaehr = "Das Ende ist nur ungefähr angegeben."
        meldungen += (Meldung(ungefaehr, fehler=False, feld="zeit"),)
    if beginn is None or ende is None:
        return Termin(datum=datum, meldungen=meldungen)
    if beginn.hour < _FRUEHESTENS:
        spaeter = zeit.beginn.replace(hour=beginn.hour + 12)
        zeiten = uhrzeit_in_worten(zeit.beginn), uhrzeit_in_worten(spaeter)
        meldungen += (Meldung(_FRUEH.format(*zeiten), feld="zeit"),)
    geschaetzt = zeit.ende is None or zeit.ungefaehr
    return Termin(datum, beginn, ende, ende_geschaetzt=geschaetzt, meldungen=meldungen)


def _angenommen(ende: datetime) -> str:
    return f"Ohne Ende angegeben; angenommen ist {uhrzeit_in_worten(ende.time())} Uhr."


def _uebrig(rest: str) -> tuple[Meldung, ...]:
    """What nobody understood must be read by a person, so it is never dropped."""
    if _FUELLWOERTER.issuperset(woerter(rest)):
        return ()
    return (Meldung(f"„{_kurz(rest)}“ bei Datum und Uhrzeit wurde nicht verstanden."),)


def _kurz(text: str) -> str:
    text = einfach(text).strip(" ,;.:|()-")
    return text if len(text) <= 80 else f"{text[:79]}…"
