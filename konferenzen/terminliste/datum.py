"""Dates as people write them: in figures or words, with or without weekday and year."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from .woerter import umschrift
from .zeilen import Meldung

Meldungen = tuple[Meldung, ...]

WOCHENTAGE = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
MONATE = (
    *("Januar", "Februar", "März", "April", "Mai", "Juni"),
    *("Juli", "August", "September", "Oktober", "November", "Dezember"),
)
MONATSWORT = (
    r"(?:j[aä]nner|jan(?:uar)?|feb(?:ruar|er)?|m(?:ä|ae|a)rz|mär|mrz|apr(?:il)?|mai|jun[io]?"
    r"|jul[iy]?|aug(?:ust)?|sept?(?:ember)?|okt(?:ober)?|nov(?:ember)?|dez(?:ember)?)\b"
)
# The first letters that tell a month, in an order in which the first match is right.
_MONATSANFAENGE = (
    *(("mai", 5), ("m", 3), ("jun", 6), ("jul", 7), ("j", 1), ("f", 2), ("ap", 4)),
    *(("a", 8), ("s", 9), ("o", 10), ("n", 11), ("d", 12)),
)
# Two figures behind the month are a year unless what follows makes them an hour (17-19, 17:30).
_JAHR = (
    r"(?:\s*(?P<jahr>\d{4})(?!\d)"
    r"|\s*'?(?P<kurz>\d\d)(?!\d|:\d|\.\d|-\d|\s*(?:uhr|h)\b)(?!(?<=\s\d\d)\s*(?:-\s*\d|bis\b)))?"
)
_FORMEN = (
    re.compile(r"(?<!\d)(?P<jahr>\d{4})-(?P<monat>\d{2})-(?P<tag>\d{2})(?:T(?=\d)|(?!\d))"),
    re.compile(
        rf"(?<![\d.])(?P<tag>\d{{1,2}})\.\s?(?P<monat>\d{{1,2}})\.(?!\s*uhr){_JAHR}", re.IGNORECASE
    ),
    re.compile(r"(?<!\d)(?P<tag>\d{1,2})/(?P<monat>\d{1,2})/(?P<jahr>\d{4})(?!\d)"),
    re.compile(rf"(?<!\d)(?P<tag>\d{{1,2}})\.?\s*(?P<monat>{MONATSWORT})\.?{_JAHR}", re.IGNORECASE),
)
_WOCHENTAG = re.compile(
    r"\b(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag"
    r"|(?:mo|di|mi|do|fr|sa|so)\b\.?)",
    re.IGNORECASE,
)
_TAGESANFAENGE = ("mo", "di", "mi", "do", "fr", "sa", "so")


@dataclass(frozen=True, slots=True)
class Datumsfund:
    """A date in a text: whether there is one, which (None if impossible), and what else is there.

    ``wochentag`` tells whether at least a weekday was named, ``ergaenzt`` that the year is the
    round's.
    """

    gefunden: bool
    datum: date | None
    rest: str
    meldungen: tuple[Meldung, ...] = ()
    wochentag: bool = False
    ergaenzt: bool = False


def datum_in_worten(datum: date, *, mit_jahr: bool = True) -> str:
    """A date in German: "5. März 2026", or without its year "5. März"."""
    tag_und_monat = f"{datum.day}. {MONATE[datum.month - 1]}"
    return f"{tag_und_monat} {datum.year}" if mit_jahr else tag_und_monat


def datum_finden(text: str, jahr: int | None) -> Datumsfund:
    """The first date in a text with plain hyphens; ``jahr`` is the year of the round.

    A missing year is taken from the round and said; a date outside the round, an impossible one
    and a weekday that does not match are findings.
    """
    treffer = next((t for form in _FORMEN if (t := form.search(text))), None)
    ohne_datum = _ohne(text, treffer)
    wochentag = _WOCHENTAG.search(ohne_datum)
    rest = _ohne(ohne_datum, wochentag)
    if treffer is None:
        return Datumsfund(False, None, rest, wochentag=wochentag is not None)
    datum, meldungen = _auswerten(treffer, jahr)
    if datum and wochentag:
        meldungen += _wochentag_pruefen(datum, wochentag.group())
    ergaenzt = datum is not None and _jahr(treffer.groupdict()) is None
    return Datumsfund(True, datum, rest, meldungen, wochentag is not None, ergaenzt)


def _ohne(text: str, treffer: re.Match[str] | None) -> str:
    return text if treffer is None else f"{text[: treffer.start()]} {text[treffer.end() :]}"


def _auswerten(treffer: re.Match[str], rundenjahr: int | None) -> tuple[date | None, Meldungen]:
    gelesen = treffer.group().strip()
    teile = treffer.groupdict()
    monat = _monat(teile["monat"])
    tag = int(teile["tag"])
    jahr = _jahr(teile)
    if jahr is None and rundenjahr is None:
        return None, (Meldung(f"„{gelesen}“: das Jahr fehlt. Bitte das Jahr ergänzen."),)
    ergaenzt = (
        (Meldung(f"„{gelesen}“: ohne Jahr; gelesen als {rundenjahr}.", fehler=False),)
        if jahr is None
        else ()
    )
    jahr = jahr or rundenjahr or 0
    unmoeglich = _unmoeglich(tag, monat, jahr)
    if unmoeglich:
        return None, (Meldung(f"„{gelesen}“: {unmoeglich}"),)
    datum = date(jahr, monat, tag)
    return datum, ergaenzt + _runde_pruefen(datum, rundenjahr)


def _monat(wort: str) -> int:
    if wort.isdigit():
        return int(wort)
    klein = umschrift(wort)
    return next(monat for anfang, monat in _MONATSANFAENGE if klein.startswith(anfang))


def _jahr(teile: dict[str, str | None]) -> int | None:
    if teile["jahr"]:
        return int(teile["jahr"])
    kurz = teile.get("kurz")
    return 2000 + int(kurz) if kurz else None


def _unmoeglich(tag: int, monat: int, jahr: int) -> str:
    if not 2000 <= jahr <= 2100:
        return f"das Jahr {jahr} kann nicht stimmen."
    if not 1 <= monat <= 12:
        return f"den {monat}. Monat gibt es nicht."
    tage = calendar.monthrange(jahr, monat)[1]
    if not 1 <= tag <= tage:
        name = MONATE[monat - 1]
        return f"den {tag}. {name} gibt es nicht, der {name} {jahr} hat {tage} Tage."
    return ""


def _runde_pruefen(datum: date, rundenjahr: int | None) -> Meldungen:
    """A winter round may run into the next year; any other year is most likely mistyped."""
    if rundenjahr is None or datum.year in (rundenjahr, rundenjahr + 1):
        return ()
    return (
        Meldung(
            f"Der {datum_in_worten(datum)} liegt nicht in der Runde ({rundenjahr}). "
            "Bitte das Jahr oder die Runde prüfen."
        ),
    )


def _wochentag_pruefen(datum: date, wort: str) -> Meldungen:
    genannt = _TAGESANFAENGE.index("sa" if wort.lower() == "sonnabend" else wort.lower()[:2])
    if genannt == datum.weekday():
        return ()
    naechster = datum + timedelta(days=(genannt - datum.weekday() + 3) % 7 - 3)
    waere = datum_in_worten(naechster, mit_jahr=naechster.year != datum.year)
    return (
        Meldung(
            f"{datum_in_worten(datum)} ist ein {WOCHENTAGE[datum.weekday()]}, nicht "
            f"{WOCHENTAGE[genannt]}; {WOCHENTAGE[genannt]} wäre der {waere}."
        ),
    )
