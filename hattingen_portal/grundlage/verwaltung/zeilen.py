"""The rows of a list: what a column is and where a row's link leads is found out once for all.

Django asks it anew for every cell, which takes longer than everything else on the page.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from html import escape
from typing import Any

from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.templatetags.admin_urls import add_preserved_filters
from django.contrib.admin.utils import display_for_field, display_for_value, lookup_field, quote
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.html import conditional_escape, strip_tags
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext

from hattingen_portal.grundlage.gedaechtnis import Vorrat
from hattingen_portal.grundlage.verwaltung.zeilenmuster import NUMMER, LeichteZeilen

KAESTCHEN = "action_checkbox"  # what Django calls the column of the boxes to tick
SCHLUESSEL = "SCHLUESSEL"  # stands for the key of a row in the pattern of their addresses
OHNE_UMBRUCH = (
    models.DateField,
    models.TimeField,
    models.ForeignKey,
)  # what Django keeps in one line
# Cells and hidden inputs of rows, each in the pieces between which their number stands.
# Two pages of a list: with many venues to choose among, 16 kB each.
_gedruckte: Vorrat[list[list[str]]] = Vorrat(200)


@dataclass(frozen=True)
class Zeile:
    """A row as HTML: its cells, its hidden inputs, and what is wrong with all of it."""

    zellen: SafeString
    versteckt: SafeString
    fehler: Any = None

    def html(self, spalten: int) -> str:
        """Give it as one row of a table with so many `spalten`; what is wrong is one before it."""
        davor = f'<tr><td colspan="{spalten}">{self.fehler}</td></tr>\n' if self.fehler else ""
        return f"{davor}<tr>{self.zellen}</tr>\n"


class Formulareingaben:
    """The inputs of a row that was sent, each below what is wrong with it."""

    def __init__(self, form: Any) -> None:
        self._form = form

    def __contains__(self, name: str) -> bool:
        return name in self._form.fields and not self._form[name].is_hidden

    def __getitem__(self, name: str) -> str:
        return f"{self._form[name].errors}{self._form[name]}"

    def versteckte(self) -> str:
        """Give all inputs that nobody sees."""
        return "".join(str(feld) for feld in self._form.hidden_fields())


def zeilen(cl: Any, koepfe: Sequence[Mapping[str, Any]]) -> Iterator[Zeile]:
    """Give the rows of the list `cl` below its heads, as `result_headers` gives them."""
    if _bekannt(cl):
        yield from _bekannte(cl, koepfe)
        return
    spalten = list(_spalten(cl, koepfe))
    for nummer, zeile in enumerate(cl.result_list):
        eingaben, fehler = _eingaben(cl.formset, nummer, zeile)
        zellen, versteckt = _gedruckt(spalten, zeile, eingaben)
        yield Zeile(SafeString(zellen), SafeString(versteckt), fehler)  # nosec B703 # printed by Django


def _bekannte(cl: Any, koepfe: Sequence[Mapping[str, Any]]) -> Iterator[Zeile]:
    """Give rows that are known again: printed once for what each holds and what all share.

    They are printed without their number, and so are right wherever they stand.
    """
    liste = _liste(cl, koepfe)
    namen = [(liste, cl.formset and cl.formset.art(z), z.merkmal) for z in cl.result_list]
    gedruckte = _gedruckte.holen(namen)
    fehlende = {n: z for n, z in zip(namen, cl.result_list, strict=True) if n not in gedruckte}
    if fehlende:
        spalten = list(_spalten(cl, koepfe))
        neue: dict[Hashable, list[list[str]]] = {}
        for name, zeile in fehlende.items():
            eingaben, _ = _eingaben(cl.formset, NUMMER, zeile)
            neue[name] = [teil.split(NUMMER) for teil in _gedruckt(spalten, zeile, eingaben)]
        _gedruckte.legen(neue)
        gedruckte |= neue
    for nummer, name in enumerate(namen):
        zellen, versteckt = map(str(nummer).join, gedruckte[name])
        yield Zeile(SafeString(zellen), SafeString(versteckt))  # nosec B703 # as above


def _bekannt(cl: Any) -> bool:
    """Tell whether what is printed of the rows may be kept.

    Links repeat what somebody looks for. That may be a name, and nothing of it is kept.
    """
    leicht = cl.formset is None or _leicht(cl.formset)
    return leicht and not cl.query and all(hasattr(zeile, "merkmal") for zeile in cl.result_list)


def _liste(cl: Any, koepfe: Sequence[Mapping[str, Any]]) -> str:
    """Give what the rows of the list share: all that decides on their cells but what they hold."""
    worte = [str(kopf["text"]) for kopf in koepfe]
    eingaben = cl.formset and (cl.formset.prefix, cl.formset.ausgang())
    spalten = (cl.list_display, cl.list_display_links, worte, get_language())
    fenster = (cl.is_popup, cl.to_field, cl.preserved_filters)
    return repr((cl.opts.label, spalten, fenster, eingaben))


def _gedruckt(spalten: Iterable[Any], zeile: models.Model, eingaben: Any) -> tuple[str, str]:
    """Give the cells of the row, and its hidden inputs."""
    zellen = "".join(spalte.zelle(zeile, eingaben) for spalte in spalten)
    return zellen, eingaben.versteckte() if eingaben else ""


def _eingaben(formset: Any, nummer: int | str, zeile: Any) -> tuple[Any, Any]:
    """Give the inputs of the row, where there are any, and what is wrong with all of it."""
    if formset is None:
        return {}, None
    if _leicht(formset):
        return formset.eingaben(nummer, zeile), None
    form = formset.forms[nummer]
    return Formulareingaben(form), form.non_field_errors()


def _leicht(formset: Any) -> bool:
    """Tell whether the inputs of its rows differ in nothing but what these hold."""
    return isinstance(formset, LeichteZeilen) and not formset.is_bound


def _spalten(cl: Any, koepfe: Iterable[Mapping[str, Any]]) -> Iterator["_Kaestchen | _Spalte"]:
    adresse, erste = _adresse(cl), True
    for name, kopf in zip(cl.list_display, koepfe, strict=True):
        if name == KAESTCHEN:
            yield _Kaestchen()
            continue
        verlinkt = name in (cl.list_display_links or ())
        marke = "th" if verlinkt and erste else "td"
        erste = erste and not verlinkt
        yield _Spalte(cl, name, marke, kopf["text"], adresse if verlinkt else None)


class _Kaestchen:
    """The column of the boxes to tick, as Django's `action_checkbox` prints them."""

    def __init__(self) -> None:
        self._wort = gettext("Select this object for an action - {}").format

    def zelle(self, zeile: models.Model, _eingaben: Any) -> str:
        return (
            f'<td class="action-checkbox"><input type="checkbox" name="{ACTION_CHECKBOX_NAME}" '
            f'value="{escape(str(zeile.pk))}" class="action-select" '
            f'aria-label="{self._wort(escape(str(zeile)))}"></td>'
        )


