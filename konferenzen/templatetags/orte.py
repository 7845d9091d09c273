"""Where a conference takes place, for templates."""

from urllib.parse import urlencode

from django import template

from konferenzen.models import Veranstaltungsort

register = template.Library()


@register.filter
def kartenlink(ort: Veranstaltungsort) -> str:
    """Give the address of `ort` on OpenStreetMap: a plain link, nothing is loaded from there."""
    if ort.breite is not None and ort.laenge is not None:
        marke = urlencode({"mlat": ort.breite, "mlon": ort.laenge})
        return f"https://www.openstreetmap.org/?{marke}#map=18/{ort.breite}/{ort.laenge}"
    suche = urlencode({"query": f"{ort.strasse_nr}, {ort.plz_stadt}".strip(", ")})
    return f"https://www.openstreetmap.org/search?{suche}"
