"""What the page asks for: the list as a whole, and each of its rows."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from konferenzen.admin.vorgaenge.formulare import grundfeld
from konferenzen.einlesen.ortsabgleich import NEUER_ORT, AehnlicherOrtError
from konferenzen.models import Runde
from konferenzen.models.runde import saison
from konferenzen.terminliste import HOECHSTENS_ZEICHEN, UnlesbarError
from konferenzen.terminliste.kodierung import text_aus
from konferenzen.terminliste.woerter import einfach, kurz

ENTWURF, OEFFENTLICH = "entwurf", "oeffentlich"
ORT_OFFEN = "-"
KEINE_RUNDE = "Bitte wählen Sie eine Runde, oder nennen Sie darunter eine neue."
KEINE_LISTE = "Bitte fügen Sie die Liste ein, oder wählen Sie eine Datei aus."


class EinleseFormular(forms.Form):
    """The list, its round, and what is to become of new conferences."""

    runde = forms.ModelChoiceField(
        Runde.objects.none(),
        label="Runde",
        required=False,
        empty_label="Eine neue Runde",
        error_messages={
            "invalid_choice": "Diese Runde gibt es nicht mehr. Bitte wählen Sie eine andere, oder "
            "nennen Sie darunter eine neue."
        },
    )
    neue_runde = forms.CharField(
        label="Name der neuen Runde",
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text="Jahreszeit und Jahr, zum Beispiel „Herbst 2026“. Angelegt wird sie erst, wenn "
        "Sie die Liste speichern.",
    )
    liste = forms.CharField(
        label="Liste",
        required=False,
        strip=False,
        widget=forms.Textarea(
            attrs={"rows": 12, "class": "vLargeTextField", "spellcheck": "false"}
        ),
        help_text="So, wie sie veröffentlicht wird: als Tabelle, als HTML, Zeile für Zeile oder "
        "als Pressetext.",
    )
    datei = forms.FileField(
        label="oder eine Datei",
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".txt,.csv,.tsv,.html,.htm,text/*"}),
        help_text="Text, CSV oder HTML, höchstens 1 MB.",
    )
    veroeffentlichen = forms.ChoiceField(
        label="Neue Konferenzen und Entwürfe",
        choices=[
            (ENTWURF, "als Entwürfe speichern: Nur wer angemeldet ist, sieht sie."),
            (OEFFENTLICH, "veröffentlichen: Alle sehen sie sofort."),
        ],
        widget=forms.RadioSelect,
    )
    grund = grundfeld(pflicht=False)

    def __init__(self, *args: Any, runden: QuerySet[Runde], darf_anlegen: bool, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.darf_anlegen = darf_anlegen
        self.fields["liste"].validators = []  # the reader says more of a NUL than Django does
        if isinstance(runde := self.fields["runde"], forms.ModelChoiceField):
            runde.queryset = runden
            runde.empty_label = runde.empty_label if darf_anlegen else "Bitte wählen"
        if not darf_anlegen:
            del self.fields["neue_runde"]

    def clean_neue_runde(self) -> str:
        """Refuse a name that tells no season: the days of the round are read from it."""
        name = str(self.cleaned_data["neue_runde"])
        if name and saison(name) is None and not Runde.objects.filter(name__iexact=name).exists():
            raise ValidationError(
                "Der Name nennt keine Jahreszeit mit Jahr wie „Herbst 2026“. Bitte berichtigen Sie "
                "ihn, oder legen Sie die Runde zuerst unter „Runden“ an."
            )
        return name

    def clean(self) -> dict[str, Any] | None:
        daten = super().clean()
        self._runde_pruefen()
        self._liste_lesen()
        return daten

    def _runde_pruefen(self) -> None:
        vorhandene, neue = self.cleaned_data.get("runde"), self.cleaned_data.get("neue_runde")
        if vorhandene and neue:
            self.add_error(
                "neue_runde",
                "Bitte leeren Sie dieses Feld, oder wählen Sie darüber „Eine neue Runde“.",
            )
        elif not (vorhandene or neue or self.errors):
            self.add_error(
                "runde", KEINE_RUNDE if self.darf_anlegen else "Bitte wählen Sie eine Runde."
            )

    def _liste_lesen(self) -> None:
        """Leave the text of the list in `liste`, be it pasted or from a file."""
        eingefuegt, datei = self.cleaned_data.get("liste", ""), self.cleaned_data.get("datei")
        if datei is not None and eingefuegt.strip():
            self.add_error(
                "datei",
                "Bitte nur eins von beidem: Leeren Sie das Feld „Liste“, oder lassen Sie die Datei "
                "weg.",
            )
        elif datei is None and not eingefuegt.strip():
            self.add_error("liste", KEINE_LISTE)
        else:
            feld = "liste" if datei is None else "datei"
            roh = eingefuegt if datei is None else datei.read(HOECHSTENS_ZEICHEN + 1)
            try:
                self.cleaned_data["liste"] = text_aus(roh)
            except UnlesbarError as fehler:
                self.add_error(feld, str(fehler))


class ZeilenFormular(forms.Form):
    """One row of the list, in the parts in which it is corrected; only to be shown.

    What is wrong with it the reader of the list says, not the form.
    """

    nehmen = forms.BooleanField(label="Diese Zeile übernehmen", required=False)
    stadtteil = forms.ChoiceField(label="Stadtteil", required=False)
    tag = forms.CharField(label="Tag", required=False)
    zeit = forms.CharField(label="Uhrzeit", required=False)
    ort = forms.CharField(label="Ort", required=False, widget=forms.Textarea(attrs={"rows": 2}))
    rest = forms.CharField(
        label="Nicht zugeordnet", required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    entfaellt = forms.BooleanField(label="entfällt: wird als abgesagt gespeichert", required=False)
    ortswahl = forms.ChoiceField(label="Welcher Ort ist gemeint?", required=False)

    def __init__(
        self,
        daten: dict[str, Any],
        prefix: str,
        stadtteile: Sequence[str],
        zweifel: AehnlicherOrtError | None,
    ) -> None:
        orte = _ortswahl(zweifel) if zweifel else []
        if daten["ortswahl"] not in dict(orte):
            daten = daten | {"ortswahl": ""}
        super().__init__(
            {f"{prefix}-{name}": wert for name, wert in daten.items()},
            prefix=prefix,
            label_suffix="",
        )
        self._waehlbar("stadtteil", _stadtteilwahl(stadtteile, daten["stadtteil"]))
        self._waehlbar("ortswahl", orte)
        if not orte:
            del self.fields["ortswahl"]
        if not daten["rest"]:
            del self.fields["rest"]
        self.full_clean()

    def _waehlbar(self, name: str, auswahl: list[tuple[str, str]]) -> None:
        feld = self.fields[name]
        if isinstance(feld, forms.ChoiceField):
            feld.choices = auswahl


def _stadtteilwahl(stadtteile: Sequence[str], genannt: str) -> list[tuple[str, str]]:
    """Give the known ones, and what the list says where it is none of them."""
    fremd = genannt and genannt not in stadtteile
    return [
        ("", "Bitte wählen"),
        *([(genannt, f"„{kurz(genannt)}“ (nicht bekannt)")] if fremd else []),
        *((name, name) for name in stadtteile),
    ]


def _ortswahl(zweifel: AehnlicherOrtError) -> list[tuple[str, str]]:
    return [
        ("", "Bitte wählen"),
        *((einfach(ort.anschrift), ort.anschrift) for ort in zweifel.moegliche),
        (NEUER_ORT, f"Ein neuer Ort: {zweifel.genannt.anschrift}"),
        (ORT_OFFEN, "Ort wird noch bekanntgegeben"),
    ]
