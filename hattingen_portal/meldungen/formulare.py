"""The forms through which citizens write: each gives the message that is to be stored."""

from collections.abc import Sequence
from typing import Any, cast

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, LayoutObject
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Field, QuerySet
from django.utils.datastructures import MultiValueDict

from akteure.models import Akteur, Kategorie
from hattingen_portal.grundlage.formular.oeffentlich import OeffentlichesFormular
from hattingen_portal.grundlage.formular.pruefung import anrufbar
from hattingen_portal.meldungen.berichtigung import FELDER, vorschlaege_aus, wert_von
from hattingen_portal.meldungen.models import NACHRICHT_LAENGE, Meldung, Vorschlag
from hattingen_portal.meldungen.werte import Art
from hattingen_portal.post.nachricht import lesbare_adresse
from quartiere.models import Ortsteil, Stadtteil

NICHTS_GEAENDERT = (
    "Sie haben nichts geändert. Bitte ändern Sie, was nicht richtig ist, oder schreiben Sie uns "
    "unter „Was sollten wir noch wissen?“."
)
GERADE_GEAENDERT = (
    "Der Eintrag ist gerade eben geändert worden. Bitte sehen Sie ihn sich noch einmal an. Passen "
    "Ihre Angaben noch, senden Sie sie ein zweites Mal ab."
)
EIGENE_ANGABEN = ("name", "email", "telefon")


def _platz(spalte: str) -> int | None:
    """Give how many characters the column `spalte` of a message has room for."""
    return cast("Field[Any, Any]", Meldung._meta.get_field(spalte)).max_length


