"""What public pages need of telephone numbers, addresses and files."""

import re

from django import template
from django.conf import settings
from django.db.models.fields.files import FieldFile
from django.template import Context, Node, NodeList
from django.template.base import Parser, Token
from django.template.defaultfilters import filesizeformat
from django.utils.html import format_html
from django.utils.safestring import SafeString

from hattingen_portal.grundlage.ablage import AblageFortError
from hattingen_portal.grundlage.absolut import absolut
from hattingen_portal.grundlage.gedaechtnis import abgeleitet, zweifeln
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


@register.simple_tag
def kommune() -> str:
    """Give the name of the city, also to pages that are printed without a request."""
    return settings.PORTAL_KOMMUNE


@register.simple_block_tag
def gemerkt(content: SafeString) -> SafeString:
    """Give what stands inside in one line: `{% gemerkt as x %}` keeps it for several places."""
    return SafeString(" ".join(content.split()))  # nosec B703 # was printed by a template


@register.tag
def teil(parser: Parser, token: Token) -> "Teil":
    """Print what stands inside once for each thing that it is made of: `{% teil eintrag %}`.

    Inside, nothing is known but this one variable, so that what is printed depends on nothing else;
    and the plain values of variables that are named behind it: `{% teil beitrag mit_teaser %}`.
    It is printed anew where the thing is no remembered one (grundlage/zeilen.py).
    """
    _, name, *dazu = token.split_contents()
    inhalt = parser.parse(("endteil",))
    parser.delete_first_token()
    return Teil(name, dazu, inhalt, token.lineno)


class Teil(Node):
    """What `{% teil %}` prints."""

    def __init__(self, name: str, dazu: list[str], nodelist: NodeList, zeile: int | None) -> None:
        self.name, self.dazu, self.nodelist, self.zeile = name, dazu, nodelist, zeile

    def render(self, context: Context) -> SafeString:
        """Give it as it was printed before, or print it."""
        von = context[self.name]
        dazu = {name: context.get(name) for name in self.dazu}
        wie = (self.origin.name, self.zeile, *dazu.values())
        bekannt = {self.name: von} | dazu
        return abgeleitet(von, wie, lambda: _schmal(self.nodelist.render(context.new(bekannt))))


def _schmal(html: SafeString) -> SafeString:
    """Give `html` without indentation and empty lines; where a space was, one stays."""
    zeilen = (zeile.strip(" ") for zeile in html.split("\n"))
    schmal = "\n".join(zeile for zeile in zeilen if zeile)
    davor, danach = ("\n" if rand.isspace() else "" for rand in (html[:1], html[-1:]))
    return SafeString(f"{davor}{schmal}{danach}")  # nosec B703 # was printed by a template


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
    except AblageFortError:
        zweifeln(f"Größe von {datei.name}")
        return ""
    except OSError:
        return ""
