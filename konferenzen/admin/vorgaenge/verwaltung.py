"""Where the admin of the conferences offers each Vorgang: addresses, buttons, list actions."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils import timezone

from hattingen_portal.grundlage.betreuung import NurBetreutes
from konferenzen.admin.vorgaenge.ansicht import AUSWAHL, HOECHSTENS, ZU_VIELE, VorgangAnsicht
from konferenzen.admin.vorgaenge.verzeichnis import VORGAENGE, moegliche, vorgang
from konferenzen.admin.vorgaenge.vorgang import Vorgang
from konferenzen.eintraege import eintrag
from konferenzen.models import Konferenz

# No key of a row is longer; PostgreSQL could not hold it.
HOECHSTENS_ZIFFERN = 18


class MitVorgaengen(NurBetreutes):
    """For the admin of the conferences: a page for each Vorgang, and the ways there."""

    def get_urls(self) -> list[Any]:
        seiten = [
            path(
                f"<path:object_id>/{eintrag.name}/",
                self.admin_site.admin_view(self.vorgang_view),
                {"name": eintrag.name},
                name=f"konferenzen_konferenz_{eintrag.name}",
            )
            for eintrag in VORGAENGE
        ]
        mehrere = path(
            "vorgang/<str:name>/",
            self.admin_site.admin_view(self.vorgaenge_view),
            name="konferenzen_konferenz_vorgang",
        )
        return [mehrere, *seiten, *super().get_urls()]

    def vorgang_view(self, request: HttpRequest, object_id: str, name: str) -> HttpResponse:
        """Answer the page of a Vorgang for one conference; 403 to those who may not change it."""
        konferenz = self.get_object(request, unquote(object_id))
        if not self.has_change_permission(request, konferenz):
            raise PermissionDenied
        if konferenz is None:
            return self.change_view(request, object_id)  # says that there is none
        return VorgangAnsicht(self, request, _gefunden(name), [konferenz.pk]).antwort()

    def vorgaenge_view(self, request: HttpRequest, name: str) -> HttpResponse:
        """Answer the same page for the conferences whose keys `?konferenzen=` names."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        genannte = request.GET.get("konferenzen", "").split(",")
        schluessel = [
            int(wert) for wert in genannte if wert.isdecimal() and len(wert) <= HOECHSTENS_ZIFFERN
        ]
        self.fremde_abweisen(request, schluessel)
        return VorgangAnsicht(self, request, _gefunden(name), schluessel).antwort()

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Offer what can be done with the conference, and show what was told of it so far."""
        konferenz: Konferenz | None = context.get("original")
        if konferenz is not None and request.method == "POST":
            konferenz = self.get_object(request, str(konferenz.pk))  # not with what was refused
        if konferenz is not None:
            jetzt = timezone.now()
            darf = self.has_change_permission(request, konferenz)
            context |= {
                "eintrag": eintrag(konferenz, jetzt),
                "vorgaenge": [
                    (vorgang.titel, _adresse(vorgang, konferenz.pk))
                    for vorgang in moegliche(konferenz, jetzt)
                    if darf
                ],
                "aenderungen": konferenz.aenderungen.neueste_zuerst(),
                "jetzt": jetzt,
            }
        return super().render_change_form(request, context, *args, **kwargs)


def listenaktionen() -> list[Any]:
    """Give one action of the list for each Vorgang: it leads to the page that asks for the rest."""
    return [_aktion(vorgang) for vorgang in VORGAENGE]


def _aktion(vorgang: Vorgang) -> Any:
    @admin.action(description=vorgang.liste, permissions=["change"])
    def waehlen(
        modeladmin: admin.ModelAdmin, request: HttpRequest, queryset: QuerySet[Konferenz]
    ) -> HttpResponse | None:
        schluessel = list(queryset.order_by("pk").values_list("pk", flat=True))
        if len(schluessel) > HOECHSTENS:
            modeladmin.message_user(request, ZU_VIELE, messages.WARNING)
            return None
        if len(schluessel) == 1:
            return HttpResponseRedirect(_adresse(vorgang, schluessel[0]))
        auswahl = request.GET.urlencode()
        return HttpResponseRedirect(vorgangsadresse(vorgang.name, schluessel, auswahl))

    waehlen.__name__ = vorgang.name
    return waehlen


def vorgangsadresse(name: str, schluessel: Iterable[int], auswahl: str = "") -> str:
    """Give the page of a Vorgang for several conferences, named by their keys.

    Afterwards it leads to the list under the filters `auswahl`, the query of the list.
    """
    adresse = reverse("admin:konferenzen_konferenz_vorgang", args=[name])
    frage = f"konferenzen={','.join(map(str, schluessel))}"
    return f"{adresse}?{frage}&{urlencode({AUSWAHL: auswahl})}" if auswahl else f"{adresse}?{frage}"


def _adresse(vorgang: Vorgang, schluessel: int) -> str:
    return reverse(f"admin:konferenzen_konferenz_{vorgang.name}", args=[schluessel])


def _gefunden(name: str) -> Vorgang:
    if (gefunden := vorgang(name)) is None:
        raise Http404
    return gefunden
