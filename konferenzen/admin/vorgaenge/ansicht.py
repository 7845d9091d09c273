"""The page of a Vorgang, for one conference or for several that were ticked in the list."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from hattingen_portal.grundlage.zahlworte import gezaehlt
from konferenzen.admin.vorgaenge.vorgang import WIRKUNG, Vorgang
from konferenzen.admin.vorgaenge.vorschau import Vorschau
from konferenzen.admin.vorgaenge.zweischritt import Ergebnis, NichtMoeglichError, Zweischritt
from konferenzen.fortschreibung import verschieden
from konferenzen.models import Konferenz, KonferenzQuerySet

# As many as a page of the list shows; each of them is tried and shown.
HOECHSTENS = 50
WORTE = ("Konferenz", "Konferenzen")
# In the address: the filters of the list that the conferences were chosen in.
AUSWAHL = "auswahl"
ZU_VIELE = f"Bitte wählen Sie höchstens {HOECHSTENS} Konferenzen auf einmal aus."


class VorgangAnsicht(Zweischritt):
    """One Vorgang for the conferences with the keys `schluessel`."""

    vorlage = "admin/konferenzen/zweischritt.html"

    def __init__(
        self,
        modeladmin: ModelAdmin,
        request: HttpRequest,
        vorgang: Vorgang,
        schluessel: Sequence[int],
    ) -> None:
        super().__init__(modeladmin, request)
        self.vorgang = vorgang
        self.schluessel = schluessel

    def lesen(self) -> KonferenzQuerySet:
        eigene = Konferenz.objects.betreut_von(self.request.user)
        return eigene.filter(pk__in=self.schluessel).mit_umfeld().order_by("pk")

    def pruefen(self, konferenzen: Sequence[Konferenz]) -> None:
        if not konferenzen or len(konferenzen) < len(set(self.schluessel)):
            raise NichtMoeglichError("Nicht alle ausgewählten Konferenzen gibt es noch.")
        if len(konferenzen) > HOECHSTENS:
            raise NichtMoeglichError(ZU_VIELE)
        if len(konferenzen) > 1 and not self.vorgang.mehrere:
            raise NichtMoeglichError(
                f"„{self.vorgang.titel}“ geht nur mit einer Konferenz auf einmal, denn jede "
                "bekommt ihren eigenen Termin. Bitte wählen Sie eine aus."
            )
        gruende = [
            f"{konferenz} {hindernis}"
            for konferenz in konferenzen
            if (hindernis := self.vorgang.hindernis(konferenz, self.jetzt))
        ]
        if gruende:
            raise NichtMoeglichError(" ".join(gruende))

    def formular(self, konferenzen: Sequence[Konferenz], daten: Any = None) -> forms.BaseForm:
        formular = self.vorgang.formular(konferenzen, daten)
        vars(formular)["person"] = self.request.user  # who reads its messages
        return formular

    def anwenden(self, konferenzen: Sequence[Konferenz], formular: Any) -> list[Konferenz]:
        for konferenz in konferenzen:
            self.vorgang.anwenden(konferenz, formular.cleaned_data)
        return list(konferenzen)

    def unveraendert(self, vorher: Konferenz, konferenz: Konferenz) -> bool:
        return not verschieden(vorher, konferenz, WIRKUNG)

    def grund(self, konferenz: Konferenz, formular: Any) -> str:
        return self.vorgang.grund(konferenz, formular.cleaned_data, self.jetzt)

    def protokollieren(self, vorschauen: list[Vorschau]) -> None:
        for bild in vorschauen:
            was = self.vorgang.erledigt(bild.konferenz, self.jetzt)
            self.modeladmin.log_change(self.request, bild.konferenz, f"{self.vorgang.titel}: {was}")

    def erledigt(self, vorschauen: list[Vorschau]) -> None:
        saetze = format_html_join(
            SafeString("<br>"),
            "{} {}{}",
            (
                (
                    bild.konferenz,
                    self.vorgang.erledigt(bild.konferenz, self.jetzt),
                    _seitenlink(bild),
                )
                for bild in vorschauen
            ),
        )
        self.modeladmin.message_user(self.request, saetze, messages.SUCCESS)

    def ziel(self) -> str:
        if len(self.schluessel) == 1:
            return reverse("admin:konferenzen_konferenz_change", args=self.schluessel)
        liste = reverse("admin:konferenzen_konferenz_changelist")
        auswahl = self.request.GET.get(AUSWAHL)
        return f"{liste}?{auswahl}" if auswahl else liste

    def kontext(self, ergebnis: Ergebnis) -> dict[str, Any]:
        eine = ergebnis.konferenzen[0] if len(ergebnis.konferenzen) == 1 else None
        wen = str(eine) if eine else gezaehlt(len(ergebnis.konferenzen), *WORTE)
        daten = ergebnis.formular.cleaned_data if ergebnis.vorschauen else {}
        return {
            "title": f"{self.vorgang.titel}: {wen}",
            "erklaerung": self.vorgang.erklaerung,
            "fieldsets": self.vorgang.fieldsets,
            "knopf": self._knopf(daten, len(ergebnis.vorschauen)) if daten else "",
            "gegenstand": eine,
            "krume": self.vorgang.titel,
        }

    def _knopf(self, daten: dict[str, Any], anzahl: int) -> str:
        """Give the words of the button, with how many it is about where that is not plain."""
        worte = self.vorgang.knopf(daten)
        return worte if len(self.schluessel) == 1 else f"{worte} ({gezaehlt(anzahl, *WORTE)})"


def _seitenlink(bild: Vorschau) -> str:
    if bild.seite is None or bild.ab:
        return ""
    adresse = bild.konferenz.get_absolute_url()
    return format_html(' <a href="{}">Auf der Website ansehen</a>', adresse)
