"""What a reader may narrow the directory by."""

from django import forms

from akteure.models import AkteurQuerySet, Kategorie
from quartiere.auswahl import StadtteilFeld
from quartiere.models import Stadtteil


def _kategorien() -> list[tuple[str, str]]:
    namen = Kategorie.objects.values_list("name", flat=True)
    return [("", "Alle Kategorien"), *((name, name) for name in namen)]


class AkteureFilter(forms.Form):
    """Category and Stadtteil; both are compared with the choices, not asked of the database."""

    kategorie = forms.ChoiceField(label="Kategorie", required=False, choices=_kategorien)
    stadtteil = StadtteilFeld()

    def anwenden(self, akteure: AkteurQuerySet) -> AkteurQuerySet:
        """Narrow `akteure`; with an unknown word they stay as they are."""
        if not self.is_valid():
            return akteure
        if kategorie := self.cleaned_data["kategorie"]:
            akteure = akteure.filter(kategorien__name=kategorie)
        if slug := self.cleaned_data["stadtteil"]:
            akteure = akteure.im_stadtteil(Stadtteil.objects.get(slug=slug))
        return akteure
