"""A date list in, rows with findings out: nothing guessed silently, nothing dropped."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import tzinfo
from types import MappingProxyType
from zoneinfo import ZoneInfo

from .formen import roh_lesen, saison_der_liste
from .kodierung import text_aus
from .ort import ort_lesen
from .stadtteil import Stadtteilverzeichnis
from .termin import Termin, termin_lesen
from .woerter import absage_trennen, aufzaehlung, kurz
from .zeilen import (
    BekannterStadtteil,
    Meldung,
    Rohzeile,
    Saison,
    Terminliste,
    UnlesbarError,
    Zeile,
    Zellen,
    am_feld,
)
from .zellen import HOECHSTENS_JE_ZELLE, mit_zellen, zellen_aus, zu_lang

# The place of the finding that a Stadtteil has several rows: who leaves out the others is done.
MEHRFACH = "mehrfach"
_BERLIN = ZoneInfo("Europe/Berlin")


def lesen(
    liste: str | bytes,
    stadtteile: Sequence[BekannterStadtteil],
    *,
    ortsteile_ohne_stadtteil: Sequence[str] = (),
    saison: Saison | None = None,
    stadt: str = "",
    zone: tzinfo = _BERLIN,
    berichtigt: Mapping[int, Zellen] = MappingProxyType({}),
    ohne: Collection[int] = (),
) -> Terminliste:
    """Read a date list as a careful person does.

    ``saison`` are the days of the round; without it, the years in the list's heading count.
    ``stadt`` is the city's name, which may stand in addresses and before a Stadtteil. Times are
    local times in ``zone``. Each problem is a ``Meldung`` at its row.

    ``berichtigt`` are rows that a person has corrected, by their place among the rows counted from
    0; a row that stands there as it was read before is read as before. ``ohne`` are the places of
    rows that are left out, so that another one may be for the same Stadtteil.

    Raises ``UnlesbarError``, with one German sentence, for input that is empty, binary, too large
    or in which no row can be recognised.
    """
    text = text_aus(liste)
    verzeichnis = Stadtteilverzeichnis(stadtteile, ortsteile_ohne_stadtteil, stadt)
    rohliste = roh_lesen(text, verzeichnis, stadt)
    auswertung = _Auswertung(verzeichnis, saison, saison_der_liste(rohliste), stadt, zone)
    zeilen = [
        auswertung.zeile(rohzeile, berichtigt.get(stelle))
        for stelle, rohzeile in enumerate(rohliste.rohzeilen)
    ]
    if not auswertung.etwas_erkannt and not berichtigt:
        raise UnlesbarError(
            "In diesem Text ist keine Terminliste zu erkennen. Erwartet werden je Stadtteil Datum, "
            "Uhrzeit und Ort: als Tabelle (mit |, Tabulator oder Semikolon, oder als HTML), als "
            "Zeilen wie „Welper: Mo., 1. Februar 2027, 17–19 Uhr (Bürgertreff)“ oder als Text."
        )
    return Terminliste(tuple(_doppelte_melden(zeilen, ohne)), tuple(rohliste.ignoriert))


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

    def zeile(self, roh: Rohzeile, berichtigt: Zellen | None) -> Zeile:
        """Everything that a row says, as ``berichtigt`` if given, and all that is wrong with it."""
        wortlaut = roh.wortlaut or " | ".join(filter(None, (roh.stadtteil, roh.termin, roh.ort)))
        gelesen = zellen_aus(roh, self._verzeichnis)
        zellen = berichtigt or gelesen
        zeile = self._gelesen(mit_zellen(roh, gelesen, zellen), wortlaut)
        return replace(zeile, zellen=zellen)

    def _gelesen(self, roh: Rohzeile, wortlaut: str) -> Zeile:
        if roh.lose:
            self.etwas_erkannt |= bool(roh.meldungen)
            meldungen = roh.meldungen or (Meldung(_lose(wortlaut)),)
            return Zeile(roh.nummer, wortlaut, meldungen=meldungen)
        if zu_lang(roh):
            meldung = Meldung(f"Ein Feld hat mehr als {HOECHSTENS_JE_ZELLE} Zeichen.")
            return Zeile(roh.nummer, wortlaut, meldungen=(meldung,))
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
            meldungen=(
                *am_feld("stadtteil", meldungen),
                *roh.meldungen,
                *am_feld("tag", termin.meldungen),
                *am_feld("ort", ort.meldungen),
                *am_feld("rest", _ungelesen(roh)),
            ),
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
                f"die Runde {self._saison.in_jahren}. Bitte das Jahr ergänzen.",
                feld="tag",
            )


def _lose(wortlaut: str) -> str:
    return (
        f"„{kurz(wortlaut)}“ gehört zu keiner Zeile der Liste und wurde nicht verstanden. "
        "Bitte berichtigen oder löschen."
    )


def _ungelesen(roh: Rohzeile) -> Iterator[Meldung]:
    """A column that has its own heading is good to know; a cell without one is too much."""
    wo = "wurde nicht verstanden" if roh.wortlaut else "steht in keiner Spalte"
    for ueberschrift, text in roh.ungelesen:
        if ueberschrift:
            yield Meldung(f"Spalte „{ueberschrift}“ nicht eingelesen: „{text}“.", fehler=False)
        else:
            yield Meldung(f"„{kurz(text)}“ {wo}. Bitte zuordnen oder löschen.")


def _doppelte_melden(zeilen: Sequence[Zeile], ohne: Collection[int]) -> Iterator[Zeile]:
    """Two rows for one Stadtteil: nobody but the clerk knows which is right, so both are wrong."""
    nummern: dict[str, list[int]] = defaultdict(list)
    for stelle, zeile in enumerate(zeilen):
        if zeile.stadtteil is not None and stelle not in ohne:
            nummern[zeile.stadtteil].append(zeile.nummer)
    mehrfach = {name: _mehrfach(name, alle) for name, alle in nummern.items() if len(alle) > 1}
    for stelle, zeile in enumerate(zeilen):
        meldung = None if stelle in ohne else mehrfach.get(zeile.stadtteil or "")
        yield replace(zeile, meldungen=(*zeile.meldungen, meldung)) if meldung else zeile


def _mehrfach(stadtteil: str, nummern: Sequence[int]) -> Meldung:
    genannt = [str(nummer) for nummer in nummern[:5]]
    if len(nummern) > len(genannt):
        genannt.append("weiteren")
    return Meldung(
        f"{stadtteil} steht mehrfach in der Liste: in den Zeilen {aufzaehlung(genannt)}. "
        "Bitte nur eine Zeile je Stadtteil.",
        feld=MEHRFACH,
    )
