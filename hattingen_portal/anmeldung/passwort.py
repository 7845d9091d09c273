"""A forgotten password: a link by mail, good for an hour and for one use.

Whether an address belongs to an account, nobody learns: the answer is the same, and so is the work
that is done for it; the mail itself is written by the worker.
"""

from datetime import timedelta
from math import ceil
from typing import Any

from axes.handlers.proxy import AxesProxyHandler
from django.contrib import admin
from django.contrib.auth import views
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse_lazy

from hattingen_portal.anmeldung.aufgaben import link_senden
from hattingen_portal.anmeldung.bescheid import PASSWORT, bescheid
from hattingen_portal.anmeldung.formulare import PasswortVergessen
from hattingen_portal.grundlage.formular.herkunft import anschluss
from hattingen_portal.grundlage.formular.zugriff import Grenze, in_minuten, zu_oft

# No mailbox is to be flooded by somebody who types its address.
JE_ADRESSE = (Grenze(3, timedelta(hours=1), je_anschluss=True),)


class _ImRahmen:
    """A page in the frame of the admin for somebody who is not logged in."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kontext: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]  # of the view beside it
        return admin.site.each_context(self.request) | kontext  # type: ignore[attr-defined]  # dito


class Vergessen(_ImRahmen, views.PasswordResetView):
    """Asks for the address; how often one line and all together may ask is limited."""

    form_class = PasswortVergessen
    template_name = "admin/anmeldung/passwort_vergessen.html"
    title = "Passwort vergessen"
    success_url = reverse_lazy("passwort_gesendet")

    def form_valid(self, form: Any) -> HttpResponse:
        if wartezeit := zu_oft("passwort", anschluss(self.request)):
            form.add_error(
                None,
                "Gerade wurde hier sehr oft nach einem neuen Passwort gefragt. Bitte versuchen Sie "
                f"es in {in_minuten(wartezeit)} noch einmal.",
            )
            antwort = self.render_to_response(self.get_context_data(form=form), status=429)
            antwort["Retry-After"] = str(ceil(wartezeit.total_seconds()))
            return antwort
        konten = form.konten()
        if not zu_oft("passwort-an", form.cleaned_data["email"].lower(), JE_ADRESSE):
            link_senden.defer(konten=konten)
        return HttpResponseRedirect(str(self.success_url))


class Gesendet(_ImRahmen, views.PasswordResetDoneView):
    template_name = "admin/anmeldung/passwort_gesendet.html"
    title = "Bitte sehen Sie in Ihr Postfach"


class Neu(_ImRahmen, views.PasswordResetConfirmView):
    """Takes the new password. Whoever reads the mailbox has shown who they are: a lock ends."""

    template_name = "admin/anmeldung/passwort_neu.html"
    title = "Neues Passwort"
    success_url = reverse_lazy("passwort_fertig")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kontext = super().get_context_data(**kwargs)
        return kontext if self.validlink else kontext | {"title": "Der Link gilt nicht mehr"}

    def form_valid(self, form: Any) -> HttpResponse:
        AxesProxyHandler.reset_attempts(username=form.user.get_username())
        antwort = super().form_valid(form)
        bescheid(form.user, PASSWORT)
        return antwort


class Fertig(_ImRahmen, views.PasswordResetCompleteView):
    template_name = "admin/anmeldung/passwort_fertig.html"
    title = "Das neue Passwort gilt"
