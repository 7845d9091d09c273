"""Takes the rows of one date list over into a round, each in its own savepoint."""

from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import replace
from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from konferenzen.einlesen.abgleich import Abgleich, abgleichen
from konferenzen.einlesen.auswahl import Auswahl, Befugnis
from konferenzen.einlesen.bericht import Befund, Ergebnis, NichtUebernommenError, Uebernahme
from konferenzen.einlesen.orte import Orte
from konferenzen.models import Art, Konferenz, Runde, Status, Veranstaltungsort
from konferenzen.terminliste import Meldung, Zeile
from quartiere.models import Stadtteil

# The place of the finding that a public change has no reason: it is given once, for the list.
OHNE_GRUND = "grund"
NICHT_ERLAUBT = "Konferenzen in {} betreuen andere. Diese Zeile können Sie nicht übernehmen."


class Listeneinleser:
    """Takes over the rows of one list, each in its own savepoint."""

    def __init__(
        self,
        runde: Runde,
        auswahl: Auswahl,
        befugnis: Befugnis,
        *,
        veroeffentlichen: bool,
        durch: AbstractBaseUser | None,
        grund: str,
        jetzt: datetime | None,
    ) -> None:
        self._runde = runde
        self._auswahl = auswahl
        self._befugnis = befugnis
        self._veroeffentlichen = veroeffentlichen
        self._durch = durch
        self._grund = grund
        self._jetzt = jetzt or timezone.now()
        self._orte = list(Veranstaltungsort.objects.order_by("pk"))
        self._stadtteile = {stadtteil.name: stadtteil for stadtteil in Stadtteil.objects.all()}
        vorhandene = Konferenz.objects.filter(art=Art.STADTTEILKONFERENZ, runde=runde)
        self._vorhandene = {k.stadtteil_id: k for k in vorhandene.mit_umfeld()}

    def alle(self, zeilen: Sequence[Zeile]) -> tuple[Ergebnis, ...]:
        """The results in the order of the rows.

        Rows that failed are tried again as long as others got through: a room may be free only
        after another row has moved.
        """
        ergebnisse = {i: self._ohne_ergebnis(i, zeile) for i, zeile in enumerate(zeilen)}
        offen = [
            i
            for i, zeile in enumerate(zeilen)
            if not zeile.fehlerhaft and i not in self._auswahl.ohne
        ]
        while offen:
            for i in offen:
                ergebnisse[i] = self._versuchen(i, zeilen[i])
            gescheitert = [i for i in offen if ergebnisse[i].befund == Befund.FEHLER]
            if len(gescheitert) == len(offen):
                break
            offen = gescheitert
        return tuple(ergebnisse.values())

    def _versuchen(self, stelle: int, zeile: Zeile) -> Ergebnis:
        orte = Orte(self._orte, self._auswahl.orte.get(stelle, ""), self._befugnis.neue_orte)
        try:
            ergebnis = self._ergebnis(zeile, orte)
        except NichtUebernommenError as fehler:
            return replace(
                self._ohne_ergebnis(stelle, zeile),
                befund=Befund.FEHLER,
                eigene=(fehler.meldung,),
                zweifel=fehler.zweifel or orte.zweifel,
            )
        if ergebnis.ort is not None and ergebnis.ort not in self._orte:
            self._orte.append(ergebnis.ort)
        return ergebnis

    def _ergebnis(self, zeile: Zeile, orte: Orte) -> Ergebnis:
        konferenz = self._konferenz(zeile)
        if not self._befugnis.konferenz(konferenz):
            raise NichtUebernommenError(NICHT_ERLAUBT.format(zeile.stadtteil), feld="stadtteil")
        vorher = None if konferenz._state.adding else copy(konferenz)
        abgleich = abgleichen(
            konferenz,
            zeile,
            orte=orte,
            veroeffentlichen=self._veroeffentlichen,
            jetzt=self._jetzt,
        )
        uebernahme = _uebernahme(vorher, abgleich, self._jetzt)
        weitere: tuple[Meldung, ...] = ()
        if abgleich.zu_speichern:
            with transaction.atomic():
                abgleich.speichern(durch=self._durch, grund=self._grund, jetzt=self._jetzt)
            weitere = tuple(self._ohne_grund(konferenz))
        return self._gelungen(zeile, abgleich, uebernahme, weitere)

    def _konferenz(self, zeile: Zeile) -> Konferenz:
        """The conference of the row's Stadtteil in this round, to be changed, or a new draft."""
        stadtteil = self._stadtteile[zeile.stadtteil or ""]
        if vorhandene := self._vorhandene.get(stadtteil.pk):
            return copy(vorhandene)
        return Konferenz(
            art=Art.STADTTEILKONFERENZ,
            runde=self._runde,
            stadtteil=stadtteil,
            status=Status.ENTWURF,
        )

    def _ohne_grund(self, konferenz: Konferenz) -> Iterator[Meldung]:
        """Ask why something was moved or cancelled: everybody else will."""
        jetzige = konferenz.aenderungen.ohne_grund().filter(sequenz=konferenz.sequenz)
        if konferenz.war_oeffentlich(self._jetzt) and jetzige.exists():
            yield Meldung(
                "Ohne Grund: Niemand liest, warum. Bitte den Grund mit der Liste angeben "
                "(--grund) oder bei der Konferenz eintragen.",
                fehler=False,
                feld=OHNE_GRUND,
            )

    def _gelungen(
        self,
        zeile: Zeile,
        abgleich: Abgleich,
        uebernahme: Uebernahme,
        weitere: tuple[Meldung, ...],
    ) -> Ergebnis:
        konferenz = abgleich.konferenz
        return Ergebnis(
            zeile=zeile,
            befund=abgleich.befund,
            eigene=(*abgleich.hinweise, *self._ausserhalb(konferenz), *weitere),
            uebernahme=uebernahme,
            zweifel=abgleich.zweifel,
            stadtteil=zeile.stadtteil,
            kuerzel=self._kuerzel(zeile),
            beginn=konferenz.beginn and timezone.localtime(konferenz.beginn),
            ende=konferenz.ende and timezone.localtime(konferenz.ende),
            ende_geschaetzt=konferenz.ende_geschaetzt,
            ort=konferenz.ort,
        )

    def _ohne_ergebnis(self, stelle: int, zeile: Zeile) -> Ergebnis:
        """A row that is left out, or in error."""
        return Ergebnis(
            zeile=zeile,
            befund=Befund.AUSGELASSEN if stelle in self._auswahl.ohne else Befund.FEHLER,
            stadtteil=zeile.stadtteil,
            kuerzel=self._kuerzel(zeile),
        )

    def _kuerzel(self, zeile: Zeile) -> str | None:
        return self._stadtteile[zeile.stadtteil].kuerzel if zeile.stadtteil else None

    def _ausserhalb(self, konferenz: Konferenz) -> Iterator[Meldung]:
        if konferenz.beginn is None:
            return
        tag = timezone.localdate(konferenz.beginn)
        if not self._runde.beginn <= tag <= self._runde.ende:
            text = f"Der {tag:%d.%m.%Y} liegt außerhalb der Saison der Runde „{self._runde}“."
            yield Meldung(text, fehler=False, feld="tag")


def _uebernahme(vorher: Konferenz | None, abgleich: Abgleich, jetzt: datetime) -> Uebernahme:
    """What a row does, noted before it is saved: saving counts version and SEQUENCE on."""
    konferenz, speichern = abgleich.konferenz, abgleich.zu_speichern
    return Uebernahme(
        konferenz=konferenz,
        geaendert=speichern,
        unterschiede=abgleich.unterschiede,
        version=vorher.version if vorher else 0,
        sequenz=vorher.sequenz if vorher else 0,
        neuer_ort=speichern and konferenz.ort is not None and konferenz.ort._state.adding,
        oeffentlich=vorher is not None and vorher.war_oeffentlich(jetzt),
    )
