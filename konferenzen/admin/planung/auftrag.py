"""The first step: after which round, under which name, for which months.

It is sent by GET: nothing changes by it, and its address can be kept.
"""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from hattingen_portal.grundlage.formular.eingabe import einzeilig
from konferenzen.models import Runde
from konferenzen.models.runde import saison
from konferenzen.planung import naechste_saison
from konferenzen.zeitrechnung import MONATE

MONATE_VORAUS = 30
MONATE_HOECHSTENS = 12
KEINE_OFFENE = (
    "Es gibt keine Runde, die noch nicht vorbei ist. Neue Runden legt das Stadtteilbüro an; danach "
    "können Sie darin für Ihre Stadtteile planen."
)


@dataclass(frozen=True)
class Auftrag:
    """What is to be planned: the days from `von` to `bis`; `runde` is unsaved where it is new.

    `vorlage` is None where there is no earlier round yet.
    """

    vorlage: Runde | None
    runde: Runde
    von: date
    bis: date

    @property
    def neu(self) -> bool:
        """Tell whether the round has to be made."""
        return self.runde.pk is None


class AuftragFormular(forms.Form):
    """What is to be planned."""

    vorlage = forms.ModelChoiceField(
        Runde.objects.none(),
        label="Letzte Runde",
        help_text="Aus ihr und den Runden davor liest das Portal Wochentag, Uhrzeit und Ort ab.",
        empty_label=None,
        error_messages={"required": "Bitte wählen Sie die letzte Runde."},
    )
    name: forms.Field = forms.CharField(
        label="Name der neuen Runde",
        max_length=80,
        help_text="Zum Beispiel „Herbst 2026“. Gibt es die Runde schon, wird sie ergänzt.",
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        error_messages={"required": "Bitte geben Sie der Runde einen Namen."},
    )
    von = forms.ChoiceField(label="Erster Monat")
    bis = forms.ChoiceField(label="Letzter Monat")

    def __init__(
        self,
        daten: Any,
        *,
        runden: QuerySet[Runde],
        vorlagen: QuerySet[Runde],
        heute: date,
    ) -> None:
        letzte = vorlagen.first()
        super().__init__(daten, initial=_vorgaben(letzte, heute))
        self.runden = runden
        vorlage = self.fields["vorlage"]
        if isinstance(vorlage, forms.ModelChoiceField):
            vorlage.queryset = vorlagen
            if letzte is None:
                vorlage.required, vorlage.empty_label = False, "Es gibt noch keine"
        for feld in ("von", "bis"):
            wahl = self.fields[feld]
            if isinstance(wahl, forms.ChoiceField):
                wahl.choices = list(_monate(heute))

    def clean_name(self) -> str:
        """Give the name in one line."""
        if not (name := einzeilig(self.cleaned_data["name"])):
            raise ValidationError("Bitte geben Sie der Runde einen Namen.")
        return name

    def clean_von(self) -> date:
        """Give the first day of the month."""
        return date.fromisoformat(self.cleaned_data["von"])

    def clean_bis(self) -> date:
        """Give the last day of the month."""
        tag = date.fromisoformat(self.cleaned_data["bis"])
        return tag.replace(day=monthrange(tag.year, tag.month)[1])

    def clean(self) -> dict[str, Any] | None:
        daten = super().clean()
        von, bis = self.cleaned_data.get("von"), self.cleaned_data.get("bis")
        if von and bis and bis < von:
            self.add_error("bis", "Der letzte Monat liegt vor dem ersten.")
        elif von and bis and (bis - von).days > MONATE_HOECHSTENS * 31:
            self.add_error("bis", f"Bitte planen Sie höchstens {MONATE_HOECHSTENS} Monate.")
        if name := self.cleaned_data.get("name"):
            self.runde = self.runden.filter(name=name).first()
        return daten

    def auftrag(self) -> Auftrag:
        """Give what is to be planned; call when the form is valid."""
        daten = self.cleaned_data
        runde = self.runde or _neue_runde(daten["name"], daten["von"], daten["bis"])
        return Auftrag(daten["vorlage"], runde, daten["von"], daten["bis"])


class ErgaenzungFormular(AuftragFormular):
    """The same for those who may not make a round: they complete one that is not over.

    `hindernis` says why there is nothing to choose, empty where there is.
    """

    name = forms.ChoiceField(
        label="Runde",
        help_text="Neue Runden legt das Stadtteilbüro an.",
        error_messages={
            "required": "Bitte wählen Sie eine Runde.",
            "invalid_choice": "Diese Runde gibt es nicht, oder sie ist vorbei. Bitte wählen Sie "
            "eine andere; neue Runden legt das Stadtteilbüro an.",
        },
    )

    def __init__(
        self, daten: Any, *, runden: QuerySet[Runde], vorlagen: QuerySet[Runde], heute: date
    ) -> None:
        super().__init__(daten, runden=runden, vorlagen=vorlagen, heute=heute)
        # What takes place really would stand in a round of examples as one of them.
        offene = list(runden.filter(beispiel=False, ende__gte=heute).order_by("beginn", "pk"))
        self.hindernis = "" if offene else KEINE_OFFENE
        wahl = self.fields["name"]
        if isinstance(wahl, forms.ChoiceField):
            wahl.choices = [(runde.name, runde.name) for runde in offene]
        if offene and self.initial.get("name") not in {runde.name for runde in offene}:
            self.initial = {**self.initial, **_saison_von(offene[-1], heute)}


def _saison_von(runde: Runde, heute: date) -> dict[str, Any]:
    """Give what the first step proposes to complete `runde`: what is left of its season."""
    von = max(runde.beginn, heute).replace(day=1)
    return {
        "name": runde.name,
        "von": von.isoformat(),
        "bis": runde.ende.replace(day=1).isoformat(),
    }


def _vorgaben(letzte: Runde | None, heute: date) -> dict[str, Any]:
    """Give what the first step proposes: the round that comes after the latest one."""
    if letzte is None:
        return {}
    name, von, bis = naechste_saison(letzte.beginn, heute)
    return {"vorlage": letzte, "name": name, "von": von.isoformat(), "bis": bis.isoformat()}


def _neue_runde(name: str, von: date, bis: date) -> Runde:
    """Give a round whose season holds the planned months and what its name says."""
    tage = saison(name)
    if tage is None:
        return Runde(name=name, beginn=von, ende=bis)
    return Runde(name=name, beginn=min(von, tage[0]), ende=max(bis, tage[1]))


def _monate(heute: date) -> Iterator[tuple[str, str]]:
    """Give the months from this one on, as their first days and in words."""
    for nummer in range(heute.month - 1, heute.month - 1 + MONATE_VORAUS):
        erster = date(heute.year + nummer // 12, nummer % 12 + 1, 1)
        yield erster.isoformat(), f"{MONATE[erster.month - 1]} {erster.year}"
