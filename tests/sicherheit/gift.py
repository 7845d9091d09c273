"""Poison for every text that a row can hold, and a look at whether it acted."""

import json
from collections.abc import Iterator
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

from django.apps import apps
from django.db import IntegrityError, models, transaction

from hattingen_portal.grundlage.bild import BildFeld
from hattingen_portal.grundlage.dateifeld import EigeneDatei
from hattingen_portal.grundlage.richtext.feld import HtmlField
from konferenzen.models import Aenderung

RAEUME = ("hattingen_portal", "quartiere", "akteure", "konferenzen", "aktuelles")
ELEMENT, ATTRIBUT, ZEILE = "kanarie-x", "kanarie-a", "X-KANARIE"
# Breaks out of a quoted and of an unquoted attribute, of an element, of a script and a comment;
# begins a header, a line of a calendar, a mail; is a formula.
HTML = f"\"'></script>--><{ELEMENT} {ATTRIBUT}=1>"
ZEILEN = f"\r\nBEGIN:VEVENT\r\n{ZEILE}: 1\r\nBcc: x@boese.example\r\n"
FORMEL = '=HYPERLINK("x")'
GIFTE = (
    f"{HTML}{ZEILEN}{FORMEL}",
    f"{ZEILEN}{HTML}{FORMEL}",
    f"{FORMEL}{HTML}{ZEILEN}",
    f"\t{FORMEL}{HTML}",
    f'" {ATTRIBUT}=1 x="',
)


def textfelder() -> Iterator[tuple[type[models.Model], models.Field]]:
    """Give every column of the portal's own models that holds text which a person can write."""
    for modell in apps.get_models():
        if modell._meta.app_label not in RAEUME or modell is Aenderung:
            continue  # the ledger is told in words, by what `alles` saves
        for feld in modell._meta.local_fields:
            frei = isinstance(feld, models.CharField | models.TextField) and not feld.choices
            eigene = isinstance(feld, EigeneDatei | BildFeld | models.FileField | models.SlugField)
            if frei and feld.editable and not eigene:
                yield modell, feld


def vergiften(gift: str) -> int:
    """Write `gift` into every text of every row, past all forms; give into how many columns.

    A column that the database refuses it for stays as it is: nothing can get in there. What
    is cleaned or checked on every way into the database gets what is left of it then.
    """
    anzahl = 0
    for modell, feld in textfelder():
        laenge = feld.max_length or 5_000
        try:
            with transaction.atomic():
                # Each row its own, for some columns are unique.
                for nummer, zeile in enumerate(modell._base_manager.order_by("pk")):
                    text = f"{gift[: laenge - 1]}{nummer % 10}"
                    if isinstance(feld, HtmlField):
                        text = feld.sanitize(text)
                    if isinstance(feld, models.URLField):  # takes all but blanks behind the host
                        text = f"https://example.org/{''.join(text.split())}"[:laenge]
                    modell._base_manager.filter(pk=zeile.pk).update(**{feld.attname: text})
                    anzahl += not nummer
        except IntegrityError:
            continue
    return anzahl


class _Leser(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.gefunden: list[str] = []
        self.daten: list[str] = []
        self._in_daten = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._in_daten = tag == "script" and ("type", "application/ld+json") in attrs
        if tag == ELEMENT or ATTRIBUT in dict(attrs):
            self.gefunden.append(self.get_starttag_text() or tag)

    def handle_data(self, data: str) -> None:
        if self._in_daten:
            self.daten.append(data)
            self._in_daten = False


def im_html(text: str) -> list[str]:
    """Give the elements that the poison has made in the page `text`; its data blocks must parse."""
    leser = _Leser()
    leser.feed(text)
    leser.close()
    for daten in leser.daten:
        json.loads(daten)
    return leser.gefunden


def im_xml(text: str) -> list[str]:
    """Give what the poison has made in a feed: as an element, or in the HTML that it carries."""
    elemente = list(ET.fromstring(text).iter())
    gefunden = [e.tag for e in elemente if ELEMENT in e.tag or ATTRIBUT in e.attrib]
    html = [e.text or "" for e in elemente if e.get("type") == "html"]
    return gefunden + [fund for text in html for fund in im_html(text)]


def im_kalender(text: str) -> list[str]:
    """Give the lines (RFC 5545, 3.1: unfolded) that the poison has begun in a calendar."""
    zeilen = text.replace("\r\n ", "").split("\r\n")
    gebrochene = [zeile for zeile in zeilen if {"\n", "\r"} & set(zeile)]
    offen = sum(zeile == "BEGIN:VEVENT" for zeile in zeilen)
    kennungen = sum(zeile.startswith("UID:") for zeile in zeilen)
    begonnene = [zeile for zeile in zeilen if zeile.startswith((ZEILE, "Bcc"))]
    return gebrochene + begonnene + ["VEVENT"] * (offen - kennungen)


def ist_formel(zelle: str) -> bool:
    """Tell whether a spreadsheet may compute `zelle`; an apostrophe in front keeps it from it."""
    return not zelle.startswith("'") and zelle.lstrip(" \"'").startswith(tuple("=+-@\t\r"))
