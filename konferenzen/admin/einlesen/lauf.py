"""Reads the list in, for a trial or for good: one transaction, which ends as the person decides.

Every trial is a real one: all is saved, so that constraints, taken rooms and SEQUENCE are the true
ones, and rolled back unless the person has seen exactly this in the preview.
"""

import hashlib
import json
from dataclasses import astuple, dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.admin import ModelAdmin
from django.db import OperationalError, transaction
from django.http import HttpRequest, QueryDict
from django.utils.crypto import constant_time_compare, salted_hmac

from konferenzen.admin.bearbeiter import bearbeiter
from konferenzen.admin.einlesen.formulare import OEFFENTLICH, EinleseFormular
from konferenzen.admin.einlesen.rechte import befugnis
from konferenzen.admin.einlesen.zeilen import HOECHSTENS_ZEILEN, auswahl_aus, genommen
from konferenzen.admin.vorgaenge.vorschau import Vorschau, vorschau
from konferenzen.admin.vorgaenge.zweischritt import GEAENDERT, VERKLEMMT, stand, was_jetzt_gilt
from konferenzen.einlesen import einer_nach_dem_anderen, einlesen
from konferenzen.einlesen.auswahl import Auswahl
from konferenzen.einlesen.bericht import Befund, Bericht, Ergebnis, Uebernahme
from konferenzen.einlesen.einleser import OHNE_GRUND
from konferenzen.eintraege import eintraege
from konferenzen.fortschreibung import sperren
from konferenzen.models import Konferenz
from konferenzen.terminliste import UnlesbarError

SALZ = "konferenzen.einlesen"
NICHTS_AUSGEWAEHLT = (
    "Es ist keine Zeile ausgewählt, die etwas ändert. Bitte wählen Sie mindestens eine aus, oder "
    "berichtigen Sie die fehlerhaften."
)
ZU_VIELE = (
    f"In dieser Liste sind mehr als {HOECHSTENS_ZEILEN} Zeilen mit Terminen. Eine Runde hat eine "
    "je Stadtteil: Bitte fügen Sie nur die Terminliste selbst ein."
)
GRUND_FEHLT = (
    "Die Liste ändert etwas, das schon öffentlich ist. Bitte nennen Sie den Grund. Alle können ihn "
    "lesen."
)


@dataclass
class Gelesen:
    """What came of reading the list in; `fertig`: it is saved, `schon_so`: it was so before.

    `gesendet` is what was sent of the rows of this list, `auswahl` what that means.
    """

    bericht: Bericht
    auswahl: Auswahl
    gesendet: QueryDict
    stand: str
    hinweise: list[str] = field(default_factory=list)
    vorschauen: list[Vorschau] = field(default_factory=list)
    geprueft: str = ""
    fertig: bool = False
    schon_so: bool = False

    @property
    def uebernommene(self) -> list[tuple[Ergebnis, Uebernahme]]:
        """The rows that change something, each with what it changes."""
        return [
            (ergebnis, ergebnis.uebernahme)
            for ergebnis in self.bericht.ergebnisse
            if ergebnis.uebernahme is not None and ergebnis.uebernahme.geaendert
        ]

    @property
    def fragt_nach_neuen(self) -> bool:
        """Tell whether a row is, or may still become, what the public does not know yet."""
        uebernahmen = [ergebnis.uebernahme for ergebnis in self.bericht.ergebnisse]
        return not all(uebernahme and uebernahme.oeffentlich for uebernahme in uebernahmen)


