"""Ask, show what would hold then, do it: the steps that every Vorgang goes through on its page.

The preview is no drawing: everything is saved inside a transaction that is rolled back, so that
constraints, taken rooms and SEQUENCE are the true ones. Nothing between two requests is kept on
the server: the page carries the versions that it was opened with, and signs what was previewed.
"""

import json
from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence, Set
from copy import copy
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.contrib.admin.helpers import AdminForm
from django.db import OperationalError, connection, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from hattingen_portal.grundlage.verwaltung.verweigerung import NichtGespeichertError, mit_meldung
from konferenzen.admin.bearbeiter import bearbeiter
from konferenzen.admin.vorgaenge.raeume import raeume_ueberlassen
from konferenzen.admin.vorgaenge.vorschau import Vorschau, vorschau
from konferenzen.eintraege import Eintrag, eintrag
from konferenzen.fortschreibung import fortschreiben
from konferenzen.models import Konferenz, KonferenzQuerySet

SALZ = "konferenzen.vorgang"
# What the page sends besides the input of the person.
EIGENE_FELDER = {"csrfmiddlewaretoken", "weiter", "ausfuehren", "stand", "geprueft"}
GEAENDERT = (
    "Sie haben seit der Vorschau etwas geändert. Bitte sehen Sie sich noch einmal an, was gilt."
)
# PostgreSQL ends one of two requests that wait for each other's rows: the list locks its rows in
# the order in which it shows them.
VERKLEMMT = (
    "Im selben Augenblick wurde anderswo gesichert. Ihre Eingaben stehen noch hier, "
    "gespeichert ist davon nichts. Bitte sehen Sie sich noch einmal an, was gilt."
)
NICHTS_GEAENDERT = "Bitte ändern Sie etwas: So gilt es schon."
SCHON_SO = "So gilt es schon, es ist nichts mehr zu tun."


class NichtMoeglichError(Exception):
    """It does not go with these conferences; the message is German and whole."""


@dataclass
class Ergebnis:
    """What came of a request that was sent; `fertig` means that it is saved."""

    formular: forms.BaseForm
    konferenzen: Sequence[Konferenz]
    vorschauen: list[Vorschau] = field(default_factory=list)
    hinweise: list[str] = field(default_factory=list)
    fertig: bool = False


