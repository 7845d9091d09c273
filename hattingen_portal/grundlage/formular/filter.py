"""The base of forms that narrow a list by its address."""

from collections.abc import Mapping
from typing import Any, Self

from django import forms

from hattingen_portal.grundlage.formular.meldungen import meldungen_setzen
from hattingen_portal.grundlage.gedaechtnis import Ableitungen, Stammdaten


class FilterFormular(forms.Form):
    """Speaks as the public forms do where an address asks for something that there is not."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for feld in self.fields.values():
            meldungen_setzen(feld)

    @classmethod
    def aus(cls, daten: Mapping[str, Any]) -> Self:
        """Give the form for what an address says; all that say nothing share one, which is kept.

        Its choices are of the small tables alone.
        """
        if not cls.base_fields.keys().isdisjoint(daten):
            return cls(daten)
        leere = _leere()
        if cls not in leere:
            leere[cls] = cls(daten)
            leere[cls].ableitungen = Ableitungen()
        formular: Self = leere[cls]
        return formular


_leere = Stammdaten[dict[type[FilterFormular], Any]](dict)
