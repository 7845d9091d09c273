"""What a reader may narrow the directory by."""

from django import forms

from akteure.models import AkteurQuerySet, Kategorie
from hattingen_portal.grundlage.formular.filter import FilterFormular
from quartiere.auswahl import StadtteilFeld
from quartiere.models import Stadtteil


def _kategorien() -> list[tuple[str, str]]:
    namen = Kategorie.objects.values_list("name", flat=True)
    return [("", "Alle Kategorien"), *((name, name) for name in namen)]


class AkteureFilter(FilterFormular):
    """Category and Stadtteil; both are compared with the choices, not asked of the database."""

    kategorie = forms.ChoiceField(label="Kategorie", required=False, choices=_kategorien)
    stadtteil = StadtteilFeld()

    def anwenden(self, akteure: AkteurQuerySet) -> AkteurQuerySet:
        """Narrow `akteure`; an unknown word narrows nothing, the other one still does."""
        self.is_valid()  # fills cleaned_data, once
        if kategorie := self.cleaned_data.get("kategorie"):
            akteure = akteure.filter(kategorien__name=kategorie)
        if slug := self.cleaned_data.get("stadtteil"):
            akteure = akteure.im_stadtteil(Stadtteil.objects.get(slug=slug))
        return akteure