class _Spalte:
    """Any other column.

    Each cell says of which column it is: on a phone a row becomes a card, which has no heads.
    """

    def __init__(
        self, cl: Any, name: str, marke: str, kopf: str, adresse: Callable[[Any], str] | None
    ) -> None:
        self._name, self._adresse = name, adresse
        self._feld, admin = _feld(cl.model, name), cl.model_admin
        self._attribut = getattr(admin, name, None) if name != "__str__" else None
        self._leser = self._attribut or (lambda zeile: lookup_field(name, zeile, admin)[2])
        leer = admin.get_empty_value_display()
        self._leer = getattr(self._attribut, "empty_value_display", leer)
        self._ja_nein = getattr(self._attribut, "boolean", False)
        wort = escape(capfirst(strip_tags(kopf).strip()))
        self._anfang = f'<{marke} data-spalte="{wort}" class="field-{name}'
        self._ende = f"</{marke}>"

    def zelle(self, zeile: models.Model, eingaben: Any) -> str:
        """Give the cell of `zeile`: its inputs, where it has some there, or what it holds."""
        if self._adresse is None and self._name in eingaben:
            inhalt, umbruch = eingaben[self._name], not isinstance(self._feld, OHNE_UMBRUCH)
        else:
            inhalt, umbruch = self._inhalt(zeile)
        return f'{self._anfang}{"" if umbruch else " nowrap"}">{inhalt}{self._ende}'

    def _inhalt(self, zeile: models.Model) -> tuple[str, bool]:
        """Give as HTML what the row holds, and whether it may be broken into lines."""
        if self._feld is None:
            wert = self._leser(zeile)
            umbruch = not isinstance(wert, date | time)
            if isinstance(wert, str) and not self._ja_nein:
                gezeigt = wert if wert.strip() else self._leer
            else:
                gezeigt = display_for_value(wert, self._leer, self._ja_nein)
        else:
            wert, umbruch = getattr(zeile, self._name), not isinstance(self._feld, OHNE_UMBRUCH)
            if isinstance(self._feld, models.ForeignKey):
                gezeigt = self._leer if wert is None else wert
            else:
                verlinkt = self._adresse is not None
                gezeigt = display_for_field(wert, self._feld, self._leer, avoid_link=verlinkt)
        # Django's way is the longer one, and leads to the same for a text that is nothing else.
        inhalt = escape(gezeigt) if type(gezeigt) is str else conditional_escape(gezeigt)
        if self._adresse is None:
            return inhalt, umbruch
        return f'<a href="{self._adresse(zeile)}">{inhalt}</a>', umbruch


def _feld(modell: type[models.Model], name: str) -> models.Field | None:
    """Give the field of the model that the column shows, None where a method says it."""
    try:
        feld = modell._meta.get_field(name)
    except FieldDoesNotExist:
        return None
    return feld if isinstance(feld, models.Field) and not feld.auto_created else None


def _adresse(cl: Any) -> Callable[[Any], str]:
    """Give what gives the address of a row's form as the attribute `href` holds it.

    In a popup a second attribute follows: the key by which the row is chosen there.
    """
    muster = add_preserved_filters(
        {"preserved_filters": cl.preserved_filters, "opts": cl.opts},
        cl.url_for_result(cl.model(pk=SCHLUESSEL)),
    )
    davor, _, danach = escape(muster).partition(SCHLUESSEL)

    def adresse(zeile: Any) -> str:
        return f"{davor}{escape(str(quote(zeile.pk)))}{danach}"

    def im_fenster(zeile: Any) -> str:
        schluessel = zeile.serializable_value(str(cl.to_field or cl.pk_attname))
        return f'{adresse(zeile)}" data-popup-opener="{escape(str(schluessel))}'

    return im_fenster if cl.is_popup else adresse
