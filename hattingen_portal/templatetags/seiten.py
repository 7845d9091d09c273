"""Texts of the legal pages, in which placeholders show."""

from django import template
from django.template.defaultfilters import linebreaksbr
from django.utils.safestring import SafeString

from hattingen_portal.grundlage.richtext.ausgabe import fuer_seite
from hattingen_portal.seiten import platzhalter

register = template.Library()


@register.filter
def mit_platzhaltern(html: str) -> SafeString:
    """Print clean `html`, its markers as placeholders."""
    return platzhalter.mit_platzhaltern(fuer_seite(html))


@register.filter
def mit_marken(text: str) -> SafeString:
    """Print plain `text` with its lines, and its markers as placeholders."""
    return platzhalter.mit_platzhaltern(linebreaksbr(text))


@register.filter
def oder_platzhalter(text: str, was: str) -> SafeString:
    """Print plain `text`; where it is empty, the placeholder that names `was` is missing."""
    return mit_marken(text) if text else platzhalter.als_platzhalter(was)
