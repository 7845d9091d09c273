"""A form with every kind of field: for the tests and for the page of patterns."""

from django import forms

from hattingen_portal.grundlage.formular.datumsfeld import DreiteiligesDatum
from hattingen_portal.grundlage.formular.oeffentlich import OeffentlichesFormular

_FARBEN = [("rot", "Rot"), ("blau", "Blau"), ("gruen", "Grün")]


class Musterformular(OeffentlichesFormular):
    """Shows each widget of the template pack; nobody receives what is typed."""

    umfang = "muster"
    absenden = "Muster absenden"

    name = forms.CharField(
        label="Name",
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(label="E-Mail-Adresse", help_text="Nur für die Antwort.")
    telefon = forms.CharField(label="Telefon", max_length=40, required=False, widget=forms.TelInput)
    webseite = forms.URLField(label="Internetadresse", required=False, assume_scheme="https")
    anzahl = forms.IntegerField(label="Wie viele Personen?", min_value=1, max_value=50)
    suchwort = forms.CharField(label="Suchwort", required=False, widget=forms.SearchInput)
    nachricht = forms.CharField(
        label="Nachricht",
        max_length=4000,
        help_text="Ein Satz genügt.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    thema = forms.ChoiceField(label="Thema", choices=[("", "Bitte wählen"), *_FARBEN])
    farbe = forms.ChoiceField(
        label="Lieblingsfarbe", choices=_FARBEN, widget=forms.RadioSelect, help_text="Nur eine."
    )
    farben = forms.MultipleChoiceField(
        label="Welche Farben mögen Sie noch?",
        choices=_FARBEN,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    tag = DreiteiligesDatum(label="An welchem Tag?", help_text="Zum Beispiel 26 1 2026.")
    unterlage = forms.FileField(label="Foto", required=False, widget=forms.FileInput)
    einverstanden = forms.BooleanField(label="Ich habe den Hinweis gelesen")
    herkunft = forms.CharField(required=False, widget=forms.HiddenInput)
