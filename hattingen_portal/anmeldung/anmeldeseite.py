"""The login: a password, and a code where the account has a second factor.

Until the code is right nobody is logged in. What the session holds meanwhile says only whose
password was right, and when.
"""

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from axes.handlers.proxy import AxesProxyHandler
from django.conf import settings
from django.contrib import admin
from django.contrib.auth import login
from django.contrib.auth.signals import user_login_failed
from django.contrib.auth.views import LoginView
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django_otp import login as mit_faktor
from django_otp.models import Device

from hattingen_portal.anmeldung.eingaben import FELD, Eingaben
from hattingen_portal.anmeldung.faktor import WartenError, hat_faktor, pruefen
from hattingen_portal.anmeldung.formulare import Anmeldeformular, Codeformular
from hattingen_portal.anmeldung.konten import Konten

VORGEMERKT = "anmeldung_vorgemerkt"
FRIST = timedelta(minutes=10)  # between password and code
KONTEN = "hattingen_portal.anmeldung.konten.Konten"


class Passwortschritt(LoginView):
    """Name and password, and what was typed elsewhere before (`eingaben`)."""

    authentication_form = Anmeldeformular
    template_name = "admin/login.html"

    def form_valid(self, form: Any) -> HttpResponse:
        konto, eingaben = form.get_user(), self.request.POST.get(FELD, "")
        if not hat_faktor(konto):
            return _anmelden(self.request, konto, self.get_success_url(), eingaben)
        _vormerken(self.request, konto, self.get_success_url(), eingaben)
        return HttpResponseRedirect(reverse("admin:anmeldung_code"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            **admin.site.each_context(self.request),
            "title": "Anmelden",
            "ziel": self.request.get_full_path(),
            "eingaben": self.request.POST.get(FELD, ""),
            "abgelaufen": "abgelaufen" in self.request.GET,
        }


def unterbrochen(request: HttpRequest) -> HttpResponse:
    """Answer a request for the admin by somebody who is not logged in, or not any more.

    What was sent is not done; it stays on the page of the login that comes instead.
    """
    sitzung = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
    war_angemeldet = sitzung and not request.user.is_authenticated
    ziel = _anmeldung(request.get_full_path(), abgelaufen=bool(war_angemeldet))
    if request.method != "POST":
        return HttpResponseRedirect(ziel)
    ansicht = Passwortschritt()
    ansicht.setup(request)
    eingaben = Eingaben.aus(request).gepackt()
    kontext = ansicht.get_context_data(form=Anmeldeformular(request)) | {
        "next": request.get_full_path(),
        "ziel": ziel,
        "eingaben": eingaben,
        "zu_viel": not eingaben,
        "abgelaufen": True,
    }
    return TemplateResponse(request, "admin/login.html", kontext, status=403)


def codeschritt(request: HttpRequest) -> HttpResponse:
    """Ask for the code, and log in with a right one; wrong ones count as wrong passwords do."""
    vorgemerkt: Any = request.session.get(VORGEMERKT)
    konto = _vorgemerkt(vorgemerkt)
    if konto is None:
        return HttpResponseRedirect(_anmeldung(reverse("admin:index"), abgelaufen=False))
    formular = Codeformular(request.POST if request.method == "POST" else None)
    if formular.is_valid():
        name = {"username": konto.get_username()}
        if not AxesProxyHandler.is_allowed(request, name):
            request.axes_locked_out, request.axes_credentials = True, name  # type: ignore[attr-defined]  # as axes does
            return HttpResponse(status=429)  # its middleware puts the page of the lock in its place
        try:
            device = pruefen(konto, formular.cleaned_data["code"])
        except ValidationError as fehler:
            if not isinstance(fehler, WartenError):
                user_login_failed.send(sender=__name__, credentials=name, request=request)
            formular.add_error("code", fehler)
        else:
            konto.backend = KONTEN
            return _anmelden(request, konto, vorgemerkt["ziel"], vorgemerkt["eingaben"], device)
    kontext = admin.site.each_context(request) | {"title": "Code eingeben", "form": formular}
    return TemplateResponse(request, "admin/anmeldung/code.html", kontext)


def _anmeldung(ziel: str, *, abgelaufen: bool) -> str:
    """Give the address of the login that leads on to the path `ziel`."""
    angaben = {"next": ziel} | ({"abgelaufen": "1"} if abgelaufen else {})
    return f"{reverse('admin:login')}?{urlencode(angaben, safe='/')}"


def _vormerken(request: HttpRequest, konto: Any, ziel: str, eingaben: str) -> None:
    request.session.flush()  # nothing of whoever used this browser before
    request.session[VORGEMERKT] = {
        "konto": konto.pk,
        "passwort": konto.get_session_auth_hash(),
        "seit": timezone.now().isoformat(),
        "ziel": ziel,
        "eingaben": eingaben,
    }


def _vorgemerkt(angaben: dict[str, Any] | None) -> Any:
    """Give whose password was right just now; None after FRIST or when it was changed since."""
    if angaben is None or timezone.now() - datetime.fromisoformat(angaben["seit"]) > FRIST:
        return None
    konto = Konten().get_user(angaben["konto"])
    if konto is None or not hat_faktor(konto):
        return None
    passt = constant_time_compare(konto.get_session_auth_hash(), angaben["passwort"])
    return konto if passt else None


def _anmelden(
    request: HttpRequest, konto: Any, ziel: str, eingaben: str, device: Device | None = None
) -> HttpResponse:
    """Log `konto` in and go on to `ziel`, or to what was typed before."""
    login(request, konto)
    request.session.pop(VORGEMERKT, None)
    mit_faktor(request, device)
    gelesen = Eingaben.gelesen(eingaben)
    if gelesen is not None and admin.site.has_permission(request):
        return gelesen.vorlegen(request)
    return HttpResponseRedirect(ziel)
