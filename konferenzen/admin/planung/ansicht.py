"""The second step: edit all rows, check them, then save drafts or publish after a preview.

The steps are those of every Vorgang (zweischritt.py): what is previewed was saved for a trial.
"""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.http import HttpRequest
from django.urls import reverse

from hattingen_portal.grundlage.verwaltung.verweigerung import NichtGespeichertError, mit_meldung
from konferenzen.admin.planung.auftrag import Auftrag
from konferenzen.admin.planung.felder import ONLINE
from konferenzen.admin.planung.formular import Planformular
from konferenzen.admin.planung.zeile import Vorgabe
from konferenzen.admin.rundenliste import rundenliste
from konferenzen.admin.vorgaenge.vorschau import Vorschau
from konferenzen.admin.vorgaenge.zweischritt import (
    EIGENE_FELDER,
    SCHON_SO,
    Ergebnis,
    NichtMoeglichError,
    Zweischritt,
)
from konferenzen.eintraege import Eintrag
from konferenzen.models import (
    Art,
    Konferenz,
    KonferenzQuerySet,
    Runde,
    Status,
    Veranstaltungsort,
)
from konferenzen.planung import Vorschlag, planen
from konferenzen.rundenplan import bedarfe, umstaende
from konferenzen.zeitrechnung import tagesdatum
from quartiere.models import Stadtteil

KEIN_STADTTEIL = "Es gibt keinen Stadtteil, für den Sie planen könnten."
NICHTS_OFFEN = "Alle Stadtteile haben in dieser Runde schon eine Konferenz."
ERST_ENTWURF = "Niemand sonst sieht sie, bis Sie die Runde veröffentlichen."


