"""The handbook's pages: all of it for staff, and the first chapter for those who cannot get in."""

from django.contrib import admin
from django.http import HttpRequest
from django.template.response import TemplateResponse

from hattingen_portal.handbuch.hilfe import ANMELDEN, anker


def handbuch(request: HttpRequest) -> TemplateResponse:
    """Show the whole handbook."""
    return _seite(request)


def anmelden(request: HttpRequest) -> TemplateResponse:
    """Show how to log in to whoever asks: who needs it cannot be logged in."""
    return _seite(request, nur=anker(ANMELDEN))


def _seite(request: HttpRequest, nur: str | None = None) -> TemplateResponse:
    from hattingen_portal.handbuch.text import kapitel  # noqa: PLC0415 - loaded on first use

    kontext = admin.site.each_context(request) | {
        "title": "Handbuch",
        "kapitel": [eines for eines in kapitel() if nur in {None, eines.anker}],
        # The contents stand there instead.
        "is_nav_sidebar_enabled": False,
        "hilfe": None,
    }
    return TemplateResponse(request, "admin/handbuch/handbuch.html", kontext)
