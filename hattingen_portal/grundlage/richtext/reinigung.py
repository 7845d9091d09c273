"""The cleaner: what a page may carry of a text, whoever sends it. nh3 has the first and last word.

nh3 parses as browsers do and lets nothing through that is not listed; between its two passes the
text is put in order.
"""

from collections.abc import Sequence
from urllib.parse import urljoin

import nh3

from hattingen_portal.grundlage.richtext.baum import gelesen, geschrieben
from hattingen_portal.grundlage.richtext.ordnung import UEBERSCHRIFTEN, ordnen
from hattingen_portal.grundlage.richtext.regeln import ATTRIBUTE, EBENEN, ELEMENTE, PROTOKOLLE
from hattingen_portal.grundlage.richtext.worte import MARKEN

# What is read before it is put in order: other words for the same, and where a line ends.
ZU_ORDNEN = {
    *(*ELEMENTE, *UEBERSCHRIFTEN, *MARKEN),
    *("div", "section", "article", "header", "footer", "main", "aside", "center", "figure"),
    *("figcaption", "address", "pre", "dl", "dt", "dd", "tfoot", "caption", "hr"),
}
# What goes with all that is in it.
OHNE_INHALT = {"script", "style", "title", "xml", "template", "noscript", "iframe", "object"}


def sauberes_html(html: str, ebenen: Sequence[int] = EBENEN) -> str:
    """Give `html` with only what a page may carry, its headings on the levels `ebenen`.

    Gives the same again for what it gave; empty where nothing is left to see.
    """
    gelesenes = nh3.clean(
        html,
        tags=ZU_ORDNEN,
        clean_content_tags=OHNE_INHALT,
        attributes=ATTRIBUTE,
        url_schemes=PROTOKOLLE,
        link_rel=None,
    )
    return _streng(geschrieben(ordnen(gelesen(gelesenes), ebenen)))


def mit_ganzen_adressen(html: str, basis: str) -> str:
    """Give clean `html` with each link whole, as seen from the page at `basis`.

    For readers of feeds, who see a text without its page. What is no address leads nowhere.
    """

    def ganz(_element: str, attribut: str, wert: str) -> str | None:
        if attribut != "href":
            return wert
        try:
            return urljoin(basis, wert)
        except ValueError:  # "//["
            return None

    return nh3.clean(
        html, tags=ELEMENTE, attributes=ATTRIBUTE, link_rel=None, attribute_filter=ganz
    )


def _streng(html: str) -> str:
    return nh3.clean(
        html, tags=ELEMENTE, attributes=ATTRIBUTE, url_schemes=PROTOKOLLE, link_rel=None
    )
