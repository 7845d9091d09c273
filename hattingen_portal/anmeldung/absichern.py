"""The page on which people set up, renew or remove the second factor of their own account."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django_otp import login as mit_faktor

from hattingen_portal.anmeldung import faktor
from hattingen_portal.anmeldung.bescheid import EINGERICHTET, ENTFERNT, bescheid
from hattingen_portal.anmeldung.formulare import Bestaetigung, Einrichtung
from hattingen_portal.grundlage.qr import qr_svg


def absichern(request: HttpRequest) -> HttpResponse:
    """Show how the account is secured, and do what a button asks for."""
    konto: Any = request.user
    if request.method != "POST":
        return _seite(request)
    was = request.POST.get("was")
    if was == "beginnen":
        faktor.beginnen(konto)
        return _zurueck()
    if was == "bestaetigen" and faktor.begonnen(konto) is not None:
        return _bestaetigen(request, konto)
    if was in ("codes", "entfernen") and faktor.geraet(konto) is not None:
        return _aendern(request, konto, entfernen=was == "entfernen")
    messages.warning(request, "Hier hat sich inzwischen etwas geändert. Bitte sehen Sie nach.")
    return _zurueck()


def qr_code(request: HttpRequest) -> HttpResponse:
    """Give the key of the app that is being set up as an SVG image; Http404 afterwards."""
    konto: Any = request.user
    app = faktor.begonnen(konto)
    if app is None:
        raise Http404
    return HttpResponse(qr_svg(app.config_url), content_type="image/svg+xml; charset=utf-8")


def _bestaetigen(request: HttpRequest, konto: User) -> HttpResponse:
    formular = Einrichtung(request, request.POST)
    if not formular.is_valid():
        return _seite(request, formular)
    try:
        app, codes = faktor.bestaetigen(konto, formular.cleaned_data["code"])
    except ValidationError as fehler:
        formular.add_error("code", fehler)
        return _seite(request, formular)
    faktor.festhalten(konto, konto, "Zweiten Faktor eingerichtet.")
    bescheid(konto, EINGERICHTET)
    request.session.cycle_key()
    konto.hat_faktor = True  # type: ignore[attr-defined]  # it was loaded without
    mit_faktor(request, app)
    return _einmal_zeigen(request, codes)


def _aendern(request: HttpRequest, konto: User, *, entfernen: bool) -> HttpResponse:
    formular = Bestaetigung(request, request.POST)
    if not formular.is_valid():
        return _seite(request, formular)
    try:
        faktor.pruefen(konto, formular.cleaned_data["code"])
    except ValidationError as fehler:
        formular.add_error("code", fehler)
        return _seite(request, formular)
    if entfernen:
        faktor.entfernen(konto)
        faktor.festhalten(konto, konto, "Zweiten Faktor entfernt.")
        bescheid(konto, ENTFERNT)
        messages.success(request, "Ihr zweiter Faktor ist entfernt.")
        return _zurueck()
    codes = faktor.neue_codes(konto)
    faktor.festhalten(konto, konto, "Neue Wiederherstellungscodes erzeugt.")
    return _einmal_zeigen(request, codes)


def _seite(request: HttpRequest, formular: Any = None) -> HttpResponse:
    konto: Any = request.user
    begonnen = None if faktor.geraet(konto) else faktor.begonnen(konto)
    return TemplateResponse(
        request,
        "admin/anmeldung/absichern.html",
        admin.site.each_context(request)
        | {
            "title": "Anmeldung absichern",
            "geraet": faktor.geraet(konto),
            "uebrig": faktor.uebrige_codes(konto),
            "begonnen": begonnen,
            "schluessel": faktor.schluessel(begonnen) if begonnen else "",
            "form": formular or (Einrichtung if begonnen else Bestaetigung)(request),
        },
    )


def _einmal_zeigen(request: HttpRequest, codes: list[str]) -> HttpResponse:
    kontext = admin.site.each_context(request) | {
        "title": "Ihre Wiederherstellungscodes",
        "codes": codes,
    }
    return TemplateResponse(request, "admin/anmeldung/codes.html", kontext)


def _zurueck() -> HttpResponse:
    return HttpResponseRedirect(reverse("admin:absichern"))
