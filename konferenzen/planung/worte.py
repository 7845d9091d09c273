"""The German words of a plan."""

from collections.abc import Sequence
from datetime import date

from konferenzen.planung.gewohnheit import LETZTE_WOCHE, woche_im_monat
from konferenzen.planung.werte import Gewohnheit
from konferenzen.zeitrechnung import MONATE, WOCHENTAGE, stunde, tagesdatum

HOECHSTENS_GENANNT = 3


def gewohntes(gewohnheit: Gewohnheit) -> str:
    """Say what a Stadtteil is used to: "Wie zuletzt: Dienstag, 16–18 Uhr, Bürgertreff."."""
    beginn, ende = gewohnheit.beginn, gewohnheit.ende
    uhr = f"{stunde(beginn)}–{stunde(ende)} Uhr" if ende else f"{stunde(beginn)} Uhr"
    teile = [WOCHENTAGE[gewohnheit.wochentag], uhr, gewohnheit.ortsname]
    return f"Wie zuletzt: {', '.join(teil for teil in teile if teil).removesuffix('.')}."


def rang(tag: date) -> str:
    """Say which of its weekday a day is in its month: "2. Dienstag im April"."""
    return f"{woche_im_monat(tag)}. {WOCHENTAGE[tag.weekday()]} im {MONATE[tag.month - 1]}"


def gesucht(gewohnheit: Gewohnheit, ziel: date) -> str:
    """Say which day was looked for first: "der 2. Dienstag im April"."""
    if gewohnheit.woche == LETZTE_WOCHE:
        wochentag = WOCHENTAGE[gewohnheit.wochentag]
        return f"der letzte {wochentag} im {MONATE[ziel.month - 1]}"
    return f"der {rang(ziel)}"


def begruendung(
    gewohnheit: Gewohnheit, ziel: date, tag: date, verworfene: Sequence[tuple[date, str]]
) -> str:
    """Say why `tag` is proposed where `ziel` was looked for.

    `verworfene` are the days that lay nearer, each with what stands in the way.
    """
    erster, wunsch = tagesdatum(ziel, jahr=tag.year), gesucht(gewohnheit, ziel)
    if tag == ziel:
        return f"{gewohntes(gewohnheit)} {wunsch[0].upper()}{wunsch[1:]} ist frei."
    gruende = dict(verworfene)
    woran = gruende.pop(ziel, "nicht mehr zu planen")
    satz = f"{gewohntes(gewohnheit)} {wunsch[0].upper()}{wunsch[1:]} wäre der {erster} ({woran})"
    weitere = [
        f"der {tagesdatum(anderer, jahr=tag.year)} scheidet auch aus ({grund})"
        for anderer, grund in list(gruende.items())[:HOECHSTENS_GENANNT]
    ]
    return f"{'; '.join([satz, *weitere])}. Darum der {tagesdatum(tag, jahr=tag.year)}."


def nichts_frei(gewohnheit: Gewohnheit, von: date, bis: date) -> str:
    """Say that no day of the usual weekday would do."""
    wochentag = WOCHENTAGE[gewohnheit.wochentag]
    return (
        f"{gewohntes(gewohnheit)} An keinem {wochentag} vom {tagesdatum(von)} bis zum "
        f"{tagesdatum(bis)} geht es. Darum ohne Termin; vielleicht passt einer der anderen Tage."
    )
