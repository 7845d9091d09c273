"""The words of a paragraph as runs: marks, links and blanks in one form. Pure."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from hattingen_portal.grundlage.richtext.baum import BR, Lauf

MARKEN = {"strong": "fett", "b": "fett", "em": "kursiv", "i": "kursiv"}
_LEERRAUM = re.compile(r"[ \t\n\r\f]+")
# Word makes columns of blanks; one protected blank, as in "z. B.", is meant.
_LUECKE = re.compile(r"[ \xa0]{2,}")
LEER = " \xa0"
_DOMAIN = re.compile(r"(?:[\w-]+\.)+[a-z]{2,}(?:[/?#:].*)?", re.IGNORECASE | re.DOTALL)
_EMAIL = re.compile(r"[^\s@/:]+@(?:[\w-]+\.)+[a-z]{2,}", re.IGNORECASE)
_MIT_PROTOKOLL = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)


def roh(text: str) -> str:
    """Give `text` as HTML means it: line ends of the source are blanks."""
    return _LEERRAUM.sub(" ", text)


def ziel(adresse: str) -> str:
    """Give the address that a link may lead to; empty where it leads nowhere.

    A domain and an e-mail address become what they were meant to be. `adresse` has an allowed
    protocol or none (nh3).
    """
    adresse = adresse.strip()
    if adresse[:2].replace("\\", "/") == "//":
        return ""
    if adresse.startswith(("/", "#")) and len(adresse) > 1:
        return adresse
    if _EMAIL.fullmatch(adresse):
        return f"mailto:{adresse}"
    if _MIT_PROTOKOLL.match(adresse):
        return adresse
    return f"https://{adresse}" if _DOMAIN.fullmatch(adresse) else ""


def geordnet(laeufe: Iterable[Lauf]) -> list[Lauf]:
    """Give `laeufe` joined where they are set alike, with single blanks and none at an end.

    Empty where nothing is to be seen.
    """
    ergebnis: list[Lauf] = []
    for lauf in _mit_einzelnen_leerzeichen(laeufe):
        if ergebnis and lauf.text != BR != ergebnis[-1].text and lauf.gleich_gesetzt(ergebnis[-1]):
            ergebnis[-1] = replace(lauf, text=ergebnis[-1].text + lauf.text)
        else:
            ergebnis.append(lauf)
    return ergebnis


def _mit_einzelnen_leerzeichen(laeufe: Iterable[Lauf]) -> Iterator[Lauf]:
    """Give runs with one blank between words and none at the end of a line.

    A blank is set as what is alike on both sides of it: so the same text has one form.
    """
    davor: Lauf | None = None
    umbrueche, luecke = 0, ""
    for lauf in laeufe:
        if lauf.text == BR:
            umbrueche += 1
            continue
        text = _LUECKE.sub(" ", lauf.text)
        kern = text.strip(LEER)
        if not kern:
            luecke = luecke or text[:1]
            continue
        luecke = luecke or text[: text.index(kern)]
        if davor is not None and umbrueche:
            yield from [Lauf(BR)] * umbrueche
        elif davor is not None and luecke:
            yield _gemeinsam(davor, lauf, luecke)
        davor = replace(lauf, text=kern)
        yield davor
        umbrueche, luecke = 0, text[text.index(kern) + len(kern) :]


def _gemeinsam(eins: Lauf, zwei: Lauf, text: str) -> Lauf:
    """Give `text` set as far as both runs are set alike."""
    return Lauf(
        text,
        ziel=eins.ziel if eins.ziel == zwei.ziel else "",
        fett=eins.fett and zwei.fett,
        kursiv=eins.kursiv and zwei.kursiv,
    )
