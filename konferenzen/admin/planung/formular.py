"""All rows of the second step as one form: valid together, or not at all."""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from konferenzen.admin.planung.zeile import Vorgabe, ZeileFormular
from konferenzen.models import Konferenz
from konferenzen.planung import Umstaende, pruefen
from konferenzen.zeitangaben import zeitangabe

NICHTS_GEPLANT = "Bitte planen Sie mindestens einen Stadtteil."
ZEILEN_FEHLER = "Bitte berichtigen Sie die Zeilen, die unten einen Fehler nennen."
UNGELESEN = (
    "Unten stehen Hinweise, die Sie noch nicht gesehen haben. Ist es so gemeint, speichern Sie "
    "bitte noch einmal."
)
SCHON_DA = (
    "{} hat in dieser Runde inzwischen eine Konferenz: {}. Wählen Sie bitte „nicht in dieser "
    "Runde“; soll sich etwas ändern, ändern Sie diese Konferenz."
)
# Buttons that save; whatever is odd must have been on the page before.
SPEICHERN = ("entwuerfe", "ausfuehren")


class Planformular(forms.Form):
    """The rows of all Stadtteile.

    `schon` are the conferences that the round holds already, by the key of their Stadtteil: these
    have no row, unless somebody was filling it in when they came.
    """

    gesehen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(
        self,
        daten: Any,
        vorgaben: Sequence[Vorgabe],
        umstaende: Umstaende,
        *,
        orte: Sequence[tuple[str, str]],
        schon: Mapping[int, Konferenz],
    ) -> None:
        super().__init__(daten)
        self.umstaende, self.schon = umstaende, schon
        alle = [ZeileFormular(daten, vorgabe, orte) for vorgabe in vorgaben]
        self.zeilen = [z for z in alle if z.stadtteil.pk not in schon or z.gesendet]

    @property
    def geplante(self) -> list[ZeileFormular]:
        """The rows of a valid form that are still to be made."""
        return [z for z in self.zeilen if z.geplant and z.stadtteil.pk not in self.schon]

    @property
    def erledigte(self) -> list[ZeileFormular]:
        """The rows of a valid form whose conference is there already, just as they say."""
        return [z for z in self.zeilen if z.geplant and z.stadtteil.pk in self.schon]

    @property
    def fehlerhafte(self) -> list[ZeileFormular]:
        """The rows of a sent form that have to be corrected."""
        return [zeile for zeile in self.zeilen if zeile.errors]

    @property
    def auffaellige(self) -> list[ZeileFormular]:
        """The rows that say something odd."""
        return [zeile for zeile in self.zeilen if zeile.befund.warnungen]

    @property
    def hinweisstand(self) -> str:
        """A mark of all that is odd: it changes as soon as something new has to be read."""
        texte = [f"{z.stadtteil.pk} {text}" for z in self.zeilen for text in z.befund.warnungen]
        return sha256("\n".join(texte).encode()).hexdigest() if texte else ""

    def clean(self) -> dict[str, Any] | None:
        """Check the rows one by one, then together; raises ValidationError."""
        daten = super().clean()
        self._schon_da_pruefen()
        self._zusammen_pruefen()
        if self.fehlerhafte:
            raise ValidationError(ZEILEN_FEHLER)
        if not self.geplante and not self.erledigte:
            raise ValidationError(NICHTS_GEPLANT)
        speichert = any(knopf in self.data for knopf in SPEICHERN)
        if speichert and self.cleaned_data.get("gesehen", "") != self.hinweisstand:
            raise ValidationError(UNGELESEN)
        return daten

    def zeilenfehler(self, stadtteil: int | None, meldung: str) -> None:
        """Put `meldung` at the row of the Stadtteil with this key."""
        for zeile in self.zeilen:
            if zeile.stadtteil.pk == stadtteil:
                zeile.add_error(None, meldung)
        self.add_error(None, ZEILEN_FEHLER)

    def _schon_da_pruefen(self) -> None:
        """Refuse a row whose Stadtteil has got another conference in the meantime."""
        for zeile in self.zeilen:
            konferenz = self.schon.get(zeile.stadtteil.pk)
            if konferenz is None or zeile.errors or not zeile.geplant:
                continue
            if not zeile.gleicht(konferenz):
                wann = zeitangabe(konferenz, timezone.now()).ganz
                zeile.add_error(None, SCHON_DA.format(zeile.stadtteil, wann))

    def _zusammen_pruefen(self) -> None:
        eintragungen = {
            zeile.stadtteil.pk: eintragung
            for zeile in self.zeilen
            if not zeile.errors
            and zeile.stadtteil.pk not in self.schon
            and (eintragung := zeile.eintragung()) is not None
        }
        befunde = pruefen(list(eintragungen.values()), self.umstaende)
        for zeile in self.zeilen:
            if zeile.stadtteil.pk in befunde:
                zeile.befinden(befunde[zeile.stadtteil.pk])
