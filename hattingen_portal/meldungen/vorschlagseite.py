"""The page on which the office takes over or declines what somebody proposes for an entry."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse

from akteure.models import Akteur
from hattingen_portal.grundlage.betreuung import stadtteile_von
from hattingen_portal.grundlage.verwaltung.verweigerung import NichtGespeichertError, mit_meldung
from hattingen_portal.meldungen.bearbeitung import Bearbeitung
from hattingen_portal.meldungen.berichtigung import (
    OHNE_EINTRAG,
    Zeile,
    bezeichnung,
    entscheiden,
    zeilen,
)
from hattingen_portal.meldungen.models import Meldung, Vorschlag
from hattingen_portal.meldungen.werte import Entscheidung

NICHTS_GEWAEHLT = "Es ist noch nichts entschieden."
KEIN_RECHT = "Zum Übernehmen fehlt Ihnen das Recht, Einträge zu ändern."
GEBIETE = {"stadtteile", "ortsteile"}
NICHT_DIE_GEBIETE = (
    "Wo jemand aktiv ist, entscheidet die Quartiersentwicklung, denn es betrifft auch andere "
    "Stadtteile. Bitte wählen Sie bei Stadtteilen und Ortsteilen „später“."
)
WAHL = (
    (Entscheidung.UEBERNOMMEN.value, "übernehmen"),
    (Entscheidung.ABGELEHNT.value, "ablehnen"),
    (Entscheidung.OFFEN.value, "später"),
)


class EntscheidungFormular(forms.Form):
    """One choice for each open proposal; `version` is that of the entry that was shown."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, offene: list[Zeile], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for zeile in offene:
            self.fields[_name(zeile.vorschlag)] = forms.ChoiceField(
                label=zeile.feld,
                choices=WAHL,
                widget=forms.RadioSelect,
                initial=Entscheidung.OFFEN,
            )

    def entscheidungen(self, offene: list[Zeile]) -> dict[int, Entscheidung]:
        """Give what was chosen for each proposal, by its key; "later" is no decision."""
        gewaehlt = {z.vorschlag.pk: self.cleaned_data[_name(z.vorschlag)] for z in offene}
        return {
            schluessel: Entscheidung(wahl)
            for schluessel, wahl in gewaehlt.items()
            if wahl != Entscheidung.OFFEN
        }


class Vorschlagseite(Bearbeitung):
    """Shows what stood there, what stands there now and what is proposed, field by field."""

    name = "vorschlaege"
    titel = "Vorschläge prüfen"
    vorlage = "admin/hattingen_portal/meldung/vorschlaege.html"

    @staticmethod
    def moeglich(meldung: Meldung) -> bool:
        return meldung.offen and meldung.akteur_id is not None and meldung.vorschlaege.exists()

    def antwort(self) -> HttpResponse:
        if not self.moeglich(self.meldung):
            return self.nichts_zu_tun("Hier ist nichts zu entscheiden.")
        if self.request.method != "POST":
            return self._zeigen()
        offene = _offene(zeilen(self.meldung))
        formular = EntscheidungFormular(self.request.POST, offene=offene)
        if not formular.is_valid():
            return self._zeigen("Bitte wählen Sie bei jedem Feld, was damit geschehen soll.")
        entscheidungen = formular.entscheidungen(offene)
        if hindernis := self._hindernis(offene, entscheidungen):
            return self._zeigen(hindernis)
        try:
            with mit_meldung(self.meldung):
                entschieden = entscheiden(
                    self.meldung,
                    entscheidungen,
                    version=formular.cleaned_data["version"],
                    durch=self.person,
                    jetzt=self.jetzt,
                )
        except NichtGespeichertError as fehler:
            return self._zeigen(str(fehler))
        return self._erledigt(entschieden)

    def _zeigen(self, hinweis: str = "") -> HttpResponse:
        """Show how everything stands by now, with what was chosen before."""
        self.meldung = Meldung.objects.select_related("akteur").get(pk=self.meldung.pk)
        if (akteur := self.meldung.akteur) is None:
            return self.nichts_zu_tun(OHNE_EINTRAG)
        alle = zeilen(self.meldung)
        formular = EntscheidungFormular(
            offene=_offene(alle), initial=self.request.POST.dict() | {"version": akteur.version}
        )
        felder = {zeile.vorschlag.pk: _name(zeile.vorschlag) for zeile in alle}
        reihen = [
            (zeile, formular[felder[zeile.vorschlag.pk]] if zeile in _offene(alle) else None)
            for zeile in alle
        ]
        offen = any(wahl for _, wahl in reihen)
        return self.seite(formular, reihen=reihen, hinweis=hinweis, offen=offen)

    def _hindernis(self, offene: list[Zeile], entscheidungen: dict[int, Entscheidung]) -> str:
        """Say why this person may not take over what they chose; empty where they may."""
        felder = {
            zeile.vorschlag.feld
            for zeile in offene
            if entscheidungen.get(zeile.vorschlag.pk) == Entscheidung.UEBERNOMMEN
        }
        eintraege = self.modeladmin.admin_site.get_model_admin(Akteur)
        if felder and not eintraege.has_change_permission(self.request, self.meldung.akteur):
            return KEIN_RECHT
        begrenzt = stadtteile_von(self.request.user) is not None
        return NICHT_DIE_GEBIETE if begrenzt and felder & GEBIETE else ""

    def _erledigt(self, entschieden: list[Vorschlag]) -> HttpResponse:
        """Say what was done, also in the log of the entry; the answer is what comes next."""
        weiter = "vorschlaege" if self.meldung.vorschlaege.offen().exists() else "antworten"
        zu_spaet = " ".join(self._zu_spaet(entschieden))
        if not entschieden:
            return self.nichts_zu_tun(zu_spaet or NICHTS_GEWAEHLT, weiter)
        if zu_spaet:
            self.modeladmin.message_user(self.request, zu_spaet, messages.WARNING)
        uebernommen = [
            bezeichnung(v.feld) for v in entschieden if v.entscheidung == Entscheidung.UEBERNOMMEN
        ]
        if uebernommen:
            satz = f"Vorschlag übernommen ({self.meldung.nummer}): {', '.join(uebernommen)}."
            self.modeladmin.log_change(self.request, self.meldung.akteur, satz)
        abgelehnt = len(entschieden) - len(uebernommen)
        return self.fertig(f"Übernommen: {len(uebernommen)}, abgelehnt: {abgelehnt}.", weiter)

    def _zu_spaet(self, entschieden: list[Vorschlag]) -> Iterator[str]:
        """Give a sentence for each proposal that was decided before this person's choice came."""
        schon = self.meldung.vorschlaege.exclude(entscheidung=Entscheidung.OFFEN)
        for vorschlag in schon.select_related("entschieden_von").order_by("pk"):
            gewaehlt = self.request.POST.get(_name(vorschlag), Entscheidung.OFFEN)
            if vorschlag not in entschieden and gewaehlt != Entscheidung.OFFEN:
                wer = vorschlag.entschieden_von
                name = "Jemand" if wer is None else wer.get_full_name() or wer.get_username()
                hat = "Sie haben" if wer == self.person else f"{name} hat"
                was = vorschlag.get_entscheidung_display()
                yield f"{hat} über „{bezeichnung(vorschlag.feld)}“ schon entschieden: {was}."


def _offene(alle: list[Zeile]) -> list[Zeile]:
    return [zeile for zeile in alle if zeile.vorschlag.entscheidung == Entscheidung.OFFEN]


def _name(vorschlag: Vorschlag) -> str:
    return f"vorschlag-{vorschlag.pk}"
