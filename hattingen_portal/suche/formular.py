"""The field that takes what a person searches for."""

from django import forms


class Suchformular(forms.Form):
    """One field, named by the page that shows it. `worte.lesen` reads what comes back of it."""

    q = forms.CharField(
        required=False, max_length=200, widget=forms.SearchInput(attrs={"id": "suchworte"})
    )

    def __init__(self, beschriftung: str, text: str) -> None:
        super().__init__(initial={"q": text})
        self.fields["q"].label = beschriftung
