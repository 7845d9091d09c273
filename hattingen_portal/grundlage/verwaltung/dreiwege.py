"""Two people edit the same: nothing that either of them typed is lost or silently overwritten.

Each input carries along what it showed at first. With what is stored now that makes three ways: a
field that only one of the two has changed is theirs; where both have, the form comes back with her
input and the stored value in words beside it.
"""

from abc import abstractmethod
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import forms
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import models
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString

from hattingen_portal.grundlage.betreuung import Person
from hattingen_portal.grundlage.geschichte.aufzeichnung import hat_geschichte
from hattingen_portal.grundlage.geschichte.lesen import letzter, seither
from hattingen_portal.grundlage.geschichte.worte import Namen, in_worten
from hattingen_portal.grundlage.sperre import INZWISCHEN_GEAENDERT
from hattingen_portal.grundlage.verwaltung.zeitworte import tag_und_uhrzeit

NICHT_GESPEICHERT = "Von Ihren Eingaben ist noch nichts gespeichert, sie stehen noch hier."
SIE, NIEMAND = "Sie selbst", "das Portal selbst"


@dataclass(frozen=True)
class Anderswert:
    """A field that somebody else has changed: its label, what is stored, whether she did, too."""

    feld: str
    gespeichert: str
    beide: bool


class DreiwegeFeld(BoundField):
    """Shows what she typed; in a stale form, what is stored wherever she typed nothing."""

    form: forms.BaseForm

    def value(self) -> Any:
        form = self.form
        if isinstance(form, DreiwegeFormular) and form.veraltet and not form.beruehrt(self.name):
            return self.field.prepare_value(self.initial)
        return super().value()

    def as_hidden(self, attrs: Any = None, **kwargs: Any) -> SafeString:
        """Print what the input showed at first; in a stale form, what is stored now.

        Django loses it for a field of several inputs: the corrected row would count as unchanged.
        """
        form = self.form
        if not (kwargs.get("only_initial") and form.is_bound):
            return super().as_hidden(attrs, **kwargs)
        widget = self.field.hidden_widget()
        widget.is_localized = bool(self.field.localize)
        if isinstance(form, DreiwegeFormular) and form.veraltet:
            wert = self.field.prepare_value(self.initial)
        else:
            wert = self.anfangs
        return widget.render(self.html_initial_name, wert, {"id": self.html_initial_id})

    @property
    def anfangs(self) -> Any:
        """What the input showed when the form was opened, as it was sent along."""
        widget, form = self.field.hidden_widget(), self.form
        return widget.value_from_datadict(form.data, form.files, self.html_initial_name)


