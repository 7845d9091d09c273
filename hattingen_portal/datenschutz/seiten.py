"""The pages of the admin for somebody who asks what is stored, or wants it erased.

They show first what would go. What is erased is what was shown: where anything else would go by
then, nothing happens, and it is shown anew.
"""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.models import DELETION, LogEntry
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst

from akteure.models import Akteur, Kontakt
from hattingen_portal.datenschutz.adressen import Adresse, gelesen
from hattingen_portal.datenschutz.akteur import ist_person
from hattingen_portal.datenschutz.auskunft import auskunft
from hattingen_portal.datenschutz.auskunfttext import als_text
from hattingen_portal.datenschutz.person import loeschen
from hattingen_portal.datenschutz.umfang import Posten, Umfang, umfang
from hattingen_portal.grundlage.betreuung import stadtteile_von
from hattingen_portal.grundlage.verwaltung.loeschen import verwandte_laden
from hattingen_portal.meldungen.models import Meldung
from hattingen_portal.rollen.vergabe import verwaltbare

# Whoever may do all this by hand may do it at once.
RECHTE = (
    *("hattingen_portal.delete_meldung", "hattingen_portal.delete_sendung"),
    *("akteure.delete_akteur", "akteure.delete_kontakt"),
)
GENANNT = 20  # rows of one place that the page names, unless all are asked for
INZWISCHEN = (
    "Inzwischen würde etwas anderes gelöscht als das, was Sie gesehen haben. Es ist noch nichts "
    "geschehen. Bitte sehen Sie nach, was jetzt hier steht."
)
FREMDES_KONTO = (
    "Zu dieser Adresse gibt es ein Konto. Es ist geblieben, denn das darf nur löschen, wer Konten "
    "verwaltet oder den Server betreibt (manage.py person_loeschen)."
)


class Adressformular(forms.Form):
    """Whose data it is about."""

    adresse = forms.CharField(
        label="E-Mail-Adresse der Person",
        max_length=254,
        error_messages={"required": "Bitte geben Sie die E-Mail-Adresse der Person ein."},
        widget=forms.EmailInput(attrs={"autocomplete": "off", "size": 40}),
    )

    def clean_adresse(self) -> Adresse:
        """Give it as an address to look for."""
        return gelesen(self.cleaned_data["adresse"])


def darf_personen_loeschen(request: HttpRequest) -> bool:
    """Tell whether who sent `request` may see and erase what is stored about anybody."""
    return request.user.has_perms(RECHTE) and stadtteile_von(request.user) is None


def personendaten(request: HttpRequest) -> HttpResponse:
    """Ask for an address; show what is stored about it, hand it out, or erase it."""
    if not darf_personen_loeschen(request):
        raise PermissionDenied
    formular = Adressformular(request.POST or None)
    if not formular.is_valid():
        return _seite(request, formular=formular)
    adresse: Adresse = formular.cleaned_data["adresse"]
    if "auskunft" in request.POST:
        return _als_datei(als_text(auskunft(adresse, timezone.now())))
    ergebnis = _umfang(request, [adresse])
    if "loeschen" in request.POST and _geloescht(request, ergebnis):
        return HttpResponseRedirect(reverse("admin:personendaten"))
    return _seite(request, formular=formular, umfang=ergebnis, adresse=adresse)


def private_daten(request: HttpRequest, schluessel: int) -> HttpResponse:
    """Show what is private about the Akteur with the key `schluessel`, and erase it."""
    modeladmin: Any = admin.site.get_model_admin(Akteur)
    akteur = modeladmin.get_object(request, str(schluessel))
    if akteur is None:
        raise Http404
    darf = modeladmin.has_delete_permission(request, akteur)
    if not darf or not request.user.has_perm("akteure.delete_kontakt"):
        raise PermissionDenied
    zurueck = reverse("admin:akteure_akteur_change", args=[akteur.pk])
    ergebnis = _umfang(request, private_adressen(akteur), akteur=akteur)
    if "loeschen" in request.POST and _geloescht(request, ergebnis):
        liste = reverse("admin:akteure_akteur_changelist")
        return HttpResponseRedirect(liste if ist_person(akteur) else zurueck)
    return _seite(
        request,
        umfang=ergebnis,
        akteur=akteur,
        ist_person=ist_person(akteur),
        gegenstand=akteur,
        zurueck=zurueck,
        title=f"Private Daten löschen: {akteur}",
        krume="Private Daten löschen",
        opts=Akteur._meta,
    )


