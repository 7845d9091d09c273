"""Which reader takes which lines: tables first, then text; then the time that is for all."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from .gemeinsame_zeit import Zeitsatz, gemeinsame_zeit, hat_uhrzeit, zeitsatz
from .kodierung import zeilen_pruefen
from .stadtteil import Stadtteilverzeichnis
from .tabelle import ist_tabelle, tabelle_lesen
from .textliste import text_lesen
from .trennen import bruchstuecke, trennzeichen
from .webseite import ist_webseite, webseite_lesen
from .woerter import einfach
from .zeilen import Ignoriert, Rohliste, Rohzeile, Saison, Textzeile

# A bullet and a tab before a line, as word processors copy lists; they make no table.
_BULLET = re.compile(r"^[ \t]*(?:([•·▪◦●‣*])\t|([-–o]|\d{1,2}[.)])\t(?=[^\t\n]*$))", re.MULTILINE)
# "2026", also "2026/27" and "2026/2027" for a round of the winter.
_JAHRE = re.compile(r"(?<![\d.])(20\d\d)(?:\s?/\s?(?:20)?(\d\d))?(?!\d)")


def roh_lesen(text: str, verzeichnis: Stadtteilverzeichnis, stadt: str) -> Rohliste:
    """The rows of a list in any form, in the order of the input, with everything passed over.

    Raises ``UnlesbarError`` for too many lines or columns and for a page that is cut off.
    """
    listen: list[Rohliste] = []
    rest: list[Textzeile] = []
    for teil in _teile(text, verzeichnis):
        danach = any(liste.rohzeilen for liste in listen)
        if isinstance(teil, Textzeile):
            rest.append(replace(teil, danach=danach))
        else:
            listen.append(teil)
            rest += [replace(z, danach=danach or _danach(z, teil)) for z in teil.rest]
    aus_text, zeitsaetze = text_lesen(rest, verzeichnis, stadt)
    alle = _vereint([*listen, aus_text])
    aus_tabellen = (zeile for liste in listen for zeile in liste.ignoriert)
    return _mit_gemeinsamer_zeit(alle, [*zeitsaetze, *_in_ueberschriften(aus_tabellen)])


def _teile(text: str, verzeichnis: Stadtteilverzeichnis) -> Iterator[Rohliste | Textzeile]:
    if ist_webseite(text):
        for teil in webseite_lesen(text):
            if isinstance(teil, Textzeile):
                yield teil
            elif teil.stichworte or not ist_tabelle(teil.stuecke, verzeichnis):
                yield from teil.als_text()
            else:
                yield tabelle_lesen(teil.stuecke, verzeichnis)
        return
    zeilen_pruefen(text.split("\n"))
    text = _BULLET.sub(r"\1\2 ", text)
    stuecke = list(bruchstuecke(text, trennzeichen(text)))
    if ist_tabelle(stuecke, verzeichnis):
        yield tabelle_lesen(stuecke, verzeichnis)
    else:
        yield from _textzeilen(text.split("\n"))


def _danach(zeile: Textzeile, liste: Rohliste) -> bool:
    return any(rohzeile.nummer < zeile.nummer for rohzeile in liste.rohzeilen)


def _textzeilen(zeilen: Iterable[str]) -> Iterator[Textzeile]:
    luecke = True
    for nummer, zeile in enumerate(zeilen, start=1):
        text = einfach(zeile)
        if text:
            yield Textzeile(nummer, text, absatz=luecke)
        luecke = not text


def _vereint(listen: Sequence[Rohliste]) -> Rohliste:
    rohzeilen = [zeile for liste in listen for zeile in liste.rohzeilen]
    ignoriert = [zeile for liste in listen for zeile in liste.ignoriert]
    return Rohliste(
        sorted(rohzeilen, key=lambda zeile: zeile.nummer),
        sorted(ignoriert, key=lambda zeile: zeile.nummer),
    )


def _in_ueberschriften(ignoriert: Iterable[Ignoriert]) -> Iterator[Zeitsatz]:
    """Headings of tables may give the time for all, too ("…, jeweils 17–19 Uhr")."""
    for zeile in ignoriert:
        if zeile.grund == "Überschrift":
            satz = zeitsatz(Textzeile(zeile.nummer, zeile.text))
            if satz is not None:
                yield replace(satz, ausdruecklich=True)


def _mit_gemeinsamer_zeit(liste: Rohliste, saetze: Sequence[Zeitsatz]) -> Rohliste:
    """Give each row the time that is for all, where it has none of its own.

    A sentence that does not say for whom it is, is for all if no row has a time of its own;
    otherwise a person has to say.
    """
    ohne_zeit = not any(hat_uhrzeit(zeile.termin) for zeile in liste.rohzeilen)
    gueltige = [satz for satz in saetze if satz.ausdruecklich or ohne_zeit]
    unklare = [satz for satz in saetze if not (satz.ausdruecklich or ohne_zeit)]
    zeit, strittige = gemeinsame_zeit(gueltige)
    lose = [*strittige, *(Rohzeile(satz.nummer, satz.text, lose=True) for satz in unklare)]
    als_lose = {(zeile.nummer, zeile.stadtteil) for zeile in lose}
    zeilen = [zeit.ergaenzen(zeile) if zeit else zeile for zeile in liste.rohzeilen]
    ignoriert = [i for i in liste.ignoriert if (i.nummer, i.text) not in als_lose]
    return _vereint([Rohliste(zeilen, ignoriert), Rohliste(lose)])


def saison_der_liste(liste: Rohliste) -> Saison | None:
    """The year in the list's heading, or all years in its introduction; None if there are none."""
    for grund in ("Überschrift", "Einleitung"):
        texte = [zeile.text for zeile in liste.ignoriert if zeile.grund == grund]
        if saison := _saison_aus(texte, nur_erstes=grund == "Überschrift"):
            return saison
    return None


def _saison_aus(texte: Iterable[str], *, nur_erstes: bool) -> Saison | None:
    """The whole of the years that are named, and of the next one in "Winter 2026/27"."""
    treffer = [fund for text in texte for fund in _JAHRE.finditer(text)]
    if not treffer:
        return None
    spannen = [_jahre(fund) for fund in treffer[: 1 if nur_erstes else None]]
    return Saison(
        date(min(von for von, _ in spannen), 1, 1), date(max(b for _, b in spannen), 12, 31)
    )


def _jahre(fund: re.Match[str]) -> tuple[int, int]:
    jahr = int(fund[1])
    folgt = fund[2] is not None and int(fund[2]) == (jahr + 1) % 100
    return jahr, jahr + folgt
