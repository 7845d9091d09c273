"""What a column holds, in the words of the form: for the history, and where two edit the same."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from html import unescape
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.formats import date_format, localize
from django.utils.html import strip_tags

from hattingen_portal.grundlage.richtext.feld import HtmlField

LEER = "leer"
GELOESCHT = "(gelöscht)"
DATEI = "Datei"
_VERWEIS = re.compile(r'<a href="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
_ABSATZENDE = re.compile(r"</(?:p|h[1-6]|li|blockquote|tr)>|<br\s*/?>")


class Namen:
    """The names of rows by model and key, from one query a model."""

    def __init__(self) -> None:
        self._schluessel: dict[type[models.Model], set[Any]] = {}
        self._namen: dict[type[models.Model], dict[Any, str]] = {}

    def vormerken(self, modell: type[models.Model], schluessel: Iterable[Any]) -> None:
        """Note that rows of `modell` will be asked for by these keys; None is left out."""
        self._schluessel.setdefault(modell, set()).update(k for k in schluessel if k is not None)

    def name(self, modell: type[models.Model], schluessel: Any) -> str:
        """Give the name of a row, or that it is gone."""
        if modell not in self._namen:
            self._namen[modell] = self._lesen(modell, self._schluessel.get(modell, {schluessel}))
        return self._namen[modell].get(schluessel, GELOESCHT)

    def _lesen(self, modell: type[models.Model], schluessel: set[Any]) -> dict[Any, str]:
        umfeld = [feld.name for feld in modell._meta.local_fields if feld.many_to_one]
        zeilen = modell._base_manager.filter(pk__in=schluessel)
        return {zeile.pk: str(zeile) for zeile in zeilen.select_related(*umfeld)}


def in_worten(feld: models.Field, wert: Any, namen: Namen) -> str:
    """Give `wert` of `feld` as a person reads it, times in Europe/Berlin.

    A choice of rows is a list of their keys, a single row its key; `namen` knows their names.
    """
    if feld.is_relation and feld.related_model is not None:
        modell: Any = feld.related_model
        schluessel = wert if isinstance(wert, list) else [wert] if wert is not None else []
        return ", ".join(sorted(namen.name(modell, k) for k in schluessel)) or LEER
    if wert in (None, "", []):
        return LEER
    if isinstance(feld, models.FileField):
        return DATEI
    if isinstance(feld, HtmlField):
        return lesbar(wert)
    if feld.choices:
        return str(dict(feld.flatchoices).get(wert, wert))
    return _einfach(wert)


def _einfach(wert: Any) -> str:
    match wert:
        case bool():
            return "ja" if wert else "nein"
        case datetime():
            return f"{date_format(timezone.localtime(wert), 'j. F Y, H:i')} Uhr"
        case date():
            return date_format(wert, "j. F Y")
        case Decimal():
            return str(localize(wert.normalize(), use_l10n=True))
        case list():
            return "\n".join(map(str, wert))
    return str(wert)


def lesbar(html: str) -> str:
    """Give clean `html` as plain text: a line for each paragraph, addresses behind their links."""
    mit_adressen = _VERWEIS.sub(r"\2 (\1)", html)
    return unescape(strip_tags(_ABSATZENDE.sub("\n", mit_adressen))).strip()
