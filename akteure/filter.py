"""What a reader may narrow the directory by."""

from django import forms

from akteure.stammdaten import kategorien
from hattingen_portal.grundlage.formular.filter import FilterFormular
from quartiere.auswahl import StadtteilFeld, schluessel


def _kategorien() -> list[tuple[str, str]]:
    namen = (kategorie.name for kategorie in kategorien().values())
    return [("", "Alle Kategorien"), *((name, name) for name in namen)]


class AkteureFilter(FilterFormular):
    """Category and Stadtteil; both are compared with the choices, not asked of the database."""

    kategorie = forms.ChoiceField(label="Kategorie", required=False, choices=_kategorien)
    stadtteil = StadtteilFeld()

    def wahl(self) -> tuple[int | None, int | None]:
        """Give the keys of category and Stadtteil; an unknown word narrows nothing."""
        self.is_valid()  # fills cleaned_data, once
        name = self.cleaned_data.get("kategorie")
        gesucht = (pk for pk, zeile in kategorien().items() if name and zeile.name == name)
        return next(gesucht, None), schluessel(self.cleaned_data.get("stadtteil", ""))
