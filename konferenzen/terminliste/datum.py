"""Dates as people write them: in figures or words, with or without weekday and year."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from konferenzen.zeitrechnung import MONATE, WOCHENTAGE

from .woerter import aufzaehlung, einfach, strich_einfach, umschrift
from .zeilen import Meldung, Saison

Meldungen = tuple[Meldung, ...]

MONATSWORT = (
    r"(?:j[aä]nner|jan(?:uar)?|feb(?:ruar|er|r)?|m(?:ä|ae|a)rz|mär|mrz|apr(?:il)?|mai|jun[io]?"
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
# The weekday that belongs to a date, before it or behind it.
_TAG_DAVOR = re.compile(rf"{_WOCHENTAG.pattern}\s*,?\s*(?:(?:de[nmr]|am)\s+)?\Z", re.IGNORECASE)
_TAG_DANACH = re.compile(rf"\s*[,(]?\s*{_WOCHENTAG.pattern}(?:\s*\))?(?![\w-])", re.IGNORECASE)
_HOECHSTENS_DAVOR = 30
# No list has it: ``kodierung`` takes out what cannot be seen.
_LUECKE = "\0"
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


def datum_finden(text: str, saison: Saison | None) -> Datumsfund:
    """The first date in a text with plain hyphens; ``saison`` are the days of the round.

    A missing year is the one in which the date falls into the round, and said; a year that the
    round does not have, an impossible date and a weekday that does not match are findings.
    """
    treffer = _treffer(text)
    ohne_datum = _ohne(text, treffer)
    wochentag = _WOCHENTAG.search(ohne_datum)
    rest = _ohne(ohne_datum, wochentag)
    if treffer is None:
        return Datumsfund(False, None, rest, wochentag=wochentag is not None)
    genannt = _wochentag(wochentag.group()) if wochentag else None
    datum, meldungen = _auswerten(treffer, genannt, saison)
    if datum is not None and genannt is not None:
        meldungen += _wochentag_pruefen(datum, genannt)
    ergaenzt = datum is not None and _jahr(treffer.groupdict()) is None
    return Datumsfund(True, datum, rest, meldungen, wochentag is not None, ergaenzt)


def datumsstellen(text: str) -> list[tuple[int, int]]:
    """Where dates stand in running text with plain hyphens, each with its weekday, in order."""
    gefunden = sorted(t.span() for form in _FORMEN for t in form.finditer(text))
    stellen: list[tuple[int, int]] = []
    for von, bis in gefunden:
        if stellen and von < stellen[-1][1]:
            continue
        ab = max(von - _HOECHSTENS_DAVOR, stellen[-1][1] if stellen else 0)
        davor = _TAG_DAVOR.search(text[ab:von])
        if davor:
            stellen.append((ab + davor.start(), bis))
        else:
            danach = _TAG_DANACH.match(text, bis)
            stellen.append((von, danach.end() if danach else bis))
    return stellen


def datum_ersetzen(text: str, datum: date) -> str:
    """The text with ``datum``, in figures and with its weekday, in place of the first date in it.

    What else the text says stays; a text without a date becomes the date alone.
    """
    neu = tag_in_ziffern(datum)
    treffer = _treffer(strich_einfach(text))
    if treffer is None:
        return neu
    mit_luecke = f"{text[: treffer.start()]}{_LUECKE}{text[treffer.end() :]}"
    ohne_tag = _ohne(mit_luecke, _WOCHENTAG.search(strich_einfach(mit_luecke)))
    return einfach(ohne_tag.replace("( )", "").replace(_LUECKE, neu)).strip(" ,.;")


def tag_in_ziffern(datum: date) -> str:
    """A date as the city's list has it: "Dienstag, 12.05.2026"."""
    return f"{WOCHENTAGE[datum.weekday()]}, {datum:%d.%m.%Y}"


def _treffer(text: str) -> re.Match[str] | None:
    return next((t for form in _FORMEN if (t := form.search(text))), None)


def _ohne(text: str, treffer: re.Match[str] | None) -> str:
    return text if treffer is None else f"{text[: treffer.start()]} {text[treffer.end() :]}"


def _auswerten(
    treffer: re.Match[str], wochentag: int | None, saison: Saison | None
) -> tuple[date | None, Meldungen]:
    gelesen = treffer.group().strip()
    teile = treffer.groupdict()
    monat = _monat(teile["monat"])
    tag = int(teile["tag"])
    jahr = _jahr(teile)
    if jahr is None:
        datum, befund = _ohne_jahr(tag, monat, wochentag, saison)
        return datum, (Meldung(f"„{gelesen}“: {befund}", fehler=datum is None),)
    unmoeglich = _unmoeglich(tag, monat, jahr)
    if unmoeglich:
        return None, (Meldung(f"„{gelesen}“: {unmoeglich}"),)
    datum = date(jahr, monat, tag)
    return datum, _jahr_pruefen(datum, saison)


def _ohne_jahr(
    tag: int, monat: int, wochentag: int | None, saison: Saison | None
) -> tuple[date | None, str]:
    """The date in the year that is meant, or None where that is not certain; and what to say."""
    if saison is None:
        return None, "das Jahr fehlt. Bitte das Jahr ergänzen."
    jahre = [jahr for jahr in saison.jahre if not _unmoeglich(tag, monat, jahr)]
    if not jahre:
        return None, _unmoeglich(tag, monat, saison.beginn.year)
    moegliche = [date(jahr, monat, tag) for jahr in jahre]
    passende = [datum for datum in moegliche if datum in saison] or moegliche
    if len(passende) > 1:
        passende = [datum for datum in passende if datum.weekday() == wochentag]
    if len(passende) != 1:
        zur_wahl = aufzaehlung(map(str, jahre))
        return None, f"das Jahr fehlt; möglich sind {zur_wahl}. Bitte das Jahr ergänzen."
    return passende[0], f"ohne Jahr; gelesen als {passende[0].year}."


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


def _jahr_pruefen(datum: date, saison: Saison | None) -> Meldungen:
    """A round may be early or late, but a year that it does not have is most likely mistyped."""
    if saison is None or datum.year in saison.jahre:
        return ()
    return (
        Meldung(
            f"Der {datum_in_worten(datum)} liegt nicht in der Runde ({saison.in_jahren}). Bitte "
            "das Jahr berichtigen; stimmt es, bitte die Saison der Runde anpassen."
        ),
    )


def _wochentag(wort: str) -> int:
    """The day of the week as ``date.weekday()`` counts."""
    return _TAGESANFAENGE.index("sa" if wort.lower() == "sonnabend" else wort.lower()[:2])


def _wochentag_pruefen(datum: date, genannt: int) -> Meldungen:
    if genannt == datum.weekday():
        return ()
    naechster = datum + timedelta(days=(genannt - datum.weekday() + 3) % 7 - 3)
    waere = datum_in_worten(naechster, mit_jahr=naechster.year != datum.year)
    return (
        Meldung(
            f"{datum_in_worten(datum)} ist ein {WOCHENTAGE[datum.weekday()]}, nicht "
            f"{WOCHENTAGE[genannt]}; {WOCHENTAGE[genannt]} wäre der {waere}.",
            frage=f"Der {datum.day}.{datum.month}.{datum.year} ist ein "
            f"{WOCHENTAGE[datum.weekday()]}, in der Liste steht {WOCHENTAGE[genannt]}. "
            "Was stimmt?",
            daten=(datum, naechster),
        ),
    )
