"""What a calendar says about itself (RFC 5545 section 3.7, RFC 7986 section 5)."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from PIL.ImageColor import colormap

from konferenzen.kalenderpruefung.befund import PORTAL, Befund
from konferenzen.kalenderpruefung.lesen import Block
from konferenzen.kalenderpruefung.werte import (
    BERLIN,
    genau,
    maskierung,
    verboten,
    vorgeschrieben,
)

ABRUF = "PT6H"
KEIN_METHOD = {
    "METHOD": "Damit wäre es eine Einladung, und DTSTAMP hieße etwas anderes (RFC 5546).",
}
# Outlook makes a calendar of its own from a file with one of these.
NUR_IM_ABONNEMENT = dict.fromkeys(
    ("NAME", "X-WR-CALNAME", "REFRESH-INTERVAL", "X-PUBLISHED-TTL"),
    "Outlook legt aus einem einzelnen Termin sonst einen neuen Kalender an.",
)
ADRESSEN = ("SOURCE", "URL")
ZWEIMAL_GESAGT = (("NAME", "X-WR-CALNAME"), ("DESCRIPTION", "X-WR-CALDESC"))


def pruefen(kalender: Block) -> Iterator[Befund]:
    """Give what is wrong with the head that every calendar has."""
    yield from vorgeschrieben(kalender, ("VERSION", "PRODID"), "RFC 5545, 3.6")
    yield from vorgeschrieben(kalender, ("CALSCALE",), PORTAL)
    yield from genau(kalender, "VERSION", "2.0", "RFC 5545, 3.7.4")
    yield from genau(kalender, "CALSCALE", "GREGORIAN", "RFC 5545, 3.7.1")
    if kalender.eine("PRODID") and not kalender.text("PRODID").strip():
        yield Befund(kalender.wo, "PRODID ist leer.", "RFC 5545, 3.7.3")
    yield from verboten(kalender, KEIN_METHOD)
    yield from maskierung(kalender, ("PRODID",))
    for teil in kalender.bloecke:
        if teil.name not in {"VTIMEZONE", "VEVENT"}:
            yield Befund(teil.wo, f"{teil.name} gehört nicht in diese Kalender.", PORTAL)


def abonnement_pruefen(kalender: Block, pfad: str) -> Iterator[Befund]:
    """Give what is wrong with what only a feed says; `pfad` is where it was fetched."""
    paare = [name for paar in ZWEIMAL_GESAGT for name in paar]
    yield from vorgeschrieben(kalender, [*paare, "X-WR-TIMEZONE"], PORTAL)
    yield from vorgeschrieben(kalender, [*ADRESSEN, "COLOR", "REFRESH-INTERVAL"], "RFC 7986, 5")
    yield from vorgeschrieben(kalender, ("X-PUBLISHED-TTL",), PORTAL)
    for neu, alt in ZWEIMAL_GESAGT:
        if not kalender.text(neu).strip():
            yield Befund(kalender.wo, f"{neu} ist leer.", "RFC 7986, 5")
        elif kalender.text(neu) != kalender.text(alt):
            yield Befund(kalender.wo, f"{neu} und {alt} sagen nicht dasselbe.", PORTAL)
    yield from maskierung(kalender, paare)
    yield from genau(kalender, "X-WR-TIMEZONE", BERLIN.key, PORTAL)
    yield from _adressen_pruefen(kalender, pfad)
    yield from _farbe_pruefen(kalender)
    yield from _abruf_pruefen(kalender)


def einzeltermin_pruefen(kalender: Block) -> Iterator[Befund]:
    """Give what is wrong with the calendar around a single event that somebody downloads."""
    yield from verboten(kalender, NUR_IM_ABONNEMENT)
    if (anzahl := len(kalender.teile("VEVENT"))) != 1:
        yield Befund(kalender.wo, f"Erwartet wird ein Ereignis, da sind {anzahl}.", PORTAL)


def _adressen_pruefen(kalender: Block, pfad: str) -> Iterator[Befund]:
    for name in ADRESSEN:
        eigenschaft = kalender.eine(name)
        if eigenschaft and not ist_adresse(eigenschaft.wert):
            yield Befund(
                kalender.wo, f"{name} ist keine ganze Adresse: „{eigenschaft.wert}“.", "RFC 7986, 5"
            )
    quelle = kalender.eine("SOURCE")
    if quelle is None:
        return
    if quelle.parameter.get("VALUE") != "URI":
        yield Befund(kalender.wo, "SOURCE braucht VALUE=URI.", "RFC 7986, 5.8")
    if ist_adresse(quelle.wert) and urlsplit(quelle.wert).path != pfad:
        yield Befund(kalender.wo, f"SOURCE nennt einen anderen Kalender: „{quelle.wert}“.", PORTAL)


def _farbe_pruefen(kalender: Block) -> Iterator[Befund]:
    farbe = kalender.eine("COLOR")
    if farbe and farbe.wert not in colormap:
        yield Befund(
            kalender.wo,
            f"COLOR kennt nur Farbnamen aus CSS, nicht „{farbe.wert}“.",
            "RFC 7986, 5.9",
        )


def _abruf_pruefen(kalender: Block) -> Iterator[Befund]:
    yield from genau(kalender, "REFRESH-INTERVAL", ABRUF, PORTAL)
    yield from genau(kalender, "X-PUBLISHED-TTL", ABRUF, PORTAL)
    abruf = kalender.eine("REFRESH-INTERVAL")
    if abruf and abruf.parameter.get("VALUE") != "DURATION":
        yield Befund(kalender.wo, "REFRESH-INTERVAL braucht VALUE=DURATION.", "RFC 7986, 5.7")


def ist_adresse(text: str) -> bool:
    """Tell whether `text` is a whole address of a page."""
    try:
        teile = urlsplit(text)
    except ValueError:  # "http://["
        return False
    return teile.scheme in {"http", "https"} and bool(teile.hostname)
