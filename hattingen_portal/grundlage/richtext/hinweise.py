"""What may be better about a text: read out of its clean HTML, in words for who wrote it. Pure."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from itertools import groupby

from hattingen_portal.grundlage.richtext.baum import Element, Lauf, gelesen
from hattingen_portal.grundlage.richtext.ordnung import UEBERSCHRIFTEN, ordnen_ohne_stufen
from hattingen_portal.grundlage.richtext.regeln import EBENEN

# Link texts that say nothing to whom a screen reader reads the links alone (WCAG 2.4.4).
NICHTSSAGEND = {
    *("hier", "hier klicken", "hier klicken bitte", "bitte hier klicken", "klick", "klick hier"),
    *("klicken", "klicken sie hier", "mehr", "mehr dazu", "mehr erfahren", "mehr infos", "weiter"),
    *("mehr informationen", "weitere informationen", "weitere infos", "weiterlesen", "lesen"),
    *("infos", "info", "link", "dieser link", "diesem link", "diesen link", "zum link", "details"),
    *("seite", "diese seite", "dieser seite", "website", "webseite", "homepage", "download"),
    *("herunterladen", "pdf", "dokument", "dort", "da", "siehe hier", "siehe"),
}
# Words for a picture that say only that it is one (WCAG 1.1.1).
LEERE_BILDWORTE = {"bild", "foto", "grafik", "abbildung", "logo", "image", "picture", "photo"}
_ADRESSE = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_DATEINAME = re.compile(r"\S+\.(?:jpe?g|png|gif|webp|avif|heic)|(?:img|dsc|p)[_-]?\d+")
BESCHREIBEN = "Bitte beschreiben Sie das Bild in einem Satz."
UEBERSCHRIFT_HOECHSTENS = 80  # characters; what is longer and bold is a sentence
ZITAT_HOECHSTENS = 60


class Befund(Enum):
    """Where an address of the portal leads."""

    OEFFENTLICH = auto()
    TOT = auto()
    NUR_BUERO = auto()
    UNBEKANNT = auto()  # nothing is said about it


@dataclass(frozen=True)
class Umfeld:
    """What a text cannot tell by itself.

    `ebenen` are the levels of its headings, `basis` the portal's own address without a path,
    `anker` the ids on its page, `befund` says where a path of the portal leads.
    """

    befund: Callable[[str], Befund]
    basis: str
    ebenen: Sequence[int] = EBENEN
    anker: frozenset[str] = frozenset()


def texthinweise(html: str, umfeld: Umfeld) -> list[str]:
    """Give a sentence or two for each thing that may be better: the place, what it is, the way out.

    In the order of the text, links after headings; empty where there is nothing to say. `html` is
    what `sauberes_html` gives, of this release or an earlier one.
    """
    text = ordnen_ohne_stufen(gelesen(html))
    return list(
        dict.fromkeys(
            [*_uebersprungen(text, umfeld.ebenen), *_nur_fett(text), *_links(text, umfeld)]
        )
    )


def bildhinweise(beschreibung: str) -> list[str]:
    """Give what may be better about the description of a picture; empty without one."""
    worte = beschreibung.strip().casefold().rstrip(".")
    if worte in LEERE_BILDWORTE or _DATEINAME.fullmatch(worte):
        zitat = _zitat(beschreibung)
        return [f"Die Bildbeschreibung {zitat} sagt nicht, was zu sehen ist. {BESCHREIBEN}"]
    return []


def _uebersprungen(text: Element, ebenen: Sequence[int]) -> Iterator[str]:
    davor = ebenen[0] - 1
    for element in text.alle():
        if element.name not in UEBERSCHRIFTEN:
            continue
        stufe = int(element.name[1])
        if stufe > davor + 1:
            yield (
                f"Vor der Überschrift {_zitat(element.text)} fehlt eine Ebene. Bitte sichern Sie "
                "den Text noch einmal, dann stimmt die Reihenfolge, oder wählen Sie für sie eine "
                "größere Überschrift."
            )
        davor = stufe


def _nur_fett(text: Element) -> Iterator[str]:
    """Find paragraphs that look like a heading and are none (WCAG 1.3.1)."""
    for block in text.elemente[:-1]:  # behind the last one there is nothing to head
        fett = block.name == "p" and all(lauf.fett for lauf in block.laeufe if lauf.text.strip())
        kurz = len(block.text) <= UEBERSCHRIFT_HOECHSTENS and not block.text.endswith((".", "!"))
        if fett and kurz:
            yield (
                f"{_zitat(block.text)} ist fett gesetzt und sieht aus wie eine Überschrift. Ist es "
                "eine, wählen Sie dafür im Menü „Zwischenüberschrift“ oder „Überschrift“ statt "
                "„Fett“."
            )


def _links(text: Element, umfeld: Umfeld) -> Iterator[str]:
    for element in text.alle():
        for ziel, laeufe in groupby(element.laeufe, lambda lauf: lauf.ziel):
            if ziel:
                yield from _link(ziel, _worte(laeufe), umfeld)


def _worte(laeufe: Iterator[Lauf]) -> str:
    return " ".join("".join(lauf.text for lauf in laeufe).split())


def _link(ziel: str, worte: str, umfeld: Umfeld) -> Iterator[str]:
    zitat = _zitat(worte)
    if worte.strip(" .:!?>«»→…").casefold() in NICHTSSAGEND:
        yield (
            f"Der Linktext {zitat} sagt nicht, wohin er führt. Bitte nennen Sie das Ziel, zum "
            "Beispiel „Anmeldung zum Stadtteilfest“."
        )
    elif _ADRESSE.fullmatch(worte):
        yield (
            f"Der Link {zitat} zeigt nur eine Adresse. Bitte schreiben Sie stattdessen, was dort "
            "zu finden ist."
        )
    yield from _zum_ziel(ziel, zitat, umfeld)


def _zum_ziel(ziel: str, zitat: str, umfeld: Umfeld) -> Iterator[str]:
    eigenes = _eigenes(ziel, umfeld.basis)
    if eigenes.startswith("#"):
        if eigenes[1:] not in umfeld.anker:
            yield (
                f"Der Link {zitat} führt zu einer Stelle auf dieser Seite, die es nicht gibt "
                f"({ziel}). Bitte berichtigen oder entfernen Sie ihn."
            )
    elif eigenes.startswith("/") or not eigenes:
        match umfeld.befund(eigenes.partition("#")[0] or "/"):
            case Befund.TOT:
                yield (
                    f"Der Link {zitat} führt zu {ziel}; dort ist zurzeit keine öffentliche Seite. "
                    "Bitte berichtigen Sie die Adresse, oder entfernen Sie den Link."
                )
            case Befund.NUR_BUERO:
                yield (
                    f"Der Link {zitat} führt zu {ziel}: Das sehen nur Angemeldete oder wer eine "
                    "Vorschau hat. Bitte nehmen Sie die Adresse der öffentlichen Seite."
                )
    elif ziel.startswith("http://"):
        yield (
            f"Der Link {zitat} führt zu einer unverschlüsselten Adresse ({ziel}). Bitte prüfen "
            "Sie, ob sie auch mit https:// beginnen kann."
        )


def _eigenes(ziel: str, basis: str) -> str:
    """Give `ziel` without the portal's own scheme and host, whichever way they are written."""
    schema, _, hinten = ziel.partition("://")
    rechner = basis.partition("://")[2]
    vorne, rest = hinten[: len(rechner)], hinten[len(rechner) :]
    eigener = schema.casefold() in {"http", "https"} and vorne.casefold() == rechner.casefold()
    return rest if eigener and (not rest or rest[0] in "/#?") else ziel


def _zitat(worte: str) -> str:
    kurz = worte if len(worte) <= ZITAT_HOECHSTENS else f"{worte[: ZITAT_HOECHSTENS - 1]}…"
    return f"„{kurz}“"
