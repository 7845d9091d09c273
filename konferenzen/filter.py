"""What a reader may narrow the list of dates by."""

from django import forms

from hattingen_portal.grundlage.formular.filter import FilterFormular
from konferenzen.models import Art, KonferenzQuerySet
from quartiere.auswahl import StadtteilFeld, schluessel


class TermineFilter(FilterFormular):
    """Stadtteil and kind of meeting, by the words that stand in their addresses."""

    stadtteil = StadtteilFeld()
    art = forms.ChoiceField(label="Art", required=False, choices=[("", "Alle Arten"), *Art.choices])

    def anwenden(self, konferenzen: KonferenzQuerySet) -> KonferenzQuerySet:
        """Narrow `konferenzen`; an unknown word narrows nothing, the other one still does."""
        self.is_valid()  # fills cleaned_data, once
        if slug := self.cleaned_data.get("stadtteil"):
            konferenzen = konferenzen.filter(stadtteil__slug=slug)
        if art := self.cleaned_data.get("art"):
            konferenzen = konferenzen.filter(art=art)
        return konferenzen

    def wahl(self) -> tuple[int | None, str]:
        """Give the key of the Stadtteil and the kind; None and empty where nothing is chosen."""
        self.is_valid()  # fills cleaned_data, once
        slug = self.cleaned_data.get("stadtteil", "")
        return schluessel(slug), self.cleaned_data.get("art", "")
