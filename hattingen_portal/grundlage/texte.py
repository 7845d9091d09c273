"""Text from editors, cut down to what a page may carry."""

import re
import unicodedata
from typing import Any
from urllib.parse import urljoin

import nh3
from django.db import models
from django_prose_editor.fields import ProseEditorField

# What a news text needs; headings start at h2 because the page's title is its h1 (WCAG 1.3.1).
ERLAUBT = {"p", "h2", "h3", "ul", "ol", "li", "a", "strong", "em", "br", "blockquote"}
# The editor's buttons for it.
KNOEPFE = {
    "Bold": True,
    "Italic": True,
    "BulletList": True,
    "OrderedList": True,
    "ListItem": True,
    "Blockquote": True,
    "HardBreak": True,
    "Heading": {"levels": [2, 3]},
    "Link": {"enableTarget": False, "protocols": ["http", "https", "mailto", "tel"]},
}
# Unicode category Cc but tab, newline and U+0085, a newline too; PostgreSQL refuses NUL.
_STEUERZEICHEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f]")

# Control, format (Cf: zero width, directions) and separators: nothing of it is to be seen.
_OHNE_BILD = {"Cc", "Cf", "Zs", "Zl", "Zp"}
# Letters and marks that print nothing (Unicode: Default_Ignorable_Code_Point), and Braille's blank.
_LEERBILDER = set("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0") | {
    chr(nummer) for nummer in (*range(0x180B, 0x1810), *range(0xFE00, 0xFE10))
}


def sauberes_html(html: str) -> str:
    """Give `html` with only the elements that a page may carry, links without `javascript:`."""
    return nh3.clean(
        html,
        tags=ERLAUBT,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel=None,
    )


def mit_ganzen_adressen(html: str, basis: str) -> str:
    """Give clean `html` with each link whole, as seen from the page at `basis`.

    For readers of feeds, who see a text without its page. What is no address leads nowhere.
    """

    def ganz(_element: str, _attribut: str, adresse: str) -> str | None:
        try:
            return urljoin(basis, adresse)
        except ValueError:  # "//["
            return None

    return nh3.clean(
        html, tags=ERLAUBT, attributes={"a": {"href"}}, link_rel=None, attribute_filter=ganz
    )


def ohne_steuerzeichen(text: str) -> str:
    """Give `text` in composed form (NFC) without the control characters no page or feed may hold.

    Tab and newline stay; CRLF becomes a newline.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", _STEUERZEICHEN.sub("", text))


def sichtbar(text: str) -> bool:
    """Tell whether `text` shows anything at all: format characters and blanks alone do not."""
    return any(
        unicodedata.category(zeichen) not in _OHNE_BILD and zeichen not in _LEERBILDER
        for zeichen in text
    )


class HtmlField(ProseEditorField):
    """Text with an editor in the admin; whoever saves it, only `sauberes_html` is stored."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, sanitize=sauberes_html, extensions=KNOEPFE, **kwargs)

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        """Clean on every way into the database, not only behind a form."""
        html = sauberes_html(super().pre_save(model_instance, add))
        setattr(model_instance, self.attname, html)
        return html
