"""The inputs of an editable list: printed once by Django, then filled in for each row.

Django makes a form for every row and prints each of its inputs by a template: for a hundred rows
that takes half a second. As long as nobody has sent the list, its rows differ in nothing but what
they hold.
"""

import re
from collections.abc import Callable, Hashable
from functools import cached_property
from html import escape
from typing import Any

from django import forms
from django.db.models import Model
from django.forms.boundfield import BoundField
from django.forms.widgets import DateTimeBaseInput
from django.utils.formats import get_format

# Stand where a row's number and its values go: characters for private use, which no name holds.
NUMMER, PLATZ, OPTION = "\ue000", "\ue001", "\ue002"
_WERT = re.compile(rf' value="{PLATZ}(\d)"')


class LeichteZeilen(forms.BaseModelFormSet):
    """The rows of a list, which become forms only once they are sent.

    Their form is a `ZeilenFormular` of text inputs and selects.
    """

    @cached_property
    def forms(self) -> list[Any]:
        """Give the forms that were sent."""
        return list(super().forms) if self.is_bound else []

    def art(self, zeile: Any) -> Hashable:  # noqa: ARG002 - for subclasses
        """Give what decides on the inputs of `zeile` besides its values: what one can choose."""
        return None

    def eingaben(self, nummer: int, zeile: Model) -> "Eingaben":
        """Give the inputs of the stored `zeile`, the row of this number counted from 0."""
        art = self.art(zeile)
        if art not in self._muster:
            self._muster[art] = self._gedruckt(zeile)
        werte = self.form.anfangswerte(zeile) | {zeile._meta.pk.name: zeile.pk}
        return Eingaben(self._muster[art], nummer, werte)

    @cached_property
    def _muster(self) -> dict[Hashable, dict[str, "Feldmuster"]]:
        return {}

    def _gedruckt(self, zeile: Model) -> dict[str, "Feldmuster"]:
        form = self.form(
            instance=zeile,
            prefix=self.add_prefix(NUMMER),
            auto_id=self.auto_id,
            use_required_attribute=False,
            **self.get_form_kwargs(None),
        )
        self.add_fields(form, None)
        return {name: Feldmuster(form, name) for name in form.fields}


class Eingaben:
    """The inputs of one row, by the names of their fields."""

    def __init__(self, muster: dict[str, "Feldmuster"], nummer: int, werte: dict[str, Any]) -> None:
        self._muster, self._nummer, self._werte = muster, nummer, werte

    def __contains__(self, name: str) -> bool:
        return name in self._muster

    def __getitem__(self, name: str) -> str:
        return self._muster[name].gefuellt(self._nummer, self._werte[name])

    def versteckte(self) -> str:
        """Give all inputs that nobody sees and that belong to no cell."""
        return "".join(self[name] for name, muster in self._muster.items() if muster.versteckt)


class Feldmuster:
    """The inputs of one field as Django prints them, with the one that carries its first value."""

    def __init__(self, form: forms.BaseForm, name: str) -> None:
        feld = form.fields[name]
        anzahl = len(getattr(feld.widget, "widgets", "x"))
        plaetze = [f"{PLATZ}{nummer}" for nummer in range(anzahl)]
        form.initial[name] = plaetze if anzahl > 1 else plaetze[0]
        gebunden: BoundField = form[name]
        self._feld, self.versteckt = feld, gebunden.is_hidden
        self._muster = [_Muster(feld.widget, _gedruckt(gebunden))]
        if feld.show_hidden_initial:
            widget = feld.hidden_widget()
            widget.is_localized = bool(feld.localize)
            self._muster.append(_Muster(widget, gebunden.as_hidden(only_initial=True)))

    def gefuellt(self, nummer: int, wert: Any) -> str:
        """Give them for the row of this number, in which the field holds `wert`."""
        teile = self._teile(self._feld.prepare_value(wert))
        return "".join(muster.gefuellt(nummer, teile) for muster in self._muster)

    def _teile(self, wert: Any) -> Any:
        """Give what stands in each of the inputs."""
        widget: Any = self._feld.widget
        if not isinstance(widget, forms.MultiWidget):
            return [wert]
        return wert if isinstance(wert, list) else widget.decompress(wert)


def _gedruckt(feld: BoundField) -> str:
    """Give what Django prints for the field; of a select, only one option by its template."""
    widget = feld.field.widget
    if not isinstance(widget, forms.Select):
        return feld.as_widget()
    optionen, widget.choices = list(widget.choices), [(OPTION, OPTION)]
    davor, eine, danach = re.split(rf"(\n *<option.*{OPTION}.*\n)", feld.as_widget())
    alle = (
        eine.replace(OPTION, escape(str(wert)), 1).replace(OPTION, escape(str(wort)), 1)
        for wert, wort in optionen
    )
    return "".join([davor, *alle, danach])


class _Muster:
    """What one widget prints, with places for the number of the row and for the values."""

    def __init__(self, widget: Any, html: str) -> None:
        self._auswahl = isinstance(widget, forms.Select)
        self._formate = [_format(eines) for eines in getattr(widget, "widgets", [widget])]
        html = html.replace("%", "%%").replace(NUMMER, "%(nummer)s")
        self._html = _WERT.sub(r"%(wert\1)s", html)
        self._gewaehlt: dict[str, str] = {}

    def gefuellt(self, nummer: int, teile: Any) -> str:
        plaetze: dict[str, Any] = {"nummer": nummer}
        werte = [format_(teil) for format_, teil in zip(self._formate, teile, strict=True)]
        if self._auswahl:
            return self._mit_wahl(werte[0][0]) % plaetze
        for platz, wert in enumerate(werte):
            plaetze[f"wert{platz}"] = "" if wert is None else f' value="{escape(str(wert))}"'
        return self._html % plaetze

    def _mit_wahl(self, wert: str) -> str:
        if wert not in self._gewaehlt:
            wahl = f'value="{escape(wert)}"'.replace("%", "%%")
            self._gewaehlt[wert] = self._html.replace(f"{wahl}>", f"{wahl} selected>", 1)
        return self._gewaehlt[wert]


def _format(widget: Any) -> Callable[[Any], Any]:
    """Give what makes of a stored value what the input shows.

    For a date or a time its pattern is looked up once, not with each value.
    """
    if not isinstance(widget, DateTimeBaseInput):
        format_value: Callable[[Any], Any] = widget.format_value
        return format_value
    muster = widget.format or get_format(widget.format_key)[0]
    return lambda zeit: None if zeit is None else zeit.strftime(muster)