def private_adressen(akteur: Akteur) -> list[Adresse]:
    """Give the addresses by which only a person can be meant.

    What an organisation has for the public is its own, also where its contact names the same.
    """
    kontakt = getattr(akteur, "kontakt", None)
    privat = {kontakt.email} if kontakt else set()
    privat = privat | {akteur.email} if ist_person(akteur) else privat - {akteur.email}
    return [Adresse(adresse) for adresse in sorted(privat) if adresse]


def _umfang(
    request: HttpRequest, adressen: Sequence[Adresse], *, akteur: Akteur | None = None
) -> Umfang:
    def darf_konto(konto: User) -> bool:
        darf = request.user.has_perm("auth.change_user") and konto != request.user
        return darf and verwaltbare(request.user).filter(pk=konto.pk).exists()

    return umfang(adressen, akteur=akteur, darf_konto=darf_konto)


def _geloescht(request: HttpRequest, ergebnis: Umfang) -> bool:
    """Erase what was shown, note that it was done, and say it; False where nothing happened."""
    if request.POST.get("geprueft") != ergebnis.kennung:
        messages.warning(request, INZWISCHEN)
        return False
    was = ", ".join(f"{posten.name} ({posten.anzahl})" for posten in ergebnis.posten)
    try:
        with transaction.atomic():
            loeschen(ergebnis, durch=request.user)
            _festhalten(request.user, was)
    except ValidationError as fehler:
        messages.error(request, f"Es ist nichts gelöscht. {' '.join(fehler.messages)}")
        return False
    messages.success(request, f"Gelöscht oder geleert: {was}.")
    if ergebnis.fremde_konten:
        messages.warning(request, FREMDES_KONTO)
    return True


def _festhalten(durch: Any, was: str) -> None:
    """Note that it was done and of how many rows, and not whose (GDPR, article 5 (2))."""
    LogEntry.objects.create(
        user=durch,
        object_repr="Personenbezogene Daten",
        action_flag=DELETION,
        change_message=f"Auf Verlangen gelöscht: {was}.",
    )


def _seite(request: HttpRequest, **kontext: Any) -> TemplateResponse:
    ergebnis: Umfang | None = kontext.get("umfang")
    posten = ergebnis.posten if ergebnis else []
    namensgleiche = [stelle.zeile for stelle in ergebnis.gleiche_namen] if ergebnis else []
    hoechstens = None if "alle" in request.POST else GENANNT
    genannte = [zeilen[:hoechstens] for zeilen in (namensgleiche, *(p.zeilen for p in posten))]
    verwandte_laden(zeile for zeilen in genannte for zeile in zeilen)
    gezeigt = [_gezeigt(eines, hoechstens) for eines in posten]
    zu_pruefen = _genannt(namensgleiche, hoechstens)
    kontext = {
        **admin.site.each_context(request),
        "title": "Auskunft und Löschung",
        "opts": Meldung._meta,
        **kontext,
        "posten": gezeigt,
        "zu_pruefen": zu_pruefen,
        "gekuerzt": any(eines["weitere"] for eines in (zu_pruefen, *gezeigt)),
    }
    return TemplateResponse(request, "admin/datenschutz/umfang.html", kontext)


def _gezeigt(posten: Posten, hoechstens: int | None) -> dict[str, Any]:
    worte = {"name": posten.name, "was": posten.was, "anzahl": posten.anzahl}
    return worte | _genannt(posten.zeilen, hoechstens)


def _genannt(zeilen: Sequence[Any], hoechstens: int | None) -> dict[str, Any]:
    """Name so many of `zeilen` at most, and say how many are left."""
    genannte = [_verweis(zeile) for zeile in zeilen[:hoechstens]]
    return {"zeilen": genannte, "weitere": len(zeilen) - len(genannte)}


def _verweis(zeile: Any) -> dict[str, str]:
    """Give what a row is called, and its address where it has a page in the admin."""
    art, name = str(zeile._meta.verbose_name), str(zeile)
    if isinstance(zeile, Kontakt):
        zeile, name = zeile.akteur, str(zeile.akteur)
    if not admin.site.is_registered(type(zeile)):
        return {"art": capfirst(art), "name": name, "adresse": ""}
    wohin = f"admin:{zeile._meta.app_label}_{zeile._meta.model_name}_change"
    return {"art": capfirst(art), "name": name, "adresse": reverse(wohin, args=[zeile.pk])}


def _als_datei(text: str) -> HttpResponse:
    antwort = HttpResponse(text, content_type="text/plain; charset=utf-8")
    antwort["Content-Disposition"] = 'attachment; filename="auskunft.txt"'
    return antwort
