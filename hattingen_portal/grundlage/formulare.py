"""Forms for rows that several people edit and that the database guards."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from hattingen_portal.grundlage.sperre import MitVersion, VeraltetError


class GanzGeprueftesFormular(forms.ModelForm):
    """A model form that checks every constraint, also with only some of its fields shown.

    Django leaves out a constraint as soon as one of its fields is not in the form; in a changelist
    with five columns the database would then answer with an error page.
    """

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]  # not in the stubs
        if not self.errors:
            try:
                self.instance.validate_constraints()
            except ValidationError as fehler:
                self.add_error(None, fehler)

    def add_error(self, field: str | None, error: Any) -> None:
        """Put each message at its field, or above the form where the field is not shown."""
        if field is None and hasattr(error, "error_dict"):
            for name, meldungen in error.error_dict.items():
                super().add_error(name if name in self.fields else None, meldungen)
        else:
            super().add_error(field, error)


class VersionsFormular(GanzGeprueftesFormular):
    """A model form that carries the version it was opened with and refuses a stale one."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False, label="Version")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is not None:
            self.fields["version"].initial = self.instance.version
            self.initial["version"] = self.instance.version

    def clean(self) -> dict[str, Any] | None:
        daten = super().clean()
        objekt = self.instance
        if objekt.pk is not None and isinstance(objekt, MitVersion):
            gesendet = self.cleaned_data.get("version")
            if gesendet is not None and gesendet != objekt.version:
                raise VeraltetError
        return daten
