"""A conference as the model for a new one: its form opens filled in, and nothing is saved."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from konferenzen.kopieren import einzuladende, naechste_runde, uebernommen
from konferenzen.models import Einladung, Konferenz

# What belongs to one request only, kept where its parts can reach it.
VORLAGE = "portal.vorlage"
EINLADUNGEN = "portal.vorlage_einladungen"


def vorlagenadresse(schluessel: int) -> str:
    """Give the form that opens with the conference of this key as its model."""
    return f"{reverse('admin:konferenzen_konferenz_add')}?vorlage={schluessel}"


@admin.action(description="Als Vorlage für eine neue verwenden", permissions=["add"])
def als_vorlage(
    modeladmin: admin.ModelAdmin, request: HttpRequest, queryset: QuerySet[Konferenz]
) -> HttpResponse | None:
    """Lead from one ticked row to the form for a new one."""
    schluessel = list(queryset.values_list("pk", flat=True)[:2])
    if len(schluessel) == 1:
        return HttpResponseRedirect(vorlagenadresse(schluessel[0]))
    text = "Bitte wählen Sie genau eine Konferenz als Vorlage. Eine ganze Runde kopieren Sie dort."
    modeladmin.message_user(request, text, messages.WARNING)
    return None


class MitVorlage(admin.ModelAdmin):
    """For the admin of the conferences: `?vorlage=` fills in the form for a new one."""

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Open the form, filled in where the query names a conference that this person may see."""
        if (schluessel := request.GET.get("vorlage")) is not None:
            vorlage = self.get_object(request, unquote(schluessel))
            if vorlage is None and request.method == "GET":
                text = "Die Vorlage gibt es nicht mehr. Sie können alles selbst eintragen."
                self.message_user(request, text, messages.WARNING)
            if vorlage is not None and not self.has_view_permission(request, vorlage):
                raise PermissionDenied
            request.META[VORLAGE] = vorlage
        kontext = {"vorlage": request.META.get(VORLAGE)} | (extra_context or {})
        return super().add_view(request, form_url, kontext)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        konferenz: Konferenz | None = context.get("original")
        if konferenz is not None and self.has_add_permission(request):
            context["als_vorlage"] = vorlagenadresse(konferenz.pk)
        return super().render_change_form(request, context, *args, **kwargs)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        vorlage: Konferenz | None = request.META.get(VORLAGE)
        if vorlage is None:
            return super().get_changeform_initial_data(request)
        werte = uebernommen(vorlage) | {"runde": naechste_runde(vorlage)}
        return werte | {"ortsteile": list(vorlage.ortsteile.all())}

    def get_formset_kwargs(
        self, request: HttpRequest, obj: Any, inline: Any, prefix: str
    ) -> dict[str, Any]:
        """Offer the invitations of the model as new rows."""
        felder: dict[str, Any] = super().get_formset_kwargs(request, obj, inline, prefix)
        if inline.model is Einladung:
            felder["initial"] = einladungen(request)
        return felder


def einladungen(request: HttpRequest) -> list[dict[str, Any]]:
    """Give the rows that the form for a new conference opens with, read once a request.

    None when it is sent: a row that comes back as it was offered would count as untouched.
    """
    vorlage: Konferenz | None = request.META.get(VORLAGE)
    if vorlage is None or request.method != "GET":
        return []
    if EINLADUNGEN not in request.META:
        request.META[EINLADUNGEN] = [
            {"akteur": einladung.akteur, "reihenfolge": einladung.reihenfolge}
            for einladung in einzuladende().filter(konferenz=vorlage).geordnet()
        ]
    zeilen: list[dict[str, Any]] = request.META[EINLADUNGEN]
    return zeilen
