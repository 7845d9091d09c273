"""The base of forms that narrow a list by its address."""

from typing import Any

from django import forms

from hattingen_portal.grundlage.formular.meldungen import meldungen_setzen


class FilterFormular(forms.Form):
    """Speaks as the public forms do where an address asks for something that there is not."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for feld in self.fields.values():
            meldungen_setzen(feld)
