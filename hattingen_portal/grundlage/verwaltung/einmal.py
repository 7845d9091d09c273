"""One form makes one row: who goes back and saves once more is led to the row that is there."""

import hashlib
import json
from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

MERKER = "zuletzt_angelegt"
# What says nothing of the row: the token of the page, and which button was pressed.
BEIWERK = {"csrfmiddlewaretoken", "_save", "_addanother", "_continue"}
SCHON_DA = (
    "„{}“ haben Sie eben schon gesichert: Hier ist der Eintrag, ein zweiter ist nicht entstanden."
)


class NurEinmal(admin.ModelAdmin):
    """Remembers in the session what the person has added last; another window has another form."""

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if (zeile := self._schon_da(request)) is None:
            return super().add_view(request, form_url, extra_context)
        self.message_user(request, SCHON_DA.format(zeile), messages.WARNING)
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_change"
        return HttpResponseRedirect(reverse(name, args=[zeile.pk]))

    def response_add(
        self, request: HttpRequest, obj: Any, post_url_continue: str | None = None
    ) -> HttpResponse:
        request.session[MERKER] = {"eingaben": _kennung(request), "zeile": obj.pk}
        return super().response_add(request, obj, post_url_continue)

    def _schon_da(self, request: HttpRequest) -> Any:
        """Give the row that exactly this form has made, None where it has made none."""
        gemerkt = request.session.get(MERKER)
        if request.method != "POST" or not gemerkt or gemerkt["eingaben"] != _kennung(request):
            return None
        return self.get_queryset(request).filter(pk=gemerkt["zeile"]).first()


def _kennung(request: HttpRequest) -> str:
    """Tell one filled-in form from another; of a file, its name and size."""
    daten = request.POST
    felder = {name: daten.getlist(name) for name in daten if name not in BEIWERK}
    hochgeladen: Any = request.FILES.items()
    dateien = [(name, datei.name, datei.size) for name, datei in hochgeladen]
    text = json.dumps([request.path, felder, dateien], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()
