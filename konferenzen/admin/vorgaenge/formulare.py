"""What the page of each Vorgang asks for."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from hattingen_portal.grundlage.zeitfelder import ZeitpunktFeld
from konferenzen.admin.formular import EndeFeld, TerminRegeln
from konferenzen.admin.vorgaenge.dauer import bisherige_uhrzeit, ende_mit
from konferenzen.models import Form, Konferenz, Status, Veranstaltungsort

HOECHSTENS_ZEICHEN = 1000
ORT_FEHLT = "Fehlt er in der Liste, legen Sie ihn bitte zuerst unter „Veranstaltungsorte“ an."
TERMIN_FEHLT = "Bitte tragen Sie den neuen Termin ein. Solange er fehlt, bleibt sie verschoben."


def grundfeld(*, pflicht: bool) -> forms.CharField:
    """Give the field for the public reason; it has to be filled in where `pflicht`."""
    return forms.CharField(
        label="Grund",
        required=pflicht,
        max_length=HOECHSTENS_ZEICHEN,
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        help_text="Alle können ihn lesen: auf der Website und in abonnierten Kalendern. Bitte "
        "nennen Sie keine Namen und keine Krankheiten, sondern zum Beispiel „Der Raum ist nicht "
        "verfügbar.“",
        error_messages={"required": "Bitte nennen Sie den Grund. Alle können ihn lesen."},
    )


class GrundFormular(forms.Form):
    """A reason, if there is something to say."""

    grund = grundfeld(pflicht=False)


class AbsagenFormular(forms.Form):
    """Why it is cancelled."""

    grund = grundfeld(pflicht=True)


class VerschiebenFormular(forms.Form):
    """Why the date does not hold, and when about the new one will be."""

    grund = grundfeld(pflicht=True)
    datum_hinweis = forms.CharField(
        label="Ungefährer neuer Termin",
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text="Wenn schon etwas bekannt ist, zum Beispiel „im September“.",
    )


class VeroeffentlichenFormular(forms.Form):
    """Now, or from when on."""

    veroeffentlichen_ab = ZeitpunktFeld(
        label="Veröffentlichen ab",
        required=False,
        help_text="Leer: sofort. Sonst erscheint alles von selbst zu dieser Zeit.",
    )
    grund = grundfeld(pflicht=False)

    def clean_veroeffentlichen_ab(self) -> Any:
        """Refuse a time that is over: who means now leaves it empty."""
        ab = self.cleaned_data["veroeffentlichen_ab"]
        if ab is not None and ab <= timezone.now():
            raise ValidationError(
                "Diese Zeit ist schon vorbei. Soll es sofort sein, leeren Sie das Feld."
            )
        return ab


class TerminEingabe(TerminRegeln):
    """Date, venue and form of one conference; the reason is what the subclasses ask for.

    A known end is not filled in: left empty it moves along, so that the conference lasts as long as
    before, and whoever types an end gets this one.
    """

    beginn = ZeitpunktFeld(label="Beginn", required=False)
    ende = EndeFeld(
        label="Ende",
        required=False,
        help_text="Ist kein Ende bekannt, lassen Sie es leer: Es werden zwei Stunden angenommen.",
    )
    ort = forms.ModelChoiceField(
        Veranstaltungsort.objects.geordnet(),
        label="Ort",
        required=False,
        empty_label="Ort wird noch bekanntgegeben",
        help_text=ORT_FEHLT,
    )
    form = forms.ChoiceField(choices=Form, label="Form")
    online_link = forms.URLField(
        label="Link zur Online-Teilnahme",
        required=False,
        max_length=200,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"class": "vURLField"}),
    )

    class Meta:
        model = Konferenz
        fields = ("beginn", "ende", "ort", "raum_geteilt", "form", "online_link")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["ende"] = None
        if bisher := bisherige_uhrzeit(self.instance):
            self.fields["ende"].help_text = (
                f"Leer: Die Konferenz dauert so lange wie bisher ({bisher}). Ändern Sie den "
                "Beginn, rückt das Ende mit."
            )

    def clean_ende(self) -> datetime | None:
        """Let an end that is left empty move along with the beginning."""
        ende, beginn = super().clean_ende(), self.cleaned_data.get("beginn")
        return ende_mit(self.instance, beginn) if ende is None and beginn is not None else ende


class VerlegenFormular(TerminEingabe):
    """The new date or venue, and why."""

    grund = grundfeld(pflicht=True)

    def clean(self) -> dict[str, Any] | None:
        daten = super().clean()
        leer = self.cleaned_data.get("beginn", "fehlerhaft") is None
        if leer and "beginn" not in self.errors:
            self.add_error(
                "beginn",
                "Bitte tragen Sie den Termin ein. Steht der neue noch nicht fest, wählen Sie "
                "„Verschieben“.",
            )
        return daten


class FestlegenFormular(TerminEingabe):
    """The date of a conference that was announced without one, and the venue as far as known."""

    grund = grundfeld(pflicht=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["beginn"].required = True
        self.fields["beginn"].error_messages["required"] = "Bitte tragen Sie den Termin ein."


class WiederAnsetzenFormular(TerminEingabe):
    """The date that holds again, or another one."""

    grund = grundfeld(pflicht=False)

    def clean(self) -> dict[str, Any] | None:
        daten = super().clean()
        ohne_termin = "beginn" in self.cleaned_data and self.cleaned_data["beginn"] is None
        if ohne_termin and self.instance.status == Status.VERSCHOBEN:
            self.add_error("beginn", TERMIN_FEHLT)
        self.instance.status = Status.OEFFENTLICH
        return daten
