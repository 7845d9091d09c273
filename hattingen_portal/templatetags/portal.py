"""Telephone numbers, addresses and files as public pages need them."""

import re
from dataclasses import dataclass

from django import template
from django.conf import settings
from django.db.models.fields.files import FieldFile, ImageFieldFile
from django.template.defaultfilters import filesizeformat

register = template.Library()


@dataclass(frozen=True)
class Bildmasse:
    """Width and height in pixels: a page that knows them does not jump while it loads."""

    breite: int
    hoehe: int


@register.filter
def telefon_adresse(nummer: str) -> str:
    """Give the address of a German phone number as people write it, for `tel:` (RFC 3966).

    "(02324) 204-5552" becomes "+4923242045552"; an international one keeps its country.
    """
    ziffern = re.sub(r"[^\d+]", "", nummer)
    return f"+49{ziffern[1:]}" if ziffern.startswith("0") else ziffern


@register.filter
def absolut(pfad: str) -> str:
    """Give the whole address of `pfad`, to be copied elsewhere."""
    return f"{settings.PORTAL_BASIS_URL}{pfad}"


@register.filter
def webcal(pfad: str) -> str:
    """Give the address that opens the calendar program of the device with the feed at `pfad`."""
    return f"webcal://{absolut(pfad).partition('://')[2]}"


@register.filter
def dateigroesse(datei: FieldFile) -> str:
    """Give the size of `datei` for people, "84 KB"; empty where the file is gone."""
    try:
        return filesizeformat(datei.size)
    except FileNotFoundError:
        return ""


@register.filter
def masse(bild: ImageFieldFile) -> Bildmasse | None:
    """Give the size of `bild`; None where the file is gone, so that the page stays whole."""
    try:
        return Bildmasse(bild.width, bild.height)
    except (FileNotFoundError, ValueError, TypeError):
        return None
