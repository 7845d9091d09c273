"""What public pages need of telephone numbers, addresses and files."""

import re

from django import template
from django.conf import settings
from django.db.models.fields.files import FieldFile
from django.template.defaultfilters import filesizeformat
from django.utils.html import format_html
from django.utils.safestring import SafeString

from hattingen_portal.grundlage.absolut import absolut
from hattingen_portal.grundlage.richtext.ausgabe import fuer_seite
from hattingen_portal.grundlage.strukturdaten import als_datenblock, krumenliste

register = template.Library()
register.filter(absolut)
register.filter(krumenliste)
register.filter(fuer_seite)
register.filter("datenblock", als_datenblock)


@register.simple_tag
def portalname() -> str:
    """Give the name of the portal, also to pages that are printed without a request."""
    return settings.PORTAL_NAME


@register.simple_block_tag
def gemerkt(content: SafeString) -> SafeString:
    """Give what stands inside in one line: `{% gemerkt as x %}` keeps it for several places."""
    return SafeString(" ".join(content.split()))  # nosec B703 # was printed by a template


@register.filter
def hinfaellig(text: str) -> SafeString:
    """Strike through what holds no more; screen readers pass over <del>, so words say it, too."""
    return format_html('<del>{}</del><span class="kern-sr-only"> (gilt nicht mehr)</span>', text)


@register.filter
def telefon_adresse(nummer: str) -> str:
    """Give the address of a German phone number as people write it, for `tel:` (RFC 3966).

    "(02324) 204-5552" becomes "+4923242045552"; an international one keeps its country.
    """
    ziffern = re.sub(r"[^\d+]", "", nummer)
    return f"+49{ziffern[1:]}" if ziffern.startswith("0") else ziffern


@register.filter
def webcal(pfad: str) -> str:
    """Give the address that opens the calendar program of the device with the feed at `pfad`."""
    return f"webcal://{absolut(pfad).partition('://')[2]}"


@register.filter
def dateigroesse(datei: FieldFile) -> str:
    """Give the size of `datei` for people, "84 KB"; empty where the file is out of reach."""
    try:
        return filesizeformat(datei.size)
    except OSError:
        return ""