class Zweischritt(ABC):
    """One request of such a page; subclasses say which conferences, and what is done with them."""

    vorlage: str
    eigene_felder: ClassVar[Set[str]] = EIGENE_FELDER

    def __init__(self, modeladmin: ModelAdmin, request: HttpRequest) -> None:
        self.modeladmin = modeladmin
        self.request = request
        self.jetzt = timezone.now()

    @abstractmethod
    def lesen(self) -> KonferenzQuerySet:
        """Give the conferences that the page is about, in an order."""

    @abstractmethod
    def pruefen(self, konferenzen: Sequence[Konferenz]) -> None:
        """Raise NichtMoeglichError where it does not go with `konferenzen`."""

    @abstractmethod
    def formular(self, konferenzen: Sequence[Konferenz], daten: Any = None) -> forms.BaseForm:
        """Give the form, filled in with `daten` unless these are None."""

    @abstractmethod
    def anwenden(self, konferenzen: Sequence[Konferenz], formular: Any) -> list[Konferenz]:
        """Set the valid input on those of `konferenzen` that it means; give these, unsaved.

        New conferences may be among them.
        What cannot be is added to the form as an error.
        """

    @abstractmethod
    def unveraendert(self, vorher: Konferenz, konferenz: Konferenz) -> bool:
        """Tell whether the input leaves `konferenz` as it was as `vorher`."""

    @abstractmethod
    def protokollieren(self, vorschauen: list[Vorschau]) -> None:
        """Enter in Django's log what is done, in the transaction that does it."""

    @abstractmethod
    def erledigt(self, vorschauen: list[Vorschau]) -> None:
        """Tell the person what was done."""

    @abstractmethod
    def ziel(self) -> str:
        """Give the address to go to afterwards, or when it does not go."""

    @abstractmethod
    def kontext(self, ergebnis: Ergebnis) -> dict[str, Any]:
        """Give what the template needs besides the parts that all share."""

    def abgelehnt(self, formular: Any, konferenz: Konferenz, meldung: str) -> None:
        """Put `meldung`, why `konferenz` could not be saved, where the person reads it."""
        formular.add_error(None, meldung)

    def grund(self, konferenz: Konferenz, formular: Any) -> str:
        """Give the public reason for `konferenz` out of the valid input, empty where none is."""
        grund: str = formular.cleaned_data.get("grund", "")
        return grund

    def antwort(self) -> HttpResponse:
        """Answer the request; a GET never changes anything."""
        try:
            ergebnis, bisher = (
                self._gesendet() if self.request.method == "POST" else self._oeffnen()
            )
        except NichtMoeglichError as fehler:
            self.modeladmin.message_user(self.request, str(fehler), messages.WARNING)
            return HttpResponseRedirect(self.ziel())
        if ergebnis.fertig:
            self.erledigt(ergebnis.vorschauen)
            return HttpResponseRedirect(self.ziel())
        return self._seite(ergebnis, bisher)

    def _oeffnen(self, daten: Any = None) -> tuple[Ergebnis, list[Eintrag]]:
        konferenzen = list(self.lesen())
        self.pruefen(konferenzen)
        bisher = self._bisher(konferenzen)
        return Ergebnis(self.formular(konferenzen, daten), konferenzen), bisher

    def _gesendet(self) -> tuple[Ergebnis, list[Eintrag]]:
        try:
            return self._senden()
        except OperationalError:
            ergebnis, bisher = self._oeffnen(self.request.POST)
            ergebnis.hinweise.append(VERKLEMMT)
            return ergebnis, bisher

    def _senden(self) -> tuple[Ergebnis, list[Eintrag]]:
        """Try what was sent and keep it only where it is what the person saw in the preview."""
        with transaction.atomic():
            konferenzen = list(self.lesen().select_for_update(of=("self",)))
            bisher = self._bisher(konferenzen)
            self.pruefen(konferenzen)
            ergebnis = Ergebnis(self.formular(konferenzen, self.request.POST), konferenzen)
            gesendet = self.request.POST.get("stand", "")
            veraltet = gesendet != stand(_zeilen(bisher))
            if ergebnis.formular.is_valid():
                self._versuchen(ergebnis, bisher, veraltet=veraltet)
            ergebnis.fertig = bool(ergebnis.vorschauen) and not veraltet and self._bestaetigt()
            if ergebnis.fertig:
                self.protokollieren(ergebnis.vorschauen)
            else:
                transaction.set_rollback(True)
        if veraltet:
            ergebnis.hinweise.append(was_jetzt_gilt(bisher, gesendet))
        elif ergebnis.vorschauen and "ausfuehren" in self.request.POST:
            ergebnis.hinweise.append(GEAENDERT)
        return ergebnis, bisher

    def _versuchen(self, ergebnis: Ergebnis, bisher: list[Eintrag], *, veraltet: bool) -> None:
        """Save all or none of them, and note what holds then; an error goes to the form."""
        formular: Any = ergebnis.formular
        vorher = {konferenz.pk: konferenz for konferenz in _zeilen(bisher)}
        betroffene = self.anwenden(ergebnis.konferenzen, formular)
        if formular.errors:
            return
        geaenderte = [
            konferenz
            for konferenz in betroffene
            if konferenz.pk not in vorher or not self.unveraendert(vorher[konferenz.pk], konferenz)
        ]
        if not geaenderte:
            if veraltet:  # the same was sent twice
                raise NichtMoeglichError(f"{betroffene[0]}: {SCHON_SO}")
            formular.add_error(None, NICHTS_GEAENDERT)
            return
        raeume_ueberlassen(geaenderte)
        for konferenz in geaenderte:
            try:
                with mit_meldung(konferenz):
                    self._speichern(konferenz, self.grund(konferenz, formular))
            except NichtGespeichertError as fehler:
                self.abgelehnt(formular, konferenz, str(fehler))
                ergebnis.vorschauen.clear()
                return
            sequenz_vorher = vorher[konferenz.pk].sequenz if konferenz.pk in vorher else 0
            ergebnis.vorschauen.append(vorschau(konferenz, sequenz_vorher, self.jetzt))

    def _speichern(self, konferenz: Konferenz, grund: str) -> None:
        konferenz.full_clean()
        fortschreiben(konferenz, durch=bearbeiter(self.request), grund=grund, jetzt=self.jetzt)
        connection.check_constraints()  # else a venue that is gone is noticed after the preview

    def _bisher(self, konferenzen: Sequence[Konferenz]) -> list[Eintrag]:
        """Keep how `konferenzen` are now; the form changes the rows themselves."""
        return [eintrag(copy(konferenz), self.jetzt) for konferenz in konferenzen]

    def _bestaetigt(self) -> bool:
        """Tell whether exactly this input was previewed for this person."""
        daten = self.request.POST
        pruefsumme = self._pruefsumme(daten.get("stand", ""))
        return "ausfuehren" in daten and constant_time_compare(
            daten.get("geprueft", ""), pruefsumme
        )

    def _pruefsumme(self, gilt: str) -> str:
        """Sign what this person sent to this page, as of the versions `gilt`."""
        daten = self.request.POST
        eingaben = {name: daten.getlist(name) for name in daten if name not in self.eigene_felder}
        gezeichnet = [self.request.get_full_path(), self.request.user.pk, gilt, eingaben]
        text = json.dumps(gezeichnet, sort_keys=True)
        return salted_hmac(SALZ, text, algorithm="sha256").hexdigest()

    def _seite(self, ergebnis: Ergebnis, bisher: list[Eintrag]) -> HttpResponse:
        formular: Any = ergebnis.formular
        gilt = stand(_zeilen(bisher))
        eigenes = self.kontext(ergebnis)
        admin_formular = AdminForm(formular, eigenes["fieldsets"], {})
        return TemplateResponse(
            self.request,
            self.vorlage,
            self.modeladmin.admin_site.each_context(self.request)
            | eigenes
            | {
                "opts": self.modeladmin.opts,
                "adminform": admin_formular,
                "errors": formular.errors,
                "media": self.modeladmin.media + admin_formular.media,
                "bisher": bisher,
                "hinweise": ergebnis.hinweise,
                "vorschauen": ergebnis.vorschauen,
                "stand": gilt,
                "geprueft": self._pruefsumme(gilt) if ergebnis.vorschauen else "",
                "zurueck": self.ziel(),
            },
        )