class Einleselauf:
    """One reading of the list that `formular`, which is valid, was sent with by `request`."""

    def __init__(
        self,
        konferenzen: ModelAdmin,
        request: HttpRequest,
        formular: EinleseFormular,
        jetzt: datetime,
    ) -> None:
        self.konferenzen = konferenzen
        self.request = request
        self.daten = request.POST
        self.formular = formular
        self.eingabe = formular.cleaned_data
        self.jetzt = jetzt
        self.speichern = "ausfuehren" in self.daten

    def lesen(self) -> Gelesen:
        """Read, and save where that was asked for and may be.

        Raises UnlesbarError, with one German sentence, where nothing in the list can be used.
        """
        try:
            return self._versuchen(nur_pruefen=not (self.speichern or "weiter" in self.daten))
        except OperationalError:
            gelesen = self._versuchen(nur_pruefen=True)
            gelesen.hinweise.append(VERKLEMMT)
            return gelesen

    def _versuchen(self, *, nur_pruefen: bool) -> Gelesen:
        """Try what was sent and keep it only where it is what the person saw in the preview."""
        eingabe = self.eingabe
        dieselbe = self.daten.get("fuer") == kennung(eingabe["liste"])
        gesendet = self.daten if dieselbe else QueryDict()
        auswahl = auswahl_aus(gesendet)
        runde = eingabe["runde"].name if eingabe["runde"] else eingabe["neue_runde"]
        with transaction.atomic():
            einer_nach_dem_anderen()
            bisher = self._bisher(runde)
            gelesen = Gelesen(
                einlesen(
                    eingabe["liste"],
                    runde=runde,
                    pruefen=nur_pruefen,
                    nur_lesbare=True,
                    veroeffentlichen=eingabe["veroeffentlichen"] == OEFFENTLICH,
                    durch=bearbeiter(self.request),
                    grund=eingabe["grund"],
                    jetzt=self.jetzt,
                    auswahl=auswahl,
                    befugnis=befugnis(self.konferenzen, self.request, runde),
                ),
                auswahl,
                gesendet,
                stand(bisher),
            )
            if len(gelesen.bericht.ergebnisse) > HOECHSTENS_ZEILEN:
                raise UnlesbarError(ZU_VIELE)
            if not nur_pruefen:
                self._vorschau(gelesen)
            if gelesen.fertig:
                self._protokollieren(gelesen)
            else:
                transaction.set_rollback(True)
        gesehen = self.daten.get("stand", gelesen.stand)
        if gesehen != gelesen.stand:
            gelesen.hinweise.append(was_jetzt_gilt(eintraege(bisher, self.jetzt), gesehen))
        elif self.speichern and gelesen.vorschauen:
            gelesen.hinweise.append(GEAENDERT)
        return gelesen

    def _bisher(self, runde: str) -> list[Konferenz]:
        """Lock the conferences of the round, and give those that this person may know of."""
        sperren(Konferenz.objects.filter(runde__name__iexact=runde))
        bekannte = self.konferenzen.get_queryset(self.request).filter(runde__name__iexact=runde)
        return list(bekannte.order_by("pk"))

    def _vorschau(self, gelesen: Gelesen) -> None:
        """Note what holds now that all is saved, and whether the person knows it already."""
        if not gelesen.uebernommene:
            gelesen.schon_so = self.speichern and _ist_schon_so(gelesen)
            self.formular.add_error(None, NICHTS_AUSGEWAEHLT)
        if any(u.oeffentlich and _ohne_grund(ergebnis) for ergebnis, u in gelesen.uebernommene):
            self.formular.add_error("grund", GRUND_FEHLT)
        if self.formular.errors:
            return
        gelesen.vorschauen = [
            vorschau(uebernahme.konferenz, uebernahme.sequenz, self.jetzt)
            for _, uebernahme in gelesen.uebernommene
        ]
        gelesen.geprueft = self._pruefsumme(gelesen)
        bestaetigt = constant_time_compare(self.daten.get("geprueft", ""), gelesen.geprueft)
        gelesen.fertig = self.speichern and bestaetigt

    def _protokollieren(self, gelesen: Gelesen) -> None:
        """Enter in Django's log what is saved, in the same transaction."""
        for ergebnis, uebernahme in gelesen.uebernommene:
            eintragen = (
                self.konferenzen.log_change if uebernahme.version else self.konferenzen.log_addition
            )
            text = "; ".join(map(str, uebernahme.unterschiede)) or ergebnis.wann_und_wo
            eintragen(self.request, uebernahme.konferenz, f"Liste eingelesen: {text}")

    def _pruefsumme(self, gelesen: Gelesen) -> str:
        """Sign what this person typed, and what each row comes to as of the stored versions."""
        zeilen = [
            (astuple(e.zeile.zellen), e.befund, e.wann_und_wo, _wirkung(e))
            for e in gelesen.bericht.ergebnisse
        ]
        gezeichnet = [
            self.request.user.pk,
            gelesen.bericht.runde,
            gelesen.stand,
            self.eingabe["veroeffentlichen"],
            self.eingabe["grund"],
            zeilen,
        ]
        return salted_hmac(SALZ, json.dumps(gezeichnet), algorithm="sha256").hexdigest()


def _ist_schon_so(gelesen: Gelesen) -> bool:
    """Tell whether what was ticked is stored already: the same was sent twice."""
    return any(
        ergebnis.befund == Befund.UNVERAENDERT and genommen(gelesen.gesendet, stelle)
        for stelle, ergebnis in enumerate(gelesen.bericht.ergebnisse)
    )


def kennung(liste: str) -> str:
    """Tell one list from another: corrections are for the rows of one."""
    return hashlib.sha256(liste.encode()).hexdigest()[:32]


def _ohne_grund(ergebnis: Ergebnis) -> bool:
    return any(meldung.feld == OHNE_GRUND for meldung in ergebnis.eigene)


def _wirkung(ergebnis: Ergebnis) -> list[Any]:
    if (uebernahme := ergebnis.uebernahme) is None:
        return []
    return [uebernahme.version, uebernahme.neuer_ort, *uebernahme.unterschiede]
