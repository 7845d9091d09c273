"""What the templates of the admin need of its lists."""

import re
from collections.abc import Iterable, Mapping
from itertools import zip_longest
from typing import Any

from django import template
from django.utils.html import escape, strip_tags
from django.utils.safestring import SafeString
from django.utils.text import capfirst

register = template.Library()
ZELLE = re.compile(r"<t[dh]\b")


@register.filter
def mit_spalten(zellen: Iterable[str], koepfe: Iterable[Mapping[str, Any]]) -> SafeString:
    """Give the cells of a row, as Django has rendered them, each with the name of its column.

    `koepfe` are the heads of the list. On a phone, where a row becomes a card, the stylesheet
    prints the name before the cell; a head without words, that of the boxes to tick, gives none.
    """
    paare = zip_longest(zellen, koepfe, fillvalue={"text": ""})
    html = "".join(_mit_spalte(str(zelle), kopf["text"]) for zelle, kopf in paare)
    return SafeString(html)  # nosec B703 # cells that the admin has printed, and an escaped head


def _mit_spalte(zelle: str, kopf: str) -> str:
    spalte = capfirst(strip_tags(kopf).strip())
    return ZELLE.sub(rf'\g<0> data-spalte="{escape(spalte)}"', zelle, count=1) if spalte else zelle
