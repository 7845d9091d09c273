"""Forms for rows that several people edit and that the database guards."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import BaseConstraint, Model

from hattingen_portal.grundlage.sperre import MitVersion
from hattingen_portal.grundlage.texte import sichtbar
from hattingen_portal.grundlage.verwaltung.dreiwege import DreiwegeFormular
from hattingen_portal.grundlage.verwaltung.eigene_auswahl import bisheriges_behalten, fremdes_fehlt


class GanzGeprueftesFormular(forms.ModelForm):
    """A model form that checks every constraint, also with only some of its fields shown.

    Django leaves out a constraint as soon as one of its fields is not in the form; in a changelist
    with five columns the database would then answer with an error page. `REGEL_AM_FELD` names for
    a constraint the field at which its message stands; without it, it stands above the form.
    """

    REGEL_AM_FELD: Mapping[str, str] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bisheriges_behalten(self)

    def _post_clean(self) -> None:
        for name, feld in self.fields.items():
            wert = self.cleaned_data.get(name)
            if feld.required and isinstance(wert, str) and not sichtbar(wert):
                self.add_error(name, feld.error_messages["required"])
        for name, meldung in fremdes_fehlt(self):
            self.add_error(name, meldung)
        with _ohne_regeln(self.instance):
            super()._post_clean()  # type: ignore[misc]  # not in the stubs
        if not self.errors:
            self._regeln_pruefen()

    def _regeln_pruefen(self) -> None:
        for regel in self.instance._meta.constraints:
            try:
                regel.validate(type(self.instance), self.instance)
            except ValidationError as fehler:
                self.add_error(self.REGEL_AM_FELD.get(regel.name), self.meldung(regel, fehler))

    def meldung(self, regel: BaseConstraint, fehler: ValidationError) -> ValidationError:  # noqa: ARG002 - for subclasses
        """Give what the person reads when `regel` is violated; subclasses say more."""
        return fehler

    def add_error(self, field: str | None, error: Any) -> None:
        """Put each message at its field, or above the form where the field is not shown."""
        if field is None and hasattr(error, "error_dict"):
            for name, meldungen in error.error_dict.items():
                super().add_error(name if name in self.fields else None, meldungen)
        else:
            super().add_error(field if field in self.fields else None, error)


@contextmanager
def _ohne_regeln(objekt: Model) -> Iterator[None]:
    """Keep Django from checking constraints in here: it leaves some out and places none."""
    vars(objekt)["validate_constraints"] = lambda exclude: None  # noqa: ARG005 - Django's signature
    try:
        yield
    finally:
        del vars(objekt)["validate_constraints"]


class VersionsFeld(forms.IntegerField):
    """The version a row was opened with; a newer one alone is no change by this person."""

    widget = forms.HiddenInput

    def has_changed(self, initial: Any, data: Any) -> bool:  # noqa: ARG002 - Django's signature
        return False


class VersionsFormular(DreiwegeFormular, GanzGeprueftesFormular):
    """A model form that carries the version it was opened with and refuses a stale one."""

    version = VersionsFeld(required=False, label="Version")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["version"] = getattr(self.instance, "version", None)

    @property
    def veraltet(self) -> bool:
        """Tell whether the stored version is another one than that which came with the form."""
        if not self.is_bound or self.instance.pk is None:
            return False
        return isinstance(self.instance, MitVersion) and self.geoeffnete != self.initial["version"]

    @cached_property
    def geoeffnete(self) -> int | None:
        """The version that came with the form; None where that was none."""
        feld = self["version"]
        try:
            version: int | None = feld.field.to_python(feld.data)
        except ValidationError:
            return None
        return version


class ZeilenFormular(VersionsFormular):
    """A row of an editable list; counts as changed only where this person changed it.

    So a row that somebody else has saved in the meantime is neither overwritten nor refused unless
    it was touched here as well.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.empty_permitted = True  # Django's word for: an untouched form is not validated

    @classmethod
    def anfangswerte(cls, zeile: Any) -> dict[str, Any]:
        """Give what the inputs of the stored `zeile` show at first, by their fields."""
        spalten = map(zeile._meta.get_field, cls._meta.fields or ())
        werte = {spalte.name: spalte.value_from_object(zeile) for spalte in spalten}
        return werte | {"version": zeile.version}


class BeilageFormular(DreiwegeFormular, GanzGeprueftesFormular):
    """A row below a form, which has no version of its own: its inputs tell whether it is stale."""

    @property
    def veraltet(self) -> bool:
        """Tell whether somebody else has changed the row since, while she has, too."""
        return self.is_bound and self.instance.pk is not None and bool(self._anderswerte)

    def clean(self) -> dict[str, Any] | None:
        return super().clean() if self.has_changed() else self.cleaned_data
