"""What a text may be made of: the one list for the editor's buttons and the server's cleaner."""

from collections.abc import Sequence
from typing import Any

# Headings begin below the page's title, which is its h1 (WCAG 1.3.1).
EBENEN = (2, 3)
# Below a heading of the page itself, as in a section of a legal page.
UNTER_ABSCHNITT = (3,)

ATTRIBUTE = {
    "a": {"href"},
    "th": {"scope", "colspan", "rowspan"},
    "td": {"colspan", "rowspan"},
}
ELEMENTE = {
    *("p", "h2", "h3", "ul", "ol", "li", "blockquote", "a", "strong", "em", "br"),
    *("table", "thead", "tbody", "tr", "th", "td"),
}
PROTOKOLLE = {"http", "https", "mailto", "tel"}
# Characters of HTML; a page of A4 has about 3,000 of text.
HOECHSTENS = 200_000


def knoepfe(ebenen: Sequence[int]) -> dict[str, Any]:
    """Give the configuration of the editor with headings of the levels `ebenen`.

    Whatever its buttons can make is in `ELEMENTE` and `ATTRIBUTE`; a test tries each of them.
    """
    return {
        "Bold": True,
        "Italic": True,
        "BulletList": True,
        "OrderedList": {"enableListAttributes": False},
        "ListItem": True,
        "Blockquote": True,
        "HardBreak": True,
        "Heading": {"levels": list(ebenen)},
        "Link": {"enableTarget": False, "protocols": sorted(PROTOKOLLE)},
        "Table": True,
        "TableRow": True,
        "TableHeader": True,
        "TableCell": True,
    }
