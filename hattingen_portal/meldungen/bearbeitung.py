"""The pages of the admin on which something is done with one message."""

from abc import ABC, abstractmethod
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from hattingen_portal.meldungen.models import Meldung


class Bearbeitung(ABC):
    """One request of such a page; subclasses show a form and do what it asks for."""

    name: ClassVar[str]
    titel: ClassVar[str]
    vorlage: ClassVar[str]

    def __init__(self, modeladmin: ModelAdmin, request: HttpRequest, meldung: Meldung) -> None:
        self.modeladmin = modeladmin
        self.request = request
        self.meldung = meldung
        self.jetzt = timezone.now()

    @staticmethod
    @abstractmethod
    def moeglich(meldung: Meldung) -> bool:
        """Tell whether there is something to do for `meldung` on this page."""

    @abstractmethod
    def antwort(self) -> HttpResponse:
        """Answer the request; a GET never changes anything."""

    @classmethod
    def adresse_fuer(cls, meldung: Meldung) -> str:
        """Give the address of this page for `meldung`."""
        return _adresse(meldung, cls.name)

    @property
    def person(self) -> User | None:
        """Who is at work; None cannot happen behind the login."""
        return self.request.user if isinstance(self.request.user, User) else None

    def fertig(self, satz: str, name: str = "change") -> HttpResponse:
        """Note in Django's log what was done, say it, and go on to the page called `name`."""
        self.modeladmin.log_change(self.request, self.meldung, satz)
        self.modeladmin.message_user(self.request, satz, messages.SUCCESS)
        return HttpResponseRedirect(_adresse(self.meldung, name))

    def nichts_zu_tun(self, satz: str, name: str = "change") -> HttpResponse:
        """Say why nothing was done, and go to the page called `name`."""
        self.modeladmin.message_user(self.request, satz, messages.WARNING)
        return HttpResponseRedirect(_adresse(self.meldung, name))

    def seite(self, formular: forms.BaseForm, **kontext: Any) -> HttpResponse:
        """Show the page with `formular`."""
        return TemplateResponse(
            self.request,
            self.vorlage,
            self.modeladmin.admin_site.each_context(self.request)
            | {
                "title": f"{self.titel}: {self.meldung}",
                "krume": self.titel,
                "opts": self.modeladmin.opts,
                "meldung": self.meldung,
                "gegenstand": self.meldung,
                "form": formular,
                "errors": formular.errors,
                "media": self.modeladmin.media + formular.media,
                "zurueck": _adresse(self.meldung, "change"),
                "antworten": _adresse(self.meldung, "antworten"),
            }
            | kontext,
        )


def _adresse(meldung: Meldung, name: str) -> str:
    return reverse(f"admin:hattingen_portal_meldung_{name}", args=[meldung.pk])
