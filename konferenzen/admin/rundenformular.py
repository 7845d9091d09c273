"""The forms of a round: by itself, and as the copy of another one."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminDateWidget
from django.utils import timezone

from hattingen_portal.grundlage.verwaltung.formulare import VersionsFormular
from hattingen_portal.grundlage.zeitfelder import DatumFeld
from konferenzen.models import Art, Konferenz, Runde
from konferenzen.models.runde import saison
from konferenzen.planung import naechste_saison

GIBT_ES = (
    "Eine Runde mit diesem Namen gibt es schon. Haben Sie sie eben angelegt, ist alles "
    "gespeichert; sonst wählen Sie bitte einen anderen Namen."
)


class RundeFormular(VersionsFormular):
    """A round; its season is read from its name where nobody fills it in."""

    REGEL_AM_FELD = {"runde_ende_nach_beginn": "ende"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for feld in ("beginn", "ende"):
            if feld in self.fields:
                self.fields[feld].required = False

    def clean(self) -> dict[str, Any] | None:
        daten = super().clean()
        tage = saison(self.cleaned_data.get("name", ""))
        for stelle, feld in enumerate(("beginn", "ende")):
            if feld in self.fields and not self.cleaned_data.get(feld) and feld not in self.errors:
                if tage is None:
                    self.add_error(
                        feld,
                        forms.ValidationError(
                            "Aus dem Namen lässt sich keine Jahreszeit ablesen. Bitte tragen Sie "
                            "den Tag ein."
                        ),
                    )
                else:
                    self.cleaned_data[feld] = tage[stelle]
        return daten


class RundenkopieFormular(RundeFormular):
    """Name and season of the new round, and what comes along."""

    beginn = DatumFeld(label="Erster Tag der Saison", required=False, widget=AdminDateWidget)
    ende = DatumFeld(
        label="Letzter Tag der Saison",
        required=False,
        widget=AdminDateWidget,
        help_text="Bleibt leer, was sich aus dem Namen ergibt.",
    )
    konferenzen = forms.MultipleChoiceField(
        label="Konferenzen",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Bitte wählen Sie mindestens eine Konferenz aus.",
            "invalid_choice": "Eine der Konferenzen gibt es nicht mehr. Hier stehen die übrigen.",
        },
    )

    class Meta:
        model = Runde
        fields = ("name", "beginn", "ende", "beispiel")
        error_messages = {"name": {"unique": GIBT_ES}}
        widgets = {"name": forms.TextInput(attrs={"class": "vTextField"})}

    def __init__(self, daten: Any, runde: Runde, konferenzen: Sequence[Konferenz]) -> None:
        super().__init__(daten, initial=_vorschlag(runde, konferenzen))
        self._vorlagen = konferenzen
        feld = self.fields["konferenzen"]
        if isinstance(feld, forms.MultipleChoiceField):
            feld.choices = [(konferenz.pk, _zeile(konferenz)) for konferenz in konferenzen]

    def gewaehlte(self) -> list[Konferenz]:
        """Give the conferences that were ticked; ask it of a valid form."""
        schluessel = set(self.cleaned_data["konferenzen"])
        return [konferenz for konferenz in self._vorlagen if str(konferenz.pk) in schluessel]


def _vorschlag(runde: Runde, konferenzen: Sequence[Konferenz]) -> dict[str, Any]:
    """Propose the next season that is not there yet, and every Stadtteilkonferenz."""
    name = _freier_name(runde)
    beginn, ende = saison(name) or (None, None)
    return {
        "name": name,
        "beginn": beginn,
        "ende": ende,
        "beispiel": runde.beispiel,
        "konferenzen": [k.pk for k in konferenzen if k.art == Art.STADTTEILKONFERENZ],
    }


def _freier_name(runde: Runde) -> str:
    """Give the first season after `runde` that has no round; an example belongs to none."""
    if runde.beispiel:
        return ""
    vergebene, heute = set(Runde.objects.values_list("name", flat=True)), timezone.localdate()
    name, beginn, _ = naechste_saison(runde.beginn, heute)
    while name in vergebene:
        name, beginn, _ = naechste_saison(beginn, heute)
    return name


def _zeile(konferenz: Konferenz) -> str:
    """Name a conference with what comes along of it."""
    anzahl = len(konferenz.kopierbare_einladungen)  # type: ignore[attr-defined]  # a Prefetch's
    ort = str(konferenz.ort) if konferenz.ort else "ohne Ort"
    return f"{konferenz.bezeichnung}: {konferenz.get_form_display()}, {ort}, {anzahl} eingeladen"
