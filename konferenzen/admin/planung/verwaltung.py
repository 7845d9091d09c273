"""Where the admin of the rounds offers planning, and publishing a round in one act."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone

from konferenzen.admin.planung.ansicht import Planung
from konferenzen.admin.planung.auftrag import AuftragFormular, ErgaenzungFormular
from konferenzen.admin.rundenliste import rundenliste
from konferenzen.admin.vorgaenge import vorgangsadresse
from konferenzen.models import Art, Konferenz, Runde, Status
from quartiere.models import Stadtteil


class MitPlanung(admin.ModelAdmin):
    """For the admin of the rounds: the page that plans one, and the ways there."""

    def get_urls(self) -> list[Any]:
        planen = path(
            "planen/", self.admin_site.admin_view(self.planen_view), name="konferenzen_runde_planen"
        )
        return [planen, *super().get_urls()]

    def planen_view(self, request: HttpRequest) -> HttpResponse:
        """Answer both steps; 403 to those who may not add conferences.

        Everything is taken through the admins: who keeps some Stadtteile plans for these alone.
        """
        konferenzen = self._admin(Konferenz)
        if not konferenzen.has_add_permission(request):
            raise PermissionDenied
        formular = self._auftrag(request)
        if not formular.is_valid():
            return self._erster_schritt(request, formular)
        stadtteile: Any = self._admin(Stadtteil).get_queryset(request)
        return Planung(
            konferenzen, request, formular.auftrag(), list(stadtteile.geordnet())
        ).antwort()

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> Any:
        darf = self._admin(Konferenz).has_add_permission(request)
        planen = reverse("admin:konferenzen_runde_planen") if darf else ""
        return super().changelist_view(request, {"planen": planen, **(extra_context or {})})

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Offer to plan the next round after this one, and to publish what it holds in drafts."""
        runde: Runde | None = context.get("original")
        if runde is not None:
            darf_anlegen = self.has_add_permission(request)
            if darf_anlegen and self._admin(Konferenz).has_add_permission(request):
                context["planen"] = reverse("admin:konferenzen_runde_planen")
            context |= self._entwuerfe(request, runde)
        return super().render_change_form(request, context, *args, **kwargs)

    def _admin(self, modell: Any) -> admin.ModelAdmin:
        return self.admin_site.get_model_admin(modell)

    def _auftrag(self, request: HttpRequest) -> AuftragFormular:
        """Give the first step, filled in with what its address says."""
        runden = self.get_queryset(request)
        konferenzen: Any = self._admin(Konferenz).get_queryset(request)
        vorlagen = runden.filter(
            pk__in=konferenzen.filter(art=Art.STADTTEILKONFERENZ).order_by().values("runde")
        )
        darf_anlegen = self.has_add_permission(request)
        formular = AuftragFormular if darf_anlegen else ErgaenzungFormular
        return formular(
            request.GET or None,
            runden=runden,
            vorlagen=vorlagen.order_by("beispiel", "-beginn", "-pk"),
            heute=timezone.localdate(),
        )

    def _erster_schritt(self, request: HttpRequest, formular: AuftragFormular) -> HttpResponse:
        kontext = self.admin_site.each_context(request) | {
            "title": "Runde planen",
            "opts": self.opts,
            "form": formular,
            "liste": reverse("admin:konferenzen_runde_changelist"),
        }
        return TemplateResponse(request, "admin/konferenzen/runde/auftrag.html", kontext)

    def _entwuerfe(self, request: HttpRequest, runde: Runde) -> dict[str, Any]:
        """Give how many drafts the round holds and where they are published together."""
        konferenzen = self._admin(Konferenz)
        if not konferenzen.has_change_permission(request):
            return {}
        entwuerfe = konferenzen.get_queryset(request).filter(runde=runde, status=Status.ENTWURF)
        schluessel = list(entwuerfe.order_by("pk").values_list("pk", flat=True))
        if not schluessel:
            return {}
        auswahl = rundenliste(runde).partition("?")[2]
        ziel = vorgangsadresse("veroeffentlichen", schluessel, auswahl)
        return {"veroeffentlichen": ziel, "entwuerfe": len(schluessel)}