class Planung(Zweischritt):
    """Plan `auftrag` for `stadtteile`, those of this person."""

    vorlage = "admin/konferenzen/runde/planen.html"
    eigene_felder = EIGENE_FELDER | {"pruefen", "entwuerfe", "gesehen"}

    def __init__(
        self,
        modeladmin: ModelAdmin,
        request: HttpRequest,
        auftrag: Auftrag,
        stadtteile: Sequence[Stadtteil],
    ) -> None:
        super().__init__(modeladmin, request)
        self.auftrag = auftrag
        self.stadtteile = stadtteile
        self.neu = auftrag.neu  # asked now: a trial gives the round a key
        self.geplante_runde: Runde | None = None
        self.umstaende, self.ferienluecke = umstaende(
            auftrag.von, auftrag.bis, self.jetzt, request.user
        )

    def lesen(self) -> KonferenzQuerySet:
        """Give what the round holds already; a row that is there is not planned again."""
        if self.neu:
            return Konferenz.objects.none()
        konferenzen = Konferenz.objects.filter(
            art=Art.STADTTEILKONFERENZ, runde=self.auftrag.runde, stadtteil__in=self.stadtteile
        )
        return konferenzen.mit_umfeld().order_by("pk")

    def pruefen(self, konferenzen: Sequence[Konferenz]) -> None:
        """Say so where nothing is left to plan; what was sent is judged row by row."""
        if not self.stadtteile:
            raise NichtMoeglichError(KEIN_STADTTEIL)
        if self.request.method == "GET" and len(konferenzen) == len(self.stadtteile):
            self.geplante_runde = self.auftrag.runde
            raise NichtMoeglichError(f"{self.auftrag.runde}: {NICHTS_OFFEN}")

    def formular(self, konferenzen: Sequence[Konferenz], daten: Any = None) -> forms.BaseForm:
        eigene: Any = self.modeladmin.get_queryset(self.request)
        alle = bedarfe(self.stadtteile, self.auftrag.vorlage, eigene)
        schon = {k.stadtteil_id: k for k in konferenzen if k.stadtteil_id is not None}
        plan = planen([b for b in alle if b.stadtteil not in schon], self.umstaende)
        vorgaben = [
            Vorgabe(stadtteil, bedarf, plan.get(stadtteil.pk, Vorschlag(None, "")))
            for stadtteil, bedarf in zip(self.stadtteile, alle, strict=True)
        ]
        return Planformular(daten, vorgaben, self.umstaende, orte=_orte(), schon=schon)

    def anwenden(self, konferenzen: Sequence[Konferenz], formular: Any) -> list[Konferenz]:
        """Make the round where it is new, and a conference for each planned row."""
        if not formular.geplante:
            self.geplante_runde = self.auftrag.runde
            raise NichtMoeglichError(f"{self.auftrag.runde}: {SCHON_SO}")
        if not self._runde_anlegen(formular):
            return []
        neue = [zeile.konferenz(self.auftrag.runde) for zeile in formular.geplante]
        for konferenz in neue:
            konferenz.status = Status.ENTWURF if self._als_entwurf() else Status.OEFFENTLICH
        return neue

    def unveraendert(self, vorher: Konferenz, konferenz: Konferenz) -> bool:
        return False

    def abgelehnt(self, formular: Any, konferenz: Konferenz, meldung: str) -> None:
        formular.zeilenfehler(konferenz.stadtteil_id, meldung)

    def protokollieren(self, vorschauen: list[Vorschau]) -> None:
        text = f"Runde planen: {self._was()}."
        for bild in vorschauen:
            self.modeladmin.log_addition(self.request, bild.konferenz, text)

    def _was(self) -> str:
        return "als Entwurf gespeichert" if self._als_entwurf() else "veröffentlicht"

    def erledigt(self, vorschauen: list[Vorschau]) -> None:
        self.geplante_runde = vorschauen[0].konferenz.runde
        anzahl = len(vorschauen)
        wort = "Eine Konferenz ist" if anzahl == 1 else f"{anzahl} Konferenzen sind"
        folge = ERST_ENTWURF if self._als_entwurf() else ""
        text = f"{self.geplante_runde}: {wort} {self._was()}. {folge}".strip()
        self.modeladmin.message_user(self.request, text, messages.SUCCESS)

    def ziel(self) -> str:
        if self.geplante_runde is None:
            return reverse("admin:konferenzen_runde_planen")
        return rundenliste(self.geplante_runde)

    def kontext(self, ergebnis: Ergebnis) -> dict[str, Any]:
        luecke = self.ferienluecke
        return {
            "title": f"Runde planen: {self.auftrag.runde}",
            "auftrag": self.auftrag,
            "form": ergebnis.formular,
            "ferienluecke": tagesdatum(luecke) if luecke else "",
            "fieldsets": (),
            "knopf": "Jetzt speichern und veröffentlichen",
            "krume": "Runde planen",
        }

    def _versuchen(self, ergebnis: Ergebnis, bisher: list[Eintrag], *, veraltet: bool) -> None:
        """Save for a trial, but where only the rows were to be checked."""
        if "pruefen" not in self.request.POST:
            super()._versuchen(ergebnis, bisher, veraltet=veraltet)

    def _bestaetigt(self) -> bool:
        """Drafts, which nobody sees, need no preview."""
        return self._als_entwurf() or super()._bestaetigt()

    def _als_entwurf(self) -> bool:
        return "entwuerfe" in self.request.POST

    def _runde_anlegen(self, formular: forms.BaseForm) -> bool:
        """Save the round where it is new; False, with a message, where that is refused."""
        runde = self.auftrag.runde
        if self.neu:
            try:
                with mit_meldung(runde):
                    runde.full_clean()
                    runde.save()
            except NichtGespeichertError as fehler:
                formular.add_error(None, str(fehler))
                return False
        return True


def _orte() -> list[tuple[str, str]]:
    """Give all venues, read once for all rows."""
    orte = [(str(ort.pk), str(ort)) for ort in Veranstaltungsort.objects.geordnet()]
    return [("", "Ort wird noch bekanntgegeben"), (ONLINE, "nur online"), *orte]
