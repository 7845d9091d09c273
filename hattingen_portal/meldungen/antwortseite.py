"""The page on which the office answers a message: write, look at the mail, send it."""

import json
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.template.defaultfilters import linebreaksbr
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.html import format_html

from hattingen_portal.grundlage.sperre import VeraltetError
from hattingen_portal.grundlage.verwaltung.verweigerung import NichtGespeichertError, mit_meldung
from hattingen_portal.meldungen import antwort
from hattingen_portal.meldungen.antwortformular import (
    INZWISCHEN_GEAENDERT,
    OHNE_ANTWORT,
    ZWISCHENBESCHEID,
    ZWISCHENNACHRICHT,
    AntwortFormular,
)
from hattingen_portal.meldungen.bearbeitung import Bearbeitung
from hattingen_portal.meldungen.models import Meldung
from hattingen_portal.meldungen.werte import Weg, Zustand

SALZ = "meldungen.antwort"
NICHT_GESENDET = "Ihr Text ist weder gesendet noch gespeichert. Hier steht er zum Kopieren:"


class Antwortseite(Bearbeitung):
    """A mail goes out only as it was shown; everything else is noted at once."""

    name = "antworten"
    titel = "Antworten"
    vorlage = "admin/hattingen_portal/meldung/antwort.html"

    @staticmethod
    def moeglich(meldung: Meldung) -> bool:
        return meldung.offen

    def antwort(self) -> HttpResponse:
        if not self.meldung.offen:
            return self._zu_spaet()
        if self.request.method != "POST":
            return self.seite(AntwortFormular(meldung=self.meldung, initial=self._anfang()))
        formular = AntwortFormular(self.request.POST, meldung=self.meldung)
        if not formular.is_valid():
            return self.seite(formular)
        if formular.sendet and not self._gesehen(formular):
            return self.seite(formular, vorschau=self._vorschau(formular))
        try:
            with mit_meldung(self.meldung):
                satz = self._ausfuehren(formular.cleaned_data)
        except NichtGespeichertError as fehler:
            return self._abgelehnt(formular, fehler)
        return self.fertig(satz)

    def _abgelehnt(self, formular: AntwortFormular, fehler: NichtGespeichertError) -> HttpResponse:
        """Say why nothing was done; who was the second to answer reads that it is answered."""
        self.meldung.refresh_from_db()
        if not self.meldung.offen:
            return self._zu_spaet()
        veraltet = isinstance(fehler.__cause__, VeraltetError)
        formular.add_error(None, INZWISCHEN_GEAENDERT if veraltet else str(fehler))
        return self.seite(formular)

    def _zu_spaet(self) -> HttpResponse:
        """Tell the second to answer, and give back a text that is not the one that went out."""
        text = str(self.request.POST.get("text", "")).replace("\r\n", "\n").strip()
        if text and text != self.meldung.antwort.strip():
            self.modeladmin.message_user(
                self.request,
                format_html("{}<br>{}", NICHT_GESENDET, linebreaksbr(text, autoescape=True)),
                messages.WARNING,
            )
        beantwortet = self.meldung.zustand == Zustand.BEANTWORTET
        return self.nichts_zu_tun(
            antwort.SCHON_BEANTWORTET if beantwortet else antwort.SCHON_ABGESCHLOSSEN
        )

    def _anfang(self) -> dict[str, Any]:
        verfasst_von = self.person.get_full_name() if self.person else ""
        return {
            "wie": Weg.EMAIL if self.meldung.email else Weg.TELEFON,
            "text": antwort.entwurf(self.meldung, verfasst_von) if self.meldung.email else "",
            "version": self.meldung.version,
        }

    def _ausfuehren(self, daten: dict[str, Any]) -> str:
        """Do what was asked for and give the sentence that says so."""
        wer_und_wann: dict[str, Any] = {"durch": self.person, "jetzt": self.jetzt}
        if daten["wie"] == OHNE_ANTWORT:
            antwort.ohne_antwort_abschliessen(self.meldung, **wer_und_wann)
            return "Ohne Antwort abgeschlossen."
        if daten["wie"] == ZWISCHENNACHRICHT:
            antwort.zwischennachricht_senden(
                self.meldung, daten["text"], faellig_am=daten["faellig_am"], jetzt=self.jetzt
            )
            return f"{_unterwegs('Die Zwischennachricht')} Die Meldung bleibt offen."
        if daten["wie"] == ZWISCHENBESCHEID:
            antwort.zwischennachricht_festhalten(
                self.meldung, daten["text"], faellig_am=daten["faellig_am"], jetzt=self.jetzt
            )
            return "Festgehalten: Zwischennachricht. Die Meldung bleibt offen."
        if daten["wie"] == Weg.EMAIL:
            antwort.per_mail_antworten(self.meldung, daten["text"], **wer_und_wann)
            return f"{_unterwegs('Die Antwort')} Die Meldung ist abgeschlossen."
        weg = Weg(daten["wie"])
        antwort.beantwortung_festhalten(self.meldung, daten["text"], weg, **wer_und_wann)
        return f"Festgehalten: beantwortet ({weg.label}). Die Meldung ist abgeschlossen."

    def _vorschau(self, formular: AntwortFormular) -> dict[str, str]:
        return {
            "an": self.meldung.email,
            "betreff": antwort.betreff(self.meldung),
            "text": formular.cleaned_data["text"],
            "geprueft": self._pruefsumme(formular),
        }

    def _gesehen(self, formular: forms.Form) -> bool:
        """Tell whether exactly this mail was shown to this person."""
        geprueft = self.request.POST.get("geprueft", "")
        passt = constant_time_compare(geprueft, self._pruefsumme(formular))
        return passt and "senden" in self.request.POST

    def _pruefsumme(self, formular: forms.Form) -> str:
        gezeigt = [self.meldung.pk, self.request.user.pk, formular.cleaned_data]
        text = json.dumps(gezeigt, default=str)
        return salted_hmac(SALZ, text, algorithm="sha256").hexdigest()


def _unterwegs(was: str) -> str:
    """Say what becomes of the mail `was`: without a mail server it is a file, which nobody gets."""
    if settings.PORTAL_SMTP is None:
        return (
            f"{was} wird nur als Datei abgelegt und nicht verschickt: Es ist kein Mailserver "
            "eingerichtet."
        )
    return f"{was} ist unterwegs."
