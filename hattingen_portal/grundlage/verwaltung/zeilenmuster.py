"""The inputs of an editable list: printed once by Django, then filled in for each row.

Django makes a form for every row and prints each of its inputs by a template: for a hundred rows
that takes half a second. As long as nobody has sent the list, its rows differ in nothing but what
they hold.
"""

import re
from collections.abc import Callable, Hashable
from functools import cached_property, lru_cache
from html import escape
from typing import Any

from django import forms
from django.db.models import Model
from django.forms import Media
from django.forms.boundfield import BoundField
from django.forms.widgets import DateTimeBaseInput
from django.utils.formats import get_format

from hattingen_portal.grundlage.verwaltung.druck import Druck

# Stand where a number and values of a row go. No text holds a NUL, which PostgreSQL does not store.
NUMMER, PLATZ, OPTION = "\0n", "\0p", "\0o"
_WERT = re.compile(rf' value="{PLATZ}(\d)"')


class LeichteZeilen(forms.BaseModelFormSet):
    """The rows of a list, which become forms only once they are sent.

    Their form is a `ZeilenFormular` of text inputs and selects.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.is_bound:
            self.renderer = self.form_renderer = Druck()

    @cached_property
    def forms(self) -> list[Any]:
        """Give the forms that were sent."""
        return list(super().forms) if self.is_bound else []

    @property
    def media(self) -> Media:
        """Give what the inputs load; Django would make a form to ask it."""
        return sum((feld.widget.media for feld in self.form.base_fields.values()), Media())

    def is_multipart(self) -> bool:
        """Tell that there are no files among the inputs."""
        return False

    def art(self, zeile: Any) -> Hashable:  # noqa: ARG002 - for subclasses
        """Give what decides on the inputs of `zeile` besides its values: what one can choose."""
        return None

    def ausgang(self) -> Hashable:
        """Give what decides on the inputs of all rows, for subclasses in which something does."""
        return None

    def eingaben(self, nummer: int | str, zeile: Model) -> "Eingaben":
        """Give the inputs of the stored `zeile`, the row of this number counted from 0.

        With NUMMER in its place, they are those of this row wherever it stands.
        """
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
            renderer=self.form_renderer,
            **self.get_form_kwargs(None),
        )
        self.add_fields(form, None)
        return {name: Feldmuster(form, name) for name in form.fields}


class Eingaben:
    """The inputs of one row, by the names of their fields."""

    def __init__(
        self, muster: dict[str, "Feldmuster"], nummer: int | str, werte: dict[str, Any]
    ) -> None:
        self._muster, self._nummer, self._werte = muster, nummer, werte

    def __contains__(self, name: str) -> bool:
        return name in self._muster

    def __getitem__(self, name: str) -> str:
        return self._muster[name].gefuellt(self._nummer, self._werte[name])

    def versteckte(self) -> str:
        """Give all inputs that nobody sees and that belong to no cell."""
        return "".join([self[name] for name, muster in self._muster.items() if muster.versteckt])


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
        self._gefuellte: dict[Hashable, list[str]] = {}

    def gefuellt(self, nummer: int | str, wert: Any) -> str:
        """Give them for the row of this number, in which the field holds `wert`.

        Rows that hold the same differ in their number alone.
        """
        schluessel = tuple(wert) if isinstance(wert, list) else wert
        if schluessel not in self._gefuellte:
            teile = self._teile(self._feld.prepare_value(wert))
            html = "".join(muster.gefuellt(teile) for muster in self._muster)
            self._gefuellte[schluessel] = html.split(NUMMER)
        return str(nummer).join(self._gefuellte[schluessel])

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
    """What one widget prints, with places for the values."""

    def __init__(self, widget: Any, html: str) -> None:
        self._auswahl = isinstance(widget, forms.Select)
        self._formate = [_format(eines) for eines in getattr(widget, "widgets", [widget])]
        self._reihenfolge = [int(nummer) for nummer in _WERT.findall(html)]
        self._html = html if self._auswahl else _WERT.sub("%s", html.replace("%", "%%"))

    def gefuellt(self, teile: Any) -> str:
        """Give it with the values in their places."""
        werte = [format_(teil) for format_, teil in zip(self._formate, teile, strict=True)]
        if self._auswahl:
            wahl = f'value="{escape(werte[0][0])}"'
            return self._html.replace(f"{wahl}>", f"{wahl} selected>", 1)
        attribute = ["" if wert is None else f' value="{escape(str(wert))}"' for wert in werte]
        return self._html % tuple([attribute[nummer] for nummer in self._reihenfolge])


def _format(widget: Any) -> Callable[[Any], Any]:
    """Give what makes of a stored value what the input shows.

    For a date or a time its pattern is looked up once, not with each value.
    """
    if not isinstance(widget, DateTimeBaseInput):
        format_value: Callable[[Any], Any] = widget.format_value
        return format_value
    muster = widget.format or get_format(widget.format_key)[0]
    return lambda zeit: None if zeit is None else _als_text(zeit, muster)


@lru_cache(maxsize=1000)
def _als_text(zeit: Any, muster: str) -> str:
    """Give a date or a time as text; a page asks for each twice, and for few times of the day."""
    text: str = zeit.strftime(muster)
    return text
