"""Lists without columns: lines "Stadtteil: …", the date below its Stadtteil, running text."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from .beiwerk import grund, ist_ueberschrift
from .datum_oben import daten_darueber, vielleicht_oben
from .fundstellen import Fundstellen, Nennung, Rang, fundstellen
from .gemeinsame_zeit import Zeitsatz, fuer_alle, ort_fuer_alle, zeitsatz
from .mehrere_termine import einzelne
from .ort import ort_artig
from .saetze import Satz, saetze
from .stadtteil import Stadtteilverzeichnis
from .woerter import aufzaehlung, kurz, noch_offen
from .zeilen import Ignoriert, Meldung, Rohliste, Rohzeile, Textzeile
from .zerlegen import fuellt, ist_satz, vorspann_trennen, zerlegen

_HOECHSTENS_ZEICHEN = 1_000
_HOECHSTENS_SAETZE = 40
_HOECHSTENS_BEGINN = 120
_HOECHSTENS_NAME = 40


def text_lesen(
    zeilen: Sequence[Textzeile], verzeichnis: Stadtteilverzeichnis, stadt: str
) -> tuple[Rohliste, Sequence[Zeitsatz]]:
    """The rows in lines of text, none of them lost, and the sentences about the time of all.

    A sentence that names a Stadtteil or a date and fits nowhere becomes a loose row; any other is
    listed as ignored with its reason.
    """
    leser = _Textleser(verzeichnis, stadt)
    alle = list(saetze(zeilen, leser.beginnt))
    funde = [fundstellen(satz.text, verzeichnis) for satz in alle]
    darueber = daten_darueber(funde)
    leser.datum_darunter = not vielleicht_oben(funde)
    for stelle, (satz, fund) in enumerate(zip(alle, funde, strict=True)):
        if stelle in darueber:
            oben = darueber[stelle]
            leser.nimm(replace(satz, nummer=alle[oben].nummer), fund, funde[oben])
        elif stelle + 1 not in darueber:
            leser.nimm(satz, fund)
    return leser.fertig()


@dataclass(slots=True)
class _Eintrag:
    """A row that is being put together. ``luecke``: a gap or a passed-over line stands behind it.

    ``zeilen``: it is written on several lines, its Stadtteil alone on the first one.
    ``platz``: how many rows stand before it.
    """

    nummer: int
    saetze: list[Fundstellen]
    nennung: Nennung | None = None
    vorspann: str = ""
    zeilen: bool = False
    luecke: bool = False
    kandidat: Satz | None = None
    platz: int = 0

    @property
    def hat_termin(self) -> bool:
        return any(satz.hat_termin or satz.absagen for satz in self.saetze) or self._offen

    @property
    def _offen(self) -> bool:
        return "bekanntgegeben" in self.zerlegt.termin

    @property
    def hat_zeit(self) -> bool:
        return any(satz.zeiten for satz in self.saetze)

    @property
    def hat_ort(self) -> bool:
        return bool(self.zerlegt.ort)

    @property
    def zerlegt(self) -> Rohzeile:
        return zerlegen(self.saetze, self.nennung, self.vorspann)

    @property
    def voll(self) -> bool:
        zeichen = sum(len(satz.text) for satz in self.saetze)
        return zeichen > _HOECHSTENS_ZEICHEN or len(self.saetze) > _HOECHSTENS_SAETZE


class _Textleser:
    """Takes the sentences one by one; what it holds is the list so far."""

    def __init__(self, verzeichnis: Stadtteilverzeichnis, stadt: str) -> None:
        self._verzeichnis = verzeichnis
        self._stadt = stadt
        self._eintrag: _Eintrag | None = None
        self.datum_darunter = True
        self._davor: Satz | None = None
        self._nach_zeitsatz = False
        self._rohzeilen: list[Rohzeile] = []
        self._ignoriert: list[Ignoriert] = []
        self._zeitsaetze: list[Zeitsatz] = []

    def beginnt(self, text: str) -> bool:
        """Whether a line begins with its Stadtteil."""
        anfang = fundstellen(text[:_HOECHSTENS_BEGINN], self._verzeichnis)
        return any(nennung.rang == Rang.VORN for nennung in anfang.nennungen)

    def nimm(self, satz: Satz, fund: Fundstellen, datum: Fundstellen | None = None) -> None:
        """Read one more sentence; ``datum`` is the line with its date, if that stands above it."""
        if datum is not None:
            self._eroeffnen(satz, fund, datum)
            return
        if satz.absatz and self._eintrag is not None:
            self._eintrag.luecke = True
        if not self._mehrere(satz, fund) and not self._beiwerk(satz, fund):
            self._einordnen(satz, fund)

    def fertig(self) -> tuple[Rohliste, Sequence[Zeitsatz]]:
        """The list after its last sentence."""
        self._schliessen()
        return Rohliste(tuple(self._rohzeilen), tuple(self._ignoriert)), tuple(self._zeitsaetze)

    def _mehrere(self, satz: Satz, fund: Fundstellen) -> bool:
        """A sentence with several conferences, if each date has its Stadtteil."""
        teile = einzelne(fund)
        if not teile:
            return False
        for teil in teile:
            einzelner = fundstellen(teil, self._verzeichnis)
            self._beginnen(_Eintrag(satz.nummer, [einzelner], _gemeint(einzelner)))
        return True

    def _beiwerk(self, satz: Satz, fund: Fundstellen) -> bool:
        warum = grund(fund, self._stadt)
        if warum:
            self._uebergehen(satz, warum)
            return True
        zeit = None
        if not fund.nennungen and not fund.daten:
            zeit = zeitsatz(Textzeile(satz.nummer, satz.text))
        if zeit is None or not (zeit.ausdruecklich or self._nach_zeitsatz):
            self._nach_zeitsatz = False
            return False
        self._zeitsaetze.append(replace(zeit, ausdruecklich=True))
        self._uebergehen(satz, "Uhrzeit für alle Termine")
        self._nach_zeitsatz = True
        return True

    def _einordnen(self, satz: Satz, fund: Fundstellen) -> None:
        davor, self._davor = self._davor, None
        if self._eroeffnet(fund):
            self._eroeffnen(satz, fund)
        elif self._setzt_fort(satz, fund):
            self._fortsetzen(satz, fund)
        elif fund.daten and not fund.sichere and self._ohne_stadtteil(satz, fund, davor):
            return
        elif fund.sichere or fund.daten or fund.absagen or fund.nennungen:
            self._lose(satz, fund)
        elif fund.zeiten and (zeit := zeitsatz(Textzeile(satz.nummer, satz.text))):
            self._zeitsaetze.append(zeit)
            self._uebergehen(satz, "Uhrzeit für alle Termine")
        elif fund.zeiten or ort_fuer_alle(satz.text):
            self._lose(satz, fund)
        else:
            self._uebergehen(satz, self._textgrund(satz))
            self._davor = satz

    def _eroeffnet(self, fund: Fundstellen) -> bool:
        """Whether a sentence is about one Stadtteil, and not only another one about the same."""
        if len({nennung.wer for nennung in fund.sichere}) != 1:
            return False
        eintrag = self._eintrag
        if eintrag is None or eintrag.nennung is None or not eintrag.hat_termin:
            return True
        if fund.hat_termin or fuellt(_ohne(fund, fund.sichere[0])):
            return True
        return eintrag.nennung.wer != fund.sichere[0].wer

    def _eroeffnen(self, satz: Satz, fund: Fundstellen, *weitere: Fundstellen) -> None:
        nennung = _gemeint(fund)
        allein = nennung is not None and fuellt(_ohne(fund, nennung)) and not fund.hat_termin
        self._beginnen(_Eintrag(satz.nummer, [fund, *weitere], nennung, zeilen=allein))

    def _beginnen(self, eintrag: _Eintrag) -> None:
        self._schliessen()
        eintrag.platz = len(self._rohzeilen)
        self._eintrag = eintrag

    def _setzt_fort(self, satz: Satz, fund: Fundstellen) -> bool:
        eintrag = self._eintrag
        if eintrag is None or eintrag.voll or fund.sichere:
            return False
        if fund.daten:
            return self.datum_darunter and not eintrag.hat_termin
        nah = not eintrag.luecke
        gehoert_dazu = nah and (eintrag.zeilen or not satz.neue_zeile)
        if fund.absagen:
            return gehoert_dazu and not fuer_alle(fund.text)
        if noch_offen(fund.text):
            return gehoert_dazu or (eintrag.zeilen and not eintrag.hat_termin)
        if fund.ungenau:
            ((von, bis),) = fund.ungenau
            return not eintrag.hat_termin and fuellt(f"{fund.text[:von]} {fund.text[bis:]}")
        if fund.zeiten:
            return gehoert_dazu and not eintrag.hat_zeit
        if ist_satz(fund.text) or (eintrag.hat_ort and not ort_artig(fund.text)):
            return False
        return gehoert_dazu or (nah and not eintrag.hat_ort and ort_artig(fund.text))

    def _fortsetzen(self, satz: Satz, fund: Fundstellen) -> None:
        eintrag = self._eintrag
        if eintrag is None:
            return
        nur_text = not (fund.hat_termin or fund.zeiten or ort_artig(fund.text))
        eintrag.kandidat = satz if nur_text and eintrag.hat_termin and satz.neue_zeile else None
        eintrag.saetze.append(fund)
        eintrag.luecke = False

    def _ohne_stadtteil(self, satz: Satz, fund: Fundstellen, davor: Satz | None) -> bool:
        """A date without a known Stadtteil: an unknown one may stand before it or above it."""
        name, rest = vorspann_trennen(fund)
        nummer = satz.nummer
        if not name and (kandidat := self._kandidat()) is not None:
            name, nummer = kandidat.text, kandidat.nummer
        elif not name and davor is not None and _kann_name_sein(davor.text):
            name, nummer = davor.text, davor.nummer
            self._ignoriert.pop()
        if not name:
            return False
        rest_fund = fundstellen(rest, self._verzeichnis)
        self._beginnen(_Eintrag(nummer, [rest_fund], vorspann=name))
        return True

    def _kandidat(self) -> Satz | None:
        """The last line of the row, if it may as well be the name of the next Stadtteil."""
        eintrag = self._eintrag
        if (
            eintrag is None
            or eintrag.kandidat is None
            or not _kann_name_sein(eintrag.kandidat.text)
        ):
            return None
        eintrag.saetze.pop()
        return eintrag.kandidat

    def _schliessen(self) -> None:
        eintrag, self._eintrag = self._eintrag, None
        if eintrag is None:
            return
        if eintrag.voll:
            text = " ".join(satz.text for satz in eintrag.saetze)
            zu_lang = (
                f"Eine Angabe hat mehr als {_HOECHSTENS_ZEICHEN} Zeichen oder "
                f"{_HOECHSTENS_SAETZE} Zeilen. Bitte kürzen."
            )
            zeile = Rohzeile(eintrag.nummer, text, lose=True, meldungen=(Meldung(zu_lang),))
        else:
            zeile = replace(eintrag.zerlegt, nummer=eintrag.nummer)
        self._rohzeilen.insert(eintrag.platz, zeile)

    def _lose(self, satz: Satz, fund: Fundstellen) -> None:
        namen = list(dict.fromkeys(fund.text[n.von : n.bis] for n in fund.sichere))
        meldungen: tuple[Meldung, ...] = ()
        if len(namen) > 1:
            genannt = aufzaehlung(namen)
            text = f"„{kurz(satz.text)}“ nennt mehrere Stadtteile: {genannt}. Bitte jeden für sich."
            meldungen = (Meldung(text),)
        elif ort_fuer_alle(satz.text):
            text = f"„{kurz(satz.text)}“ nennt den Ort für alle. Bitte ihn in jede Zeile schreiben."
            meldungen = (Meldung(text),)
        self._rohzeilen.append(Rohzeile(satz.nummer, satz.text, lose=True, meldungen=meldungen))
        self._abstand()

    def _uebergehen(self, satz: Satz, warum: str) -> None:
        self._ignoriert.append(Ignoriert(satz.nummer, satz.text, warum))
        self._davor = None
        self._abstand()

    def _abstand(self) -> None:
        if self._eintrag is not None:
            self._eintrag.luecke, self._eintrag.kandidat = True, None

    def _textgrund(self, satz: Satz) -> str:
        if ist_ueberschrift(satz.text):
            return "Überschrift"
        schon_zeilen = self._eintrag is not None or bool(self._rohzeilen)
        return "Einleitung" if not (schon_zeilen or satz.danach) else "ohne Stadtteil und Termin"


def _gemeint(fund: Fundstellen) -> Nennung | None:
    gemeinte = fund.sichere
    return gemeinte[0] if len({nennung.wer for nennung in gemeinte}) == 1 else None


def _ohne(fund: Fundstellen, nennung: Nennung) -> str:
    return f"{fund.text[: nennung.von]} {fund.text[nennung.bis :]}"


def _kann_name_sein(text: str) -> bool:
    return len(text) <= _HOECHSTENS_NAME and not ist_satz(text) and not ist_ueberschrift(text)