class MeldungFormular(OeffentlichesFormular):
    """What all of them ask: who writes. Nobody has to say."""

    art: Art
    umfang = "meldung"
    absenden = "Nachricht senden"

    name = forms.CharField(
        label="Ihr Name",
        max_length=_platz("name"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label="Ihre E-Mail-Adresse", max_length=_platz("email"), required=False
    )
    telefon = forms.CharField(
        label="Ihre Telefonnummer",
        max_length=_platz("telefon"),
        required=False,
        widget=forms.TelInput(),
        validators=[anrufbar],
    )

    def clean_email(self) -> str:
        """Keep the address as the office will read it."""
        return lesbare_adresse(self.cleaned_data["email"])

    def anordnung(self) -> Sequence[str | LayoutObject]:
        worum = [name for name in super().anordnung() if name not in EIGENE_ANGABEN]
        return [*worum, Fieldset("So erreichen wir Sie", *EIGENE_ANGABEN)]

    @property
    def helper(self) -> FormHelper:
        helper = super().helper
        helper.form_id = "nachricht"
        return helper

    def meldung(self) -> Meldung:
        """Give the unsaved message; call on a valid form."""
        return Meldung(art=self.art, **{name: self.cleaned_data[name] for name in self._spalten()})

    def vorschlaege(self) -> Sequence[Vorschlag]:
        """Give the unsaved proposals that belong to the message."""
        return ()

    def _spalten(self) -> Sequence[str]:
        """Give the fields that are called as the columns of a message."""
        spalten = {spalte.name for spalte in Meldung._meta.get_fields()}
        return [name for name in self.cleaned_data if name in spalten]


class KontaktFormular(MeldungFormular):
    """A question or a request to the office."""

    art = Art.KONTAKT

    stadtteil = forms.ModelChoiceField(
        label="Um welchen Stadtteil geht es?",
        queryset=Stadtteil.objects.geordnet(),
        to_field_name="slug",
        required=False,
        empty_label="Ganze Stadt oder weiß ich nicht",
        help_text="Ihre Nachricht geht an die Person, die dort zuständig ist.",
    )
    text = forms.CharField(
        label="Ihre Nachricht",
        max_length=NACHRICHT_LAENGE,
        widget=forms.Textarea,
        error_messages={"required": "Bitte schreiben Sie Ihre Nachricht."},
    )

    field_order = ("stadtteil", "text", *EIGENE_ANGABEN)


class BarriereFormular(MeldungFormular):
    """A barrier that somebody met on the portal (BGG NRW § 10b (2) 2)."""

    art = Art.BARRIERE
    absenden = "Barriere melden"

    seite = forms.CharField(
        label="Auf welcher Seite?",
        max_length=_platz("seite"),
        required=False,
        help_text="Die Adresse der Seite oder mit Ihren Worten, zum Beispiel „der Kalender“.",
    )
    text = forms.CharField(
        label="Welche Barriere ist das?",
        max_length=NACHRICHT_LAENGE,
        widget=forms.Textarea,
        error_messages={"required": "Bitte beschreiben Sie die Barriere."},
        help_text="Zum Beispiel: Was lässt sich nicht lesen, nicht hören oder nicht bedienen? "
        "Oder welche Information brauchen Sie in einer anderen Form?",
    )

    field_order = ("seite", "text", *EIGENE_ANGABEN)


def _wie_im_eintrag(spalte: str, label: str, **angaben: Any) -> forms.Field:
    """Give the field that checks as the column `spalte` of an entry does.

    Its words are not about the person who types: no browser should complete them (WCAG 1.3.5).
    """
    modellfeld = cast("Field[Any, Any]", Akteur._meta.get_field(spalte))
    feld = modellfeld.formfield(label=label, **angaben)
    feld = cast("forms.Field", feld)
    if not isinstance(feld, forms.ModelMultipleChoiceField):
        feld.widget.attrs["autocomplete"] = "off"
    return feld


def _mehrere(spalte: str, label: str, zeilen: QuerySet[Any]) -> forms.Field:
    return _wie_im_eintrag(
        spalte, label, queryset=zeilen, widget=forms.CheckboxSelectMultiple, help_text=""
    )


class BerichtigungFormular(MeldungFormular):
    """The public fields of an entry as they stand there, to be changed."""

    art = Art.BERICHTIGUNG
    absenden = "Vorschlag senden"

    eintrag_name = _wie_im_eintrag(
        "name",
        "Name des Eintrags",
        error_messages={"required": "Bitte nennen Sie den Namen, unter dem der Eintrag steht."},
    )
    eintrag_beschreibung = _wie_im_eintrag(
        "beschreibung", "Beschreibung", max_length=NACHRICHT_LAENGE
    )
    eintrag_kategorien = _mehrere("kategorien", "Kategorien", Kategorie.objects.all())
    eintrag_stadtteile = _mehrere("stadtteile", "Stadtteile", Stadtteil.objects.geordnet())
    eintrag_ortsteile = _mehrere("ortsteile", "Ortsteile", Ortsteil.objects.geordnet())
    eintrag_website = _wie_im_eintrag("website", "Website", assume_scheme="https")
    eintrag_email = _wie_im_eintrag("email", "E-Mail-Adresse, die alle sehen")
    eintrag_telefon = _wie_im_eintrag("telefon", "Telefonnummer, die alle sehen")
    # Text: what is no number at all is told in the same words as an old one.
    version = forms.CharField(required=False, widget=forms.HiddenInput)
    text = forms.CharField(
        label="Was sollten wir noch wissen?",
        max_length=NACHRICHT_LAENGE,
        required=False,
        widget=forms.Textarea,
        help_text="Zum Beispiel, woher Sie das wissen oder dass es die Gruppe nicht mehr gibt.",
    )

    def __init__(self, *args: Any, akteur: Akteur, **kwargs: Any) -> None:
        self.akteur = akteur
        super().__init__(*args, **kwargs)
        self.initial.update({f"eintrag_{feld}": wert_von(akteur, feld) for feld in FELDER})
        self.initial["version"] = akteur.version

    def anordnung(self) -> Sequence[str | LayoutObject]:
        eintrag = Fieldset("Der Eintrag", *(f"eintrag_{feld}" for feld in FELDER))
        return [eintrag, "version", Fieldset("Zu Ihrem Vorschlag", "text", *EIGENE_ANGABEN)]

    def clean(self) -> dict[str, Any]:
        """Refuse a form without a proposal, and one that was opened before the entry changed."""
        daten = super().clean() or {}
        if self.errors:
            return daten
        if daten["version"] != str(self.akteur.version):
            # The next try passes.
            cast("MultiValueDict[str, str]", self.data)["version"] = str(self.akteur.version)
            raise ValidationError(GERADE_GEAENDERT)
        if not self.vorschlaege() and not daten["text"]:
            raise ValidationError(NICHTS_GEAENDERT)
        return daten

    def meldung(self) -> Meldung:
        meldung = super().meldung()
        meldung.akteur = self.akteur
        return meldung

    def vorschlaege(self) -> Sequence[Vorschlag]:
        eingaben = {feld: self.cleaned_data[f"eintrag_{feld}"] for feld in FELDER}
        return vorschlaege_aus(self.akteur, eingaben)
