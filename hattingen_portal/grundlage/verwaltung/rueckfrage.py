"""Ask before an action of a list does what it says: to how many rows, to which, and what."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

# All of them are on one page to be read, and sent with one form (DATA_UPLOAD_MAX_NUMBER_FIELDS).
HOECHSTENS = 500
# A row: its key, what it is called, and what will happen to it.
Zeile = tuple[Any, str, str]


def bestaetigt(request: HttpRequest) -> bool:
    """Tell whether the person has read the page and pressed its button."""
    return "bestaetigt" in request.POST


def rueckfrage(
    modeladmin: ModelAdmin,
    request: HttpRequest,
    *,
    titel: str,
    erklaerung: str,
    knopf: str,
    zeilen: Sequence[Zeile],
) -> HttpResponse | None:
    """Give the page that asks; sends the same action again when its button is pressed.

    Without a `knopf` it only says why nothing is to be done.
    None, with a message above the list, where there are more rows than anybody would read.
    """
    if len(zeilen) > HOECHSTENS:
        text = f"Bitte wählen Sie höchstens {HOECHSTENS} Einträge auf einmal aus."
        modeladmin.message_user(request, text, messages.WARNING)
        return None
    return TemplateResponse(
        request,
        "admin/rueckfrage.html",
        modeladmin.admin_site.each_context(request)
        | {
            "title": titel,
            "erklaerung": erklaerung,
            "knopf": knopf,
            "zeilen": zeilen,
            "aktion": request.POST["action"],
            "auswahlfeld": ACTION_CHECKBOX_NAME,
            "opts": modeladmin.opts,
            "media": modeladmin.media,
        },
    )
