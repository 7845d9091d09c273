"""The search field, which every page may show."""

from django import template

from hattingen_portal.suche.filter import SucheFilter
from hattingen_portal.suche.formular import Suchformular

register = template.Library()


@register.inclusion_tag("bausteine/suchfeld.html")
def suchfeld(
    beschriftung: str, text: str = "", auswahl: SucheFilter | None = None
) -> dict[str, Suchformular | SucheFilter | None]:
    """Show the search field with what stands in it, and what narrows the search (`auswahl`)."""
    return {"formular": Suchformular(beschriftung, text), "filter": auswahl}
