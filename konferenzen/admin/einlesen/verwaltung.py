"""The address at which the admin of the rounds reads in a list."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import path

from konferenzen.admin.einlesen.ansicht import Einleseseite
from konferenzen.admin.einlesen.rechte import darf_einlesen


class MitEinlesen(admin.ModelAdmin):
    """For the admin of the rounds: the page; the way there is `einlesen_link.html`."""

    def get_urls(self) -> list[Any]:
        seite = path(
            "einlesen/",
            self.admin_site.admin_view(self.einlesen_view),
            name="konferenzen_runde_einlesen",
        )
        return [seite, *super().get_urls()]

    def einlesen_view(self, request: HttpRequest) -> HttpResponse:
        """Answer the page; 403 to those who may neither add nor change conferences."""
        if not darf_einlesen(self.admin_site, request):
            raise PermissionDenied
        return Einleseseite(self, request).antwort()
