"""What the pages of the admin print again and again, kept by all that it is made of.

The key is the template with everything that is put into it. So what is kept is never out of date,
and shows nobody what only somebody else may see.
"""

import marshal
from typing import Any

from django.forms.renderers import BaseRenderer, get_default_renderer
from django.template.loader import get_template
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from hattingen_portal.grundlage.gedaechtnis import Vorrat

_gedruckte: Vorrat[SafeString] = Vorrat(300)


def gedruckt(name: str, inhalt: dict[str, Any]) -> SafeString:
    """Give the template called `name` printed with `inhalt`, which is all that it may show.

    Plain values alone are known again, as a template does not tell them apart from what is equal:
    with anything else it is printed anew.
    """
    return _gedruckt(get_template(name), inhalt)


class Druck(BaseRenderer):
    """Prints inputs in the same way: for forms that nobody has filled in."""

    def get_template(self, template_name: str) -> Any:
        return get_default_renderer().get_template(template_name)

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:  # noqa: ARG002 - Django's signature
        return _gedruckt(self.get_template(template_name), context).strip()


def _gedruckt(vorlage: Any, inhalt: dict[str, Any]) -> SafeString:
    try:
        # It refuses what is no plain value, a safe text, too; version 2 writes equals as equals.
        schluessel = (vorlage.template, get_language(), marshal.dumps(inhalt, 2))
    except ValueError:
        neu: SafeString = vorlage.render(inhalt)
        return neu
    gefunden = _gedruckte.holen([schluessel])
    if schluessel not in gefunden:
        gefunden[schluessel] = vorlage.render(inhalt)
        _gedruckte.legen(gefunden)
    return gefunden[schluessel]
