"""The cell "Ort": name, room and address of a venue, online, or nothing yet."""

import re
from dataclasses import dataclass

from .datum import MONATSWORT
from .woerter import STRICH, einfach, kurz, noch_offen, woerter
from .zeilen import Meldung, Ort

_HAUSNUMMER = rf"\d{{1,4}}(?:\s?[a-zA-Z])?(?:\s?[{STRICH}/+]\s?\d{{1,4}}(?:\s?[a-zA-Z])?)?"
_MIT_NUMMER = re.compile(rf"(?P<strasse>\D+?)\s*(?P<hausnummer>{_HAUSNUMMER})")
_STRASSE = re.compile(
    r"(?P<strasse>.*(?:stra(?:ß|ss)e|str\.|str|weg|platz|gasse|allee))(?P<hausnummer>)",
    re.IGNORECASE,
)
_STRASSE_MIT_NUMMER = re.compile(
    r"(?P<strasse>\D*(?:stra(?:ß|ss)e|str\.|str|weg|platz|gasse|allee|ring|ufer|wall|damm|steig"
    rf"|pfad|markt|hof|berg|busch))\s*(?P<hausnummer>{_HAUSNUMMER})",
    re.IGNORECASE,
)
_RAUM = re.compile(
    r"(?:raum|saal|zimmer|halle|etage|geschoss|geschoß|eingang|stockwerk|stock|foyer|aula)\s*\d"
    r"|^(?:haus|block|ebene|gebäude|trakt|og|eg|ug)\b",
    re.IGNORECASE,
)
_PLZ = re.compile(r"(?:D\s?-\s?)?(?P<plz>\d{5})\s+(?P<stadt>[^\W\d].*)")
_VOR_PLZ = re.compile(r"(?<=[^\s,])\s+(?=(?:D\s?-\s?)?\d{5}\s+[^\W\d])")
_KLAMMER = re.compile(r"\(([^()]*)\)")
_UHRZEIT = re.compile(r"\d\s*uhr\b|\b\d{1,2}:\d\d\b", re.IGNORECASE)
_FRAGLICH = (
    (_UHRZEIT, "Im Ort steht eine Uhrzeit: „{}“."),
    (
        re.compile(
            r"\b\d{1,2}\.\s?\d{1,2}\.\s?(?:20)?\d\d\b"
            rf"|\b\d{{1,2}}\.\s?{MONATSWORT}\.?\s20\d\d\b",
            re.IGNORECASE,
        ),
        "Im Ort steht ein Datum: „{}“.",
    ),
    (
        re.compile(r"\b(?:oder|bzw\.?|beziehungsweise)\s", re.IGNORECASE),
        "„{}“ nennt mehr als einen Ort. Bitte nur einen eintragen.",
    ),
    (
        re.compile(r"https?:|\bwww\.", re.IGNORECASE),
        "„{}“ ist eine Adresse im Netz. Findet die Konferenz dort statt, bitte „online“ eintragen.",
    ),
    (
        re.compile(r"\bdurchgestrichen\b"),
        "„{}“: Bitte Durchgestrichenes löschen.",
    ),
)
# What points to another row or to another year; only who wrote it knows the venue.
_VERWEIS = re.compile(
    r"\W*(?:(?:ort|wie|am|im|an|der|dem|den|gleichen?|selben?|derselben?|üblichen?|gewohnten?"
    r"|bekannten?)\W+)*(?:[\"„“”»«]|dto|ditto|ebd|ebenda|(?:ebenfalls )?dort|s\.\s?o"
    r"|(?:siehe )?oben|immer|bisher|bekannt|gehabt|üblich|zuletzt|letztes mal|ort|stelle)\W*",
    re.IGNORECASE,
)
_ONLINE = re.compile(
    r"(?:nur\s+)?(?:(?:(?:als|per|via|über|mit)\s+)?(?:online|digital|videokonferenz|zoom|webex|teams"
    r"|jitsi|bigbluebutton|(?:online|video)-?(?:veranstaltung|konferenz|sitzung|treffen))\b\W*)+"
    r"(?:(?:der\s+)?(?:link|zugang|zugangsdaten)\s+(?:folgt|folgen)\W*)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Ortsangabe:
    """What a cell says about where; ``ort`` is None as long as no venue is known.

    ``offen`` tells the cell that says so in words from one that says nothing.
    """

    ort: Ort | None = None
    offen: bool = False
    online: bool = False
    meldungen: tuple[Meldung, ...] = ()


def ort_artig(text: str) -> bool:
    """Whether a line looks like (a part of) an address."""
    return any(_PLZ.fullmatch(teil) or _sicher(teil) for teil in _teile(text))


def ist_online(text: str) -> bool:
    """Whether a text says that there is no venue because all takes place online."""
    return _ONLINE.fullmatch(text) is not None


def ort_lesen(text: str, stadt: str = "") -> Ortsangabe:
    """Split a cell into its parts; ``stadt`` is recognised where it stands without a postcode.

    The order is "Name, Straße Hausnummer, PLZ Stadt, Raum", as the city writes it; a room may
    also stand before the street.
    """
    text = einfach(text)
    fraglich = _fraglich(text)
    if fraglich:
        return Ortsangabe(meldungen=(Meldung(fraglich.format(kurz(text))),))
    if not woerter(text):
        return Ortsangabe()
    if noch_offen(text):
        return Ortsangabe(offen=True)
    if ist_online(text):
        return Ortsangabe(online=True)
    return Ortsangabe(ort=_zusammengesetzt(_teile(text), stadt))


def _fraglich(text: str) -> str:
    """What a person has to put right before a cell can be a venue."""
    if _VERWEIS.fullmatch(text):
        return "„{}“ nennt den Ort nicht. Bitte den Ort eintragen."
    return next((befund for muster, befund in _FRAGLICH if muster.search(text)), "")


def ort_schreiben(ort: Ort) -> str:
    """A venue in one line; ``ort_lesen`` reads the same venue from it."""
    strasse = " ".join(filter(None, (ort.strasse, ort.hausnummer)))
    stadt = " ".join(filter(None, (ort.plz, ort.stadt)))
    return ", ".join(filter(None, (ort.name, strasse, stadt, ort.raum)))


def _teile(text: str) -> list[str]:
    """The parts of a cell: between commas, before a postcode, and in brackets with several."""
    text = _VOR_PLZ.sub(", ", _KLAMMER.sub(_ohne_klammer, text))
    return [teil for roh in re.split("[,;]", text) if (teil := _teil(roh))]


def _ohne_klammer(klammer: re.Match[str]) -> str:
    innen = [einfach(teil) for teil in re.split("[,;]", klammer[1])]
    adresse = any(_PLZ.fullmatch(teil) or _sicher(teil) for teil in innen)
    return f", {klammer[1]}," if adresse or len(innen) > 1 else klammer[0]


def _teil(text: str) -> str:
    if text.count("(") != text.count(")"):
        text = text.replace("(", " ").replace(")", " ")
    return einfach(text)


def _sicher(teil: str) -> re.Match[str] | None:
    return None if _RAUM.search(teil) else _STRASSE_MIT_NUMMER.fullmatch(teil.rstrip("."))


def _zusammengesetzt(teile: list[str], stadt: str) -> Ort | None:
    plz, ortschaft, teile = _stadt_trennen(teile, stadt)
    stelle, strasse = _strasse(teile, mit_plz=bool(plz))
    if strasse is not None:
        teile = teile[:stelle] + teile[stelle + 1 :]
    name = teile.pop(0) if teile and (strasse is None or stelle > 0) else ""
    if not (name or strasse or plz):
        return None
    return Ort(
        name=name,
        raum=", ".join(teile),
        strasse=einfach(strasse["strasse"]) if strasse else "",
        hausnummer=einfach(strasse["hausnummer"]) if strasse else "",
        plz=plz,
        stadt=ortschaft,
    )


def _stadt_trennen(teile: list[str], stadt: str) -> tuple[str, str, list[str]]:
    """Postcode, town and the other parts."""
    for stelle, teil in enumerate(teile):
        if treffer := _PLZ.fullmatch(teil.rstrip(".")):
            return treffer["plz"], treffer["stadt"], teile[:stelle] + teile[stelle + 1 :]
    for stelle, teil in enumerate(teile[1:], start=1):
        ortschaft = teil.rstrip(".")
        if stadt and (ortschaft == stadt or ortschaft.startswith(f"{stadt}-")):
            return "", ortschaft, teile[:stelle] + teile[stelle + 1 :]
    return "", "", teile


def _strasse(teile: list[str], *, mit_plz: bool) -> tuple[int, re.Match[str] | None]:
    """The part that is the street, the surest sign first, and its place among the parts.

    The first part is the venue's name unless it ends like a street and has a number, or has a
    number and a postcode follows.
    """
    zeichen = (
        (0, _STRASSE_MIT_NUMMER),
        (1, _MIT_NUMMER),
        (1, _STRASSE),
        (0 if mit_plz else 1, _MIT_NUMMER),
    )
    for ab, muster in zeichen:
        for stelle, teil in enumerate(teile[ab:], start=ab):
            treffer = muster.fullmatch(teil.rstrip("."))
            if treffer and not _RAUM.search(teil):
                return stelle, treffer
    return -1, None
