"""The rows of the list between two requests: as they were sent, and as the page shows them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from django.forms.boundfield import BoundField
from django.http import QueryDict

from konferenzen.admin.einlesen.formulare import ORT_OFFEN, ZeilenFormular
from konferenzen.einlesen.auswahl import Auswahl
from konferenzen.einlesen.bericht import WOERTER, Befund, Ergebnis
from konferenzen.einlesen.einleser import OHNE_GRUND
from konferenzen.terminliste import MEHRFACH, Meldung, Zellen
from konferenzen.terminliste.datum import datum_ersetzen, tag_in_ziffern
from konferenzen.terminliste.kodierung import aufgeraeumt
from konferenzen.terminliste.woerter import einfach

# A round has a row for each Stadtteil; more than this is another text, or an archive.
HOECHSTENS_ZEILEN = 300
TEXTE = ("stadtteil", "tag", "zeit", "ort", "rest")
OFFEN = "Ort wird noch bekanntgegeben"
# The button of an answer: place of the row, part of it, what stands there then.
SETZEN = "setzen"


def auswahl_aus(daten: QueryDict) -> Auswahl:
    """Give what was made of the rows; an answer by a button counts as typed."""
    gesendete = [i for i in range(HOECHSTENS_ZEILEN) if f"z{i}-stadtteil" in daten]
    zellen = {i: _zellen(daten, i) for i in gesendete}
    stelle, _, rest = daten.get(SETZEN, "").partition(":")
    teil, _, wert = rest.partition(":")
    gemeint = next((i for i in gesendete if str(i) == stelle), None)
    if gemeint is not None and teil in TEXTE:
        geaendert: dict[str, Any] = {teil: _text(wert)}
        zellen[gemeint] = replace(zellen[gemeint], **geaendert)
    return Auswahl(
        zellen=zellen,
        ohne={i for i in gesendete if f"z{i}-angeboten" in daten and not genommen(daten, i)},
        orte={i: wahl for i in gesendete if (wahl := _ortswahl(daten, i)) != ORT_OFFEN},
    )


def genommen(daten: QueryDict, stelle: int) -> bool:
    """Tell whether the row at this place was sent as one to take over."""
    return f"z{stelle}-nehmen" in daten


def ist_zeilenfeld(name: str) -> bool:
    """Tell whether an input of this name belongs to a row."""
    return re.match(r"z\d+-", name) is not None


def _zellen(daten: Mapping[str, str], stelle: int) -> Zellen:
    texte: dict[str, Any] = {name: _text(daten.get(f"z{stelle}-{name}", "")) for name in TEXTE}
    if _ortswahl(daten, stelle) == ORT_OFFEN:
        texte["ort"] = OFFEN
    return Zellen(**texte, entfaellt=f"z{stelle}-entfaellt" in daten)


def _ortswahl(daten: Mapping[str, str], stelle: int) -> str:
    return _text(daten.get(f"z{stelle}-ortswahl", ""))


def _text(text: str) -> str:
    return einfach(aufgeraeumt(text.replace("\0", " ")))


@dataclass
class Listenfeld:
    """A part of a row with what is to be said about it, and the answers that one click gives."""

    feld: BoundField
    hinweise: list[str] = field(default_factory=list)
    antworten: list[tuple[str, str]] = field(default_factory=list)


@dataclass
class Listenzeile:
    """A row of the list as the page shows it; `angeboten`: it can be taken over or left out.

    `wahl` is the answer about its venue where that is not the question just now.
    """

    ergebnis: Ergebnis
    formular: ZeilenFormular
    felder: dict[str, Listenfeld]
    hinweise: list[str]
    angeboten: bool
    wahl: str

    @property
    def befund(self) -> str:
        """What the row comes to, in a word."""
        return WOERTER[self.ergebnis.befund]

    @property
    def offen(self) -> bool:
        """Tell whether a person has to correct or choose something."""
        return self.ergebnis.befund == Befund.FEHLER


def listenzeile(
    stelle: int,
    ergebnis: Ergebnis,
    auswahl: Auswahl,
    stadtteile: Sequence[str],
    gesendet: QueryDict,
) -> Listenzeile:
    """Give the row at the place `stelle` of the list; `gesendet` is what was sent of the rows."""
    uebernommen = ergebnis.uebernahme is not None and ergebnis.uebernahme.geaendert
    ausgelassen = ergebnis.befund == Befund.AUSGELASSEN
    gewollt = _mehrfach(ergebnis) and genommen(gesendet, stelle)
    daten: dict[str, Any] = asdict(ergebnis.zeile.zellen) | {
        "nehmen": uebernommen or (gewollt and not ausgelassen),
        "ortswahl": auswahl.orte.get(stelle, ""),
    }
    formular = ZeilenFormular(daten, f"z{stelle}", stadtteile, ergebnis.zweifel)
    zeile = Listenzeile(
        ergebnis,
        formular,
        {name: Listenfeld(formular[name]) for name in formular.fields},
        [],
        angeboten=uebernommen or ausgelassen or _mehrfach(ergebnis),
        wahl="" if ergebnis.zweifel else auswahl.orte.get(stelle, ""),
    )
    for meldung in (*ergebnis.zeile.meldungen, *ergebnis.eigene):
        if meldung.feld != OHNE_GRUND:
            _sagen(zeile, meldung, stelle)
    return zeile


def _mehrfach(ergebnis: Ergebnis) -> bool:
    return any(meldung.feld == MEHRFACH for meldung in ergebnis.zeile.meldungen)


def _sagen(zeile: Listenzeile, meldung: Meldung, stelle: int) -> None:
    """Put a finding at the part of the row that it is about, with the answers to it."""
    feld = zeile.felder.get(meldung.feld)
    if meldung.fehler:
        zeile.formular.add_error(
            meldung.feld if feld is not None else None, meldung.frage or meldung.text
        )
    elif feld is not None:
        feld.hinweise.append(meldung.text)
    else:
        zeile.hinweise.append(meldung.text)
    if feld is not None:
        tag = zeile.ergebnis.zeile.zellen.tag
        feld.antworten += [
            (tag_in_ziffern(datum), f"{stelle}:tag:{datum_ersetzen(tag, datum)}")
            for datum in meldung.daten
        ]