class DreiwegeFormular(forms.ModelForm):
    """A model form that knows what it was opened with; subclasses say when it is stale."""

    bound_field_class = DreiwegeFeld
    # Who reads its messages; whoever makes the form says so.
    person: Person = AnonymousUser()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is not None:
            self.anfangs_mitsenden()

    def anfangs_mitsenden(self) -> None:
        """Have each input carry along what it shows at first; a file has nothing to send."""
        for name, feld in self.fields.items():
            feld.show_hidden_initial = name != "version" and not isinstance(feld, forms.FileField)

    @property
    @abstractmethod
    def veraltet(self) -> bool:
        """Tell whether somebody else has saved the row since this form was opened."""

    @property
    def geoeffnete(self) -> int | None:
        """The version of the row that the form was opened with; None for a row without one."""
        return None

    @cached_property
    def changed_data(self) -> list[str]:
        """Name what she changed; what came back as it was sent needs no look into the database."""
        return [name for name in self.fields if self._gesendet_anders(name)]

    def _gesendet_anders(self, name: str) -> bool:
        feld: Any = self[name]
        if self.fields[name].show_hidden_initial and _zeilenenden(feld.data) == _zeilenenden(
            feld.anfangs
        ):
            return False
        anders: bool = feld._has_changed()
        return anders

    def beruehrt(self, name: str) -> bool:
        """Tell whether she changed the field."""
        return name in self.changed_data

    @cached_property
    def inzwischen(self) -> list[Anderswert]:
        """What somebody else has changed since this form was opened; nothing unless it is stale."""
        return list(self._anderswerte.values()) if self.veraltet else []

    def clean(self) -> dict[str, Any] | None:
        daten = super().clean()
        if self.veraltet:
            self._widersprechen()
        return daten

    def _post_clean(self) -> None:
        if not self.veraltet:  # else rules would be asked about a mixture of both versions
            super()._post_clean()  # type: ignore[misc]  # not in the stubs

    def _widersprechen(self) -> None:
        """Refuse the save, and say at each field that both have changed what is stored now."""
        wer = wer_seither(type(self.instance), self.instance.pk, self.person, self.geoeffnete)
        self.add_error(None, f"{wer} {NICHT_GESPEICHERT}")
        for name, wert in self._anderswerte.items():
            if wert.beide:
                text = f"Inzwischen gespeichert: {wert.gespeichert}. Im Feld steht Ihre Eingabe."
                self.add_error(name, ValidationError(text, code="veraltet"))

    @cached_property
    def _anderswerte(self) -> dict[str, Anderswert]:
        gefunden = {}
        for name in self.fields:
            if self._anderswo_geaendert(name):
                wort = str(self[name].label)
                beide = self.beruehrt(name)
                gefunden[name] = Anderswert(wort, self._gespeichert_in_worten(name), beide)
        return gefunden

    def _anderswo_geaendert(self, name: str) -> bool:
        """Tell whether the field holds another value than at first, and other than her input."""
        feld, gebunden = self.fields[name], self[name]
        if not feld.show_hidden_initial or not isinstance(gebunden, DreiwegeFeld):
            return False
        gespeichert = _zeilenenden(gebunden.initial)
        seither = feld.has_changed(gespeichert, _zeilenenden(gebunden.anfangs))
        return seither and feld.has_changed(gespeichert, _zeilenenden(gebunden.data))

    @cached_property
    def _gespeichert(self) -> Any:
        """The row as it is stored: the form may have set her input on its own already."""
        return type(self.instance)._base_manager.get(pk=self.instance.pk)

    def _gespeichert_in_worten(self, name: str) -> str:
        try:
            feld: Any = self.instance._meta.get_field(name)
        except FieldDoesNotExist:
            return str(self[name].initial)
        if isinstance(feld, models.ManyToManyField):
            wert: Any = list(getattr(self._gespeichert, name).values_list("pk", flat=True))
        else:
            wert = getattr(self._gespeichert, feld.attname)
        return in_worten(feld, wert, Namen())


def wer_seither(
    modell: type[models.Model], schluessel: Any, person: Person, version: int | None
) -> str:
    """Say to `person` who has saved the row since `version`, and when last (Europe/Berlin).

    It may have been herself, in another window; where others were at it, too, they come first.
    """
    gespeichert = seither(modell, schluessel, version) if hat_geschichte(modell) else []
    if not gespeichert:
        return INZWISCHEN_GEAENDERT
    namen = dict.fromkeys(e.durch_name or NIEMAND for e in gespeichert if not _von(e, person))
    wann = tag_und_uhrzeit(gespeichert[0].history_date)
    if not namen:
        wer = "haben Sie inzwischen selbst in einem anderen Fenster"
    elif len(alle := [*namen, *_auch_sie(gespeichert, person)]) == 1:
        wer = f"hat inzwischen {alle[0]}"
    else:
        wer = f"haben inzwischen {', '.join(alle[:-1])} und {alle[-1]}"
    return f"Diesen Eintrag {wer} geändert, zuletzt am {wann}."


def wer_und_wann(modell: type[models.Model], schluessel: Any, person: Person) -> str:
    """Say to `person` who last saved the row and when (Europe/Berlin); empty without a history."""
    eintrag = letzter(modell, schluessel) if hat_geschichte(modell) else None
    if eintrag is None:
        return ""
    wer = SIE if _von(eintrag, person) else eintrag.durch_name or NIEMAND
    return f"{wer} am {tag_und_uhrzeit(eintrag.history_date)}"


def _auch_sie(gespeichert: list[Any], person: Person) -> list[str]:
    return [SIE] if any(_von(eintrag, person) for eintrag in gespeichert) else []


def _von(eintrag: Any, person: Person) -> bool:
    return person.pk is not None and bool(eintrag.history_user_id == person.pk)


def _zeilenenden(wert: Any) -> Any:
    """Give text with plain line ends, as it is stored by some ways and sent by browsers never."""
    return wert.replace("\r\n", "\n") if isinstance(wert, str) else wert
