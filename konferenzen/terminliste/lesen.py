"""A date list in, rows with findings out: nothing guessed silently, nothing dropped."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, tzinfo
from zoneinfo import ZoneInfo

from .kodierung import text_aus
from .ort import ort_lesen
from .stadtteil import Stadtteilverzeichnis
from .tabelle import tabelle_lesen
from .termin import Termin, termin_lesen
from .woerter import absage_trennen, aufzaehlung
from .zeilen import (
    BekannterStadtteil,
    Meldung,
    Rohliste,
    Rohzeile,
    Saison,
    Terminliste,
    UnlesbarError,
    Zeile,
)

_BERLIN = ZoneInfo("Europe/Berlin")
_HOECHSTENS_JE_ZELLE = 1_000
# "2026", also "2026/27" and "2026/2027" for a round of the winter.
_JAHRE = re.compile(r"(?<![\d.])(20\d\d)(?:\s?/\s?(?:20)?(\d\d))?(?!\d)")
_HTML = re.compile(r"<(?:table|html|body|tr|td|p|div|!doctype)\b", re.IGNORECASE)


def lesen(
    liste: str | bytes,
    stadtteile: Sequence[BekannterStadtteil],
    *,
    ortsteile_ohne_stadtteil: Sequence[str] = (),
    saison: Saison | None = None,
    stadt: str = "",
    zone: tzinfo = _BERLIN,
) -> Terminliste:
    """Read a date list as a careful person does.

    ``saison`` are the days of the round; without it, the years in the list's heading count.
    ``stadt`` is the city's name, which may stand in addresses and before a Stadtteil. Times are
    local times in ``zone``. Each problem is a ``Meldung`` at its row.

    Raises ``UnlesbarError``, with one German sentence, for input that is empty, binary, too large
    or in which no row can be recognised.
    """
    text = text_aus(liste)
    if _HTML.search(text):
        raise UnlesbarError(
            "Das ist eine HTML-Seite. Bitte die Tabelle daraus kopieren und als Text einfügen."
        )
    verzeichnis = Stadtteilverzeichnis(stadtteile, ortsteile_ohne_stadtteil, stadt)
    rohliste = tabelle_lesen(text, verzeichnis)
    ueberschrift = _saison_aus(_ueberschriften(rohliste))
    auswertung = _Auswertung(verzeichnis, saison, ueberschrift, stadt, zone)
    zeilen = [auswertung.zeile(rohzeile) for rohzeile in rohliste.rohzeilen]
    if not auswertung.etwas_erkannt:
        raise UnlesbarError(
            "In diesem Text ist keine Terminliste zu erkennen. Erwartet wird eine Tabelle mit "
            "Stadtteil, Datum und Uhrzeit und Ort, getrennt durch |, Tabulator oder Semikolon."
        )
    return Terminliste(tuple(_doppelte_melden(zeilen)), tuple(rohliste.ignoriert))


def _ueberschriften(rohliste: Rohliste) -> str:
    return " ".join(i.text for i in rohliste.ignoriert if i.grund == "Überschrift")


def _saison_aus(ueberschrift: str) -> Saison | None:
    """The whole of the first year in a heading, and of the next one in "Winter 2026/27"."""
    treffer = _JAHRE.search(ueberschrift)
    if treffer is None:
        return None
    jahr = int(treffer[1])
    folgt = treffer[2] is not None and int(treffer[2]) == (jahr + 1) % 100
    return Saison(date(jahr, 1, 1), date(jahr + folgt, 12, 31))


class _Auswertung:
    """Turns raw rows into read ones, and remembers whether any of them made sense."""

    def __init__(
        self,
        verzeichnis: Stadtteilverzeichnis,
        saison: Saison | None,
        ueberschrift: Saison | None,
        stadt: str,
        zone: tzinfo,
    ) -> None:
        self._verzeichnis = verzeichnis
        self._saison = saison or ueberschrift
        self._ueberschrift = ueberschrift
        self._stadt = stadt
        self._zone = zone
        self.etwas_erkannt = False

    def zeile(self, roh: Rohzeile) -> Zeile:
        """Everything that a row says, and everything that is wrong with it."""
        wortlaut = " | ".join(filter(None, (roh.stadtteil, roh.termin, roh.ort)))
        if roh.lose:
            return Zeile(roh.nummer, wortlaut, meldungen=(Meldung(_lose(wortlaut)),))
        if max(map(len, (roh.stadtteil, roh.termin, roh.ort))) > _HOECHSTENS_JE_ZELLE:
            zu_lang = f"Ein Feld hat mehr als {_HOECHSTENS_JE_ZELLE} Zeichen."
            return Zeile(roh.nummer, wortlaut, meldungen=(Meldung(zu_lang),))
        return self._zeile(roh, wortlaut)

    def _zeile(self, roh: Rohzeile, wortlaut: str) -> Zeile:
        stadtteil_text, absage_vorn = absage_trennen(roh.stadtteil)
        ort_text, absage_hinten = absage_trennen(roh.ort)
        abgesagt = absage_vorn or absage_hinten
        stadtteil, meldungen = self._verzeichnis.lesen(stadtteil_text)
        termin = self._termin(roh.termin, abgesagt=abgesagt)
        ort = ort_lesen(ort_text, self._stadt)
        self.etwas_erkannt |= stadtteil is not None or termin.datum_genannt
        return Zeile(
            nummer=roh.nummer,
            roh=wortlaut,
            stadtteil=stadtteil,
            datum=termin.datum,
            beginn=termin.beginn,
            ende=termin.ende,
            ende_geschaetzt=termin.ende_geschaetzt,
            terminhinweis=termin.hinweis,
            abgesagt=termin.abgesagt,
            ort=ort.ort,
            ort_offen=ort.offen,
            online=ort.online,
            meldungen=(*meldungen, *termin.meldungen, *ort.meldungen, *_ungelesen(roh)),
        )

    def _termin(self, text: str, *, abgesagt: bool) -> Termin:
        text = f"{text} (entfällt)".strip() if abgesagt else text
        termin = termin_lesen(text, self._saison, self._zone)
        if not termin.jahr_ergaenzt:
            return termin
        return replace(termin, meldungen=(*termin.meldungen, *self._zweifel()))

    def _zweifel(self) -> Iterator[Meldung]:
        """A heading of another year makes it uncertain which year a date has that names none."""
        if self._saison is None or self._ueberschrift is None:
            return
        if not set(self._saison.jahre) & set(self._ueberschrift.jahre):
            yield Meldung(
                f"Ohne Jahr, und die Überschrift der Liste nennt {self._ueberschrift.in_jahren}, "
                f"die Runde {self._saison.in_jahren}. Bitte das Jahr ergänzen."
            )


def _lose(wortlaut: str) -> str:
    kurz = wortlaut if len(wortlaut) <= 80 else f"{wortlaut[:79]}…"
    return (
        f"„{kurz}“ gehört zu keiner Zeile der Tabelle und wurde nicht verstanden. "
        "Bitte berichtigen oder löschen."
    )


def _ungelesen(roh: Rohzeile) -> Iterator[Meldung]:
    """A column that has its own heading is good to know; a cell without one is too much."""
    for ueberschrift, text in roh.ungelesen:
        if ueberschrift:
            yield Meldung(f"Spalte „{ueberschrift}“ nicht eingelesen: „{text}“.", fehler=False)
        else:
            yield Meldung(f"„{text}“ steht in keiner Spalte. Bitte zuordnen oder löschen.")


def _doppelte_melden(zeilen: Sequence[Zeile]) -> Iterator[Zeile]:
    """Two rows for one Stadtteil: nobody but the clerk knows which is right, so both are wrong."""
    nummern: dict[str, list[int]] = defaultdict(list)
    for zeile in zeilen:
        if zeile.stadtteil is not None:
            nummern[zeile.stadtteil].append(zeile.nummer)
    mehrfach = {name: _mehrfach(name, alle) for name, alle in nummern.items() if len(alle) > 1}
    for zeile in zeilen:
        meldung = mehrfach.get(zeile.stadtteil or "")
        yield replace(zeile, meldungen=(*zeile.meldungen, meldung)) if meldung else zeile


def _mehrfach(stadtteil: str, nummern: Sequence[int]) -> Meldung:
    genannt = [str(nummer) for nummer in nummern[:5]]
    if len(nummern) > len(genannt):
        genannt.append("weiteren")
    return Meldung(
        f"{stadtteil} steht mehrfach in der Liste: in den Zeilen {aufzaehlung(genannt)}. "
        "Bitte nur eine Zeile je Stadtteil."
    )