def stand(konferenzen: Iterable[Konferenz]) -> str:
    """Give the versions of `konferenzen`, which have to be the same when they are changed.

    With SEQUENCE, which also a corrected venue raises: else another one than the previewed is told.
    """
    return " ".join(_version(konferenz) for konferenz in konferenzen)


def _version(konferenz: Konferenz) -> str:
    return f"{konferenz.pk}:{konferenz.version}:{konferenz.sequenz}"


def _zeilen(eintraege: list[Eintrag]) -> list[Konferenz]:
    return [eintrag.konferenz for eintrag in eintraege]


def was_jetzt_gilt(bisher: list[Eintrag], gesendet: str) -> str:
    """Say what somebody else has made of the conferences in the meantime."""
    bekannte = gesendet.split()
    neues = [
        f"{e.konferenz}: {e.konferenz.get_status_display()}, {e.termin.ganz or 'ohne Termin'}, "
        f"{e.konferenz.ort.anschrift if e.konferenz.ort else 'ohne Ort'}"
        for e in bisher
        if _version(e.konferenz) not in bekannte
    ]
    jetzt = f" Jetzt gilt: {'; '.join(neues)}." if neues else ""
    return (
        f"In der Zwischenzeit wurde anderswo gesichert.{jetzt} Ihre Eingaben stehen noch hier, "
        "gespeichert ist davon nichts. Bitte sehen Sie sich noch einmal an, was dann gilt."
    )
