"""Two versions of a text side by side, with what went and what came marked word by word."""

import re
from difflib import SequenceMatcher

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

_WORTE = re.compile(r"\s+|\w+|[^\w\s]")
# Comparing takes time by the product of both lengths; beyond this the texts stand there unmarked.
HOECHSTENS_WORTE = 3000
# With less in common, marks would only get in the way of reading.
AEHNLICH = 0.65  # blanks count, too


def markiert(vorher: str, nachher: str) -> tuple[SafeString, SafeString]:
    """Give both texts as HTML: in the old one `<del>` around what went, in the new one `<ins>`."""
    alt, neu = _WORTE.findall(vorher), _WORTE.findall(nachher)
    if max(len(alt), len(neu)) > HOECHSTENS_WORTE:
        return escape(vorher), escape(nachher)
    vergleich = SequenceMatcher(None, alt, neu, autojunk=False)
    if vergleich.ratio() < AEHNLICH:
        return escape(vorher), escape(nachher)
    links, rechts = [], []
    for art, a, b, c, d in vergleich.get_opcodes():
        links.append(_teil("del", alt[a:b], gleich=art == "equal"))
        rechts.append(_teil("ins", neu[c:d], gleich=art == "equal"))
    return _zusammen(links), _zusammen(rechts)


def _teil(element: str, worte: list[str], *, gleich: bool) -> SafeString:
    text = "".join(worte)
    if gleich or not text:
        return escape(text)
    return format_html("<{0}>{1}</{0}>", element, text)


def _zusammen(teile: list[SafeString]) -> SafeString:
    return mark_safe("".join(teile))  # noqa: S308 - each part is escaped above  # nosec B703 # dito
