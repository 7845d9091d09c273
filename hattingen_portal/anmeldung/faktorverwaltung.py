"""Helping somebody whose phone is lost: taking the second factor from another person's account."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse

from hattingen_portal.anmeldung import faktor
from hattingen_portal.anmeldung.bescheid import ENTFERNT, bescheid


def fremden_entfernen(request: HttpRequest, schluessel: int) -> HttpResponse:
    """Ask, then take the factor from the account with the key `schluessel`; noted in its history.

    For those who may change the account. That of a superuser is for superusers alone: with it,
    whoever knows the password could do everything.
    """
    modeladmin: Any = admin.site.get_model_admin(User)
    konto = get_object_or_404(modeladmin.get_queryset(request), pk=schluessel)
    darf = modeladmin.has_change_permission(request, konto)
    if not darf or (konto.is_superuser and not request.user.is_superuser):
        raise PermissionDenied
    zurueck = reverse("admin:auth_user_change", args=[konto.pk])
    if request.method == "POST":
        if faktor.geraet(konto) is not None:
            faktor.entfernen(konto)
            handelnd: Any = request.user
            faktor.festhalten(handelnd, konto, "Zweiten Faktor entfernt.")
            bescheid(konto, ENTFERNT)
            messages.success(request, f"Der zweite Faktor von „{konto}“ ist entfernt.")
        return HttpResponseRedirect(zurueck)
    kontext = admin.site.each_context(request) | {
        "title": f"Zweiter Faktor: {konto}",
        "konto": konto,
        "geraet": faktor.geraet(konto),
        "uebrig": faktor.uebrige_codes(konto),
        "zurueck": zurueck,
        "liste": reverse("admin:auth_user_changelist"),
    }
    return TemplateResponse(request, "admin/anmeldung/fremder_faktor.html", kontext)
