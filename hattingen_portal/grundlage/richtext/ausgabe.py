"""What a public page adds to a stored text."""

from django.utils.safestring import SafeString

# A group and no landmark: a page may have many. By keyboard one gets into it to scroll.
_ANFANG = '<div class="tabelle" role="group" aria-label="Tabelle" tabindex="0"><table>'


def fuer_seite(html: str) -> SafeString:
    """Give clean `html` for a page: a table wider than a phone scrolls for itself (WCAG 1.4.10)."""
    rahmen = html.replace("<table>", _ANFANG).replace("</table>", "</table></div>")
    return SafeString(rahmen)  # nosec B703 # cleaned text, and a frame of ours
