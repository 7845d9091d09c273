"""A round as the model for the next one: a new round with a draft for each conference chosen."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.helpers import AdminForm
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone

from hattingen_portal.grundlage.verwaltung.verweigerung import NichtGespeichertError, mit_meldung
from konferenzen.admin.bearbeiter import bearbeiter
from konferenzen.admin.rundenformular import RundenkopieFormular
from konferenzen.admin.rundenliste import rundenliste
from konferenzen.kopieren import mit_kopierbarem, runde_kopieren
from konferenzen.models import Konferenz, Runde, Status

ERKLAERUNG = (
    "Das legt eine neue Runde an, und darin für jede angekreuzte Konferenz einen Entwurf ohne "
    "Termin: mit Stadtteil, Ort, Form, Texten und Eingeladenen. Unterlagen und Notizen kommen "
    "nicht mit. Entwürfe sieht nur, wer angemeldet ist."
)
GRUPPEN = [
    ("Die neue Runde", {"fields": ["name", "beginn", "ende", "beispiel"]}),
    ("Was mitkommt", {"fields": ["konferenzen"]}),
]


class MitRundenkopie(admin.ModelAdmin):
    """For the admin of the rounds: the page that copies one, and the way there."""

    def get_urls(self) -> list[Any]:
        seite = path(
            "<path:object_id>/kopieren/",
            self.admin_site.admin_view(self.kopieren_view),
            name="konferenzen_runde_kopieren",
        )
        return [seite, *super().get_urls()]

    def kopieren_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Ask for the new round, or save it; 403 to those who may not add rounds or conferences."""
        if not self._darf_kopieren(request):
            raise PermissionDenied
        runde = self.get_object(request, unquote(object_id))
        if runde is None:
            return self.change_view(request, object_id)  # says that there is none
        konferenzen = self._kopierbare(request, runde)
        if not konferenzen:
            text = f"In der Runde {runde} ist keine Konferenz, die sich kopieren ließe."
            self.message_user(request, text, messages.WARNING)
            return HttpResponseRedirect(_runde(runde))
        daten = request.POST if request.method == "POST" else None
        formular = RundenkopieFormular(daten, runde, konferenzen)
        if daten is not None and formular.is_valid():
            try:
                return self._kopieren(request, formular)
            except NichtGespeichertError as fehler:
                formular.add_error(None, str(fehler))
        return self._kopierseite(request, runde, formular)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        runde: Runde | None = context.get("original")
        if runde is not None and self._darf_kopieren(request):
            context["kopieren"] = reverse("admin:konferenzen_runde_kopieren", args=[runde.pk])
        return super().render_change_form(request, context, *args, **kwargs)

    def _darf_kopieren(self, request: HttpRequest) -> bool:
        konferenzen = self.admin_site.get_model_admin(Konferenz)
        return (
            self.has_view_permission(request)
            and self.has_add_permission(request)
            and konferenzen.has_view_permission(request)
            and konferenzen.has_add_permission(request)
        )

    def _kopierbare(self, request: HttpRequest, runde: Runde) -> list[Konferenz]:
        """Give what of `runde` this person may copy; what was published by mistake is no model."""
        verwaltung = self.admin_site.get_model_admin(Konferenz)
        eigene = verwaltung.get_queryset(request).filter(runde=runde)
        kopierbare = Konferenz.objects.filter(pk__in=eigene.values("pk"))
        kopierbare = kopierbare.exclude(status=Status.ZURUECKGEZOGEN)
        return list(mit_kopierbarem(kopierbare).order_by("stadtteil__reihenfolge", "pk"))

    def _kopieren(self, request: HttpRequest, formular: RundenkopieFormular) -> HttpResponse:
        neu: Runde = formular.instance
        verwaltung = self.admin_site.get_model_admin(Konferenz)
        with mit_meldung(neu):
            neue = runde_kopieren(
                neu, formular.gewaehlte(), durch=bearbeiter(request), jetzt=timezone.now()
            )
            self.log_addition(request, neu, [{"added": {}}])
            for konferenz in neue:
                verwaltung.log_addition(request, konferenz, [{"added": {}}])
        wort = "einem Entwurf" if len(neue) == 1 else f"{len(neue)} Entwürfen"
        text = f"Die Runde {neu} ist angelegt, mit {wort} ohne Termin. Noch sieht sie niemand."
        self.message_user(request, text, messages.SUCCESS)
        return HttpResponseRedirect(rundenliste(neu))

    def _kopierseite(
        self, request: HttpRequest, runde: Runde, formular: RundenkopieFormular
    ) -> HttpResponse:
        seite = AdminForm(formular, GRUPPEN, {})
        return TemplateResponse(
            request,
            "admin/konferenzen/runde/kopieren.html",
            self.admin_site.each_context(request)
            | {
                "title": f"Runde kopieren: {runde}",
                "opts": self.opts,
                "erklaerung": ERKLAERUNG,
                "adminform": seite,
                "errors": formular.errors,
                "media": self.media + seite.media,
                "gegenstand": runde,
                "zurueck": _runde(runde),
                "krume": "Kopieren",
            },
        )


def _runde(runde: Runde) -> str:
    return reverse("admin:konferenzen_runde_change", args=[runde.pk])
