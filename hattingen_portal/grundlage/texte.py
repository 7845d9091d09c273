"""Text from editors, cut down to what a page may carry."""

import re
import unicodedata

import nh3

# What a news text needs; headings start at h2 because the page's title is its h1 (WCAG 1.3.1).
ERLAUBT = {"p", "h2", "h3", "ul", "ol", "li", "a", "strong", "em", "br", "blockquote"}
_STEUERZEICHEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def sauberes_html(html: str) -> str:
    """Give `html` with only the elements that a page may carry, links without `javascript:`."""
    return nh3.clean(
        html,
        tags=ERLAUBT,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel=None,
    )


def ohne_steuerzeichen(text: str) -> str:
    """Give `text` in composed form (NFC) without the control characters no page or feed may hold.

    Tab and newline stay; CRLF becomes a newline.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", _STEUERZEICHEN.sub("", text))
