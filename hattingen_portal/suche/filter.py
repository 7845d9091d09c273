"""What a reader may narrow the search by."""

from django import forms
from django.utils.functional import cached_property

from hattingen_portal.grundlage.formular.filter import FilterFormular
from hattingen_portal.suche.bereiche import BEREICHE
from quartiere.auswahl import StadtteilFeld
from quartiere.models import Stadtteil


class SucheFilter(FilterFormular):
    """Part of the portal and Stadtteil, by the words that stand in their addresses."""

    bereich = forms.ChoiceField(
        label="Was", required=False, choices=[("", "Alles"), *BEREICHE.items()]
    )
    stadtteil = StadtteilFeld()

    @cached_property
    def _gewaehlt(self) -> dict[str, str]:
        """The choices by field; none with an unknown word, which the page says."""
        return self.cleaned_data if self.is_valid() else {}

    @property
    def gewaehlter_bereich(self) -> str:
        """The chosen part; empty for all."""
        return self._gewaehlt.get("bereich", "")

    @cached_property
    def gewaehlter_stadtteil(self) -> Stadtteil | None:
        """The chosen Stadtteil; None for all."""
        slug = self._gewaehlt.get("stadtteil", "")
        return Stadtteil.objects.filter(slug=slug).first() if slug else None
