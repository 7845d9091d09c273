"""Tables with pipes, tabs, semicolons or commas, also where a row breaks in the middle."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from .beiwerk import ist_beiwerk, ist_ueberschrift
from .fundstellen import Rang, fundstellen
from .ort import ort_artig
from .spalten import Kopf, kopf_aus, kopfartig, ohne_kopf
from .stadtteil import Stadtteilverzeichnis
from .termin import datum_genannt, termin_artig, verstanden
from .trennen import Bruchstueck, anders_getrennt
from .woerter import zusammengezogen
from .zeilen import Ignoriert, Rohliste, Rohzeile, Textzeile
from .zerlegen import ort_herausloesen

_SPALTEN = 3
_ZWEI_SPALTEN = 2
_ZIERLINIE = re.compile(r"[\s|+:]*[-=_–—]{2}[\s|+:=_–—-]*")


def ist_tabelle(stuecke: Iterable[Bruchstueck], verzeichnis: Stadtteilverzeichnis) -> bool:
    """Whether any line is one of a table; a semicolon may also stand in a sentence."""
    return any(_tabellenartig(stueck, verzeichnis) for stueck in stuecke)


def tabelle_lesen(stuecke: Sequence[Bruchstueck], verzeichnis: Stadtteilverzeichnis) -> Rohliste:
    """The rows of a table, none of them lost; texts are tidy (``kodierung.text_aus``).

    Headings and decoration are listed as ignored. A line that may belong to an unfinished row
    becomes a loose one; other lines without separators are the rest, for a reader of text.
    """
    leser = _Tabellenleser(verzeichnis, _Form.aus(stuecke))
    for stueck in stuecke:
        leser.nimm(stueck)
    return leser.fertig()


def _tabellenartig(stueck: Bruchstueck, verzeichnis: Stadtteilverzeichnis) -> bool:
    if not stueck.getrennt:
        return False
    erste, *weitere = [zelle for zelle in stueck.zellen if zelle] or [""]
    return (
        kopfartig(stueck.zellen)
        or any(verzeichnis.nennt(zelle) for zelle in stueck.zellen)
        or (not datum_genannt(erste) and any(termin_artig(zelle) for zelle in weitere))
    )


@dataclass(frozen=True, slots=True)
class _Form:
    """How rows are written: number of columns, a separator before the first, one after the last."""

    breite: int = _SPALTEN
    fuehrend: bool = False
    abgeschlossen: bool = False

    @classmethod
    def aus(cls, stuecke: Sequence[Bruchstueck]) -> "_Form":
        getrennte = [s for s in stuecke if s.getrennt and any(s.zellen)]
        fuehrend = _meist(not s.zellen[0] for s in getrennte)
        zeilen = [s.zellen[1:] if fuehrend and not s.zellen[0] else s.zellen for s in getrennte]
        abgeschlossen = _meist(not zellen[-1] for zellen in zeilen)
        breiten = Counter(len(zellen) - abgeschlossen for zellen in zeilen)
        volle = [breite for breite in breiten if breite >= _SPALTEN]
        breite = max(volle, key=lambda n: (breiten[n], n), default=_SPALTEN)
        return cls(breite, fuehrend, abgeschlossen)

    @property
    def trenner(self) -> int:
        """The number of separators after which a row is complete."""
        return self.breite if self.abgeschlossen else self.breite - 1

    def mit(self, kopf: Kopf) -> "_Form":
        return _Form(len(kopf.spalten), self.fuehrend, kopf.abgeschlossen)


def _meist(aussagen: Iterable[bool]) -> bool:
    """Whether more than half of some statements are true."""
    alle = list(aussagen)
    return 2 * sum(alle) > len(alle)


@dataclass(slots=True)
class _Satz:
    """A row that is being put together. ``offen``: lines that may or may not belong to it."""

    stuecke: list[Bruchstueck]
    zellen: list[str]
    offen: list[Bruchstueck] = field(default_factory=list)
    luecke: bool = False

    @property
    def nummer(self) -> int:
        return self.stuecke[0].nummer

    @property
    def nur_text(self) -> bool:
        """Whether none of its lines has a separator."""
        return len(self.zellen) == 1

    @property
    def trenner(self) -> int:
        return len(self.zellen) - 1

    def anfuegen(self, stueck: Bruchstueck, zellen: Sequence[str]) -> None:
        """Go on with a broken row: the first cell goes on with its last one."""
        self.stuecke.append(stueck)
        self.zellen[-1] = zusammengezogen(self.zellen[-1], zellen[0])
        self.zellen.extend(zellen[1:])

    def offene_annehmen(self) -> None:
        for stueck in self.offen:
            self.anfuegen(stueck, stueck.zellen)
        self.offen.clear()


class _Tabellenleser:
    """Takes the lines one by one; what it holds is the table so far."""

    def __init__(self, verzeichnis: Stadtteilverzeichnis, form: _Form) -> None:
        self._verzeichnis = verzeichnis
        self._form = form
        self._kopf: Kopf | None = None
        self._kopfstuecke: list[Bruchstueck] = []
        self._satz: _Satz | None = None
        self._rohzeilen: list[Rohzeile] = []
        self._ignoriert: list[Ignoriert] = []
        self._rest: list[Textzeile] = []

    def nimm(self, stueck: Bruchstueck) -> None:
        """Read one more line."""
        if not stueck.getrennt:
            stueck = next(filter(self._beginnt, anders_getrennt(stueck)), stueck)
        if self._leer(stueck):
            return
        if self._ist_textzeile(stueck):
            self._satz_schliessen()
            self._als_rest([stueck])
            return
        if self._ist_kopf(stueck):
            self._satz_schliessen()
            self._kopfstuecke.append(stueck)
            return
        self._kopf_schliessen()
        if not self._setzt_fort(stueck):
            self._satz_schliessen()
            self._eroeffnen(stueck)

    def fertig(self) -> Rohliste:
        """The table after its last line."""
        self._kopf_schliessen()
        self._satz_schliessen()
        ignoriert = sorted(self._ignoriert, key=lambda zeile: zeile.nummer)
        return Rohliste(tuple(self._rohzeilen), tuple(ignoriert), tuple(self._rest))

    def _leer(self, stueck: Bruchstueck) -> bool:
        if _ZIERLINIE.fullmatch(" ".join(stueck.zellen)):
            self._ignorieren(stueck, "Zierlinie")
            return True
        if any(stueck.zellen) or (stueck.getrennt and self._unfertig()):
            return False
        if self._satz:
            self._satz.luecke = True
        return True

    def _unfertig(self) -> bool:
        return self._satz is not None and self._satz.trenner < self._form.trenner

    def _ist_kopf(self, stueck: Bruchstueck) -> bool:
        """A heading; in the middle of a row only a whole one, for "Ort" may be a word of it."""
        ganz = kopf_aus(stueck.zellen) is not None
        return kopfartig(stueck.zellen) and (ganz or not self._unfertig())

    def _kopf_schliessen(self) -> None:
        if not self._kopfstuecke:
            return
        erstes, *weitere = self._kopfstuecke
        kopf = _Satz([erstes], list(erstes.zellen))
        for stueck in weitere:
            kopf.anfuegen(stueck, stueck.zellen)
        neuer = kopf_aus(kopf.zellen)
        for stueck in self._kopfstuecke:
            self._ignorieren(stueck, "Überschrift" if neuer is None else "Kopfzeile")
        self._kopfstuecke = []
        if neuer is not None:
            self._kopf = neuer
            self._form = self._form.mit(neuer)

    def _beginnt(self, stueck: Bruchstueck) -> bool:
        """Whether a line begins with a Stadtteil, where rows do so."""
        vorn = self._kopf is None or self._kopf.stadtteil_vorn
        return vorn and self._verzeichnis.kennt(self._ohne_fuehrenden(stueck)[0])

    def _ist_textzeile(self, stueck: Bruchstueck) -> bool:
        """Whether a line without separators is a whole row: "Welper: Mo., 1. Februar"."""
        if stueck.getrennt or not termin_artig(stueck.text):
            return False
        nennungen = fundstellen(stueck.text, self._verzeichnis).nennungen
        return any(nennung.rang == Rang.VORN for nennung in nennungen)

    def _ohne_fuehrenden(self, stueck: Bruchstueck) -> tuple[str, ...]:
        fuehrt = self._form.fuehrend and stueck.getrennt and not stueck.zellen[0]
        return stueck.zellen[1:] if fuehrt else stueck.zellen

    def _setzt_fort(self, stueck: Bruchstueck) -> bool:
        satz = self._satz
        if satz is None or not self._unfertig():
            return False
        klammer_offen = satz.zellen[-1].count("(") > satz.zellen[-1].count(")")
        if self._beginnt(stueck) and not klammer_offen:
            return False
        if not stueck.getrennt and satz.trenner >= self._form.breite - 1:
            return self._vielleicht(satz, stueck)
        return self._passt(satz, stueck)

    def _vielleicht(self, satz: _Satz, stueck: Bruchstueck) -> bool:
        """A line without separator behind the last column: decided when the row ends."""
        if satz.luecke or self._beilaeufig(stueck.text):
            return False
        satz.offen.append(stueck)
        return True

    def _passt(self, satz: _Satz, stueck: Bruchstueck) -> bool:
        platz = self._form.trenner - satz.trenner
        for zellen in (stueck.zellen, self._ohne_fuehrenden(stueck)):
            weitere = ("", *zellen) if self._bricht_nach_stadtteil(satz, zellen) else zellen
            if len(weitere) - 1 <= platz:
                satz.offene_annehmen()
                satz.anfuegen(stueck, weitere)
                return True
        return False

    def _bricht_nach_stadtteil(self, satz: _Satz, zellen: Sequence[str]) -> bool:
        """Whether a line break stands in place of the separator between Stadtteil and date."""
        return (
            satz.trenner == 0
            and self._verzeichnis.kennt(satz.zellen[0])
            and bool(zellen[0])
            and termin_artig(zellen[0])
        )

    def _eroeffnen(self, stueck: Bruchstueck) -> None:
        grund = "" if stueck.getrennt else self._beilaeufig(stueck.text)
        if grund:
            self._ignorieren(stueck, grund)
        elif stueck.getrennt or self._beginnt(stueck):
            self._satz = _Satz([stueck], list(self._ohne_fuehrenden(stueck)))
        else:
            self._als_rest([stueck])

    def _als_rest(self, stuecke: Iterable[Bruchstueck]) -> None:
        for stueck in stuecke:
            self._rest.append(Textzeile(stueck.nummer, stueck.text, absatz=self._absatz(stueck)))

    def _absatz(self, stueck: Bruchstueck) -> bool:
        """Whether other lines, or empty ones, stand between this line of the rest and the last."""
        return not self._rest or stueck.nummer != self._rest[-1].nummer + 1

    def _beilaeufig(self, text: str) -> str:
        """Why a line without separators says nothing about a conference; empty if it may do so."""
        if ist_beiwerk(text):
            return "Beiwerk"
        davor = not (self._rohzeilen or self._satz or self._kopf)
        genannt = self._verzeichnis.kennt(text) or self._verzeichnis.erwaehnungen(text)
        nichtssagend = not genannt and not termin_artig(text)
        return "Überschrift" if ist_ueberschrift(text) or (davor and nichtssagend) else ""

    def _satz_schliessen(self) -> None:
        satz, self._satz = self._satz, None
        if satz is None:
            return
        if satz.nur_text:
            self._als_rest([*satz.stuecke, *satz.offen])
            return
        if self._gehoeren_dazu(satz):
            satz.offene_annehmen()
        self._rohzeilen.append(self._rohzeile(satz))
        self._rohzeilen += [Rohzeile(s.nummer, s.text, lose=True) for s in satz.offen]

    def _gehoeren_dazu(self, satz: _Satz) -> bool:
        """Whether lines behind an unfinished row are its venue; else nobody may guess it."""
        letzte = satz.zellen[-1]
        return (
            letzte.endswith(",")
            or (not letzte and not self._form.abgeschlossen)
            or any(ort_artig(stueck.text) for stueck in satz.offen)
        )

    def _rohzeile(self, satz: _Satz) -> Rohzeile:
        zellen = satz.zellen
        while zellen and not zellen[-1]:
            zellen = zellen[:-1]
        gefuellte = [zelle for zelle in zellen if zelle]
        if len(zellen) > self._form.breite == len(gefuellte):
            zellen = gefuellte  # several tabs in a row, to align the columns
        if self._kopf is not None:
            zeile = self._kopf.rohzeile(satz.nummer, zellen)
        else:
            zeile = ohne_kopf(satz.nummer, zellen, self._verzeichnis.kennt, termin_artig)
        mit_ort = self._kopf.mit_ort if self._kopf else len(zellen) > _ZWEI_SPALTEN
        if mit_ort or verstanden(zeile.termin):
            return zeile
        return ort_herausloesen(zeile, fundstellen(zeile.termin, self._verzeichnis))

    def _ignorieren(self, stueck: Bruchstueck, grund: str) -> None:
        self._ignoriert.append(Ignoriert(stueck.nummer, stueck.text, grund))
