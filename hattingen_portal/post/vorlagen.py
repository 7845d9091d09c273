"""Mails out of templates: the first line is the subject, the city's name ends the text."""

from typing import Any

from django.conf import settings
from django.template.loader import render_to_string


def aus_vorlage(name: str, angaben: dict[str, Any]) -> tuple[str, str]:
    """Give subject and text of the mail that the template `name` makes of `angaben`."""
    mail = render_to_string(name, angaben | {"unterschrift": unterschrift()})
    betreff, _, text = mail.partition("\n\n")
    return betreff, text


def unterschrift() -> str:
    """Give the lines that end a mail."""
    return f"{settings.PORTAL_TRAEGER}\n{settings.PORTAL_NAME} {settings.PORTAL_KOMMUNE}"
