"""The page "Pressetext und Newsletter" of a conference or a round: made anew each time, to copy."""

from abc import abstractmethod
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone

from hattingen_portal.grundlage.absolut import absolut
from konferenzen.models import Konferenz, Runde, Status
from konferenzen.pressetext import Absender, Pressetext, konferenz_text, runden_text
from quartiere.models import Ansprechperson

TITEL = "Pressetext und Newsletter"
NICHT_OEFFENTLICH = (
    "Die Konferenz ist noch nicht öffentlich; der Link im Text führt bis dahin ins Leere. Bitte "
    "geben Sie den Text erst weiter, wenn sie veröffentlicht ist."
)
ZURUECKGEZOGEN = "Die Konferenz ist zurückgezogen. Für sie gibt es keinen Text mehr."
VORBEI = "Die Konferenz ist vorbei. Der Text sagt, was zuletzt galt."
BEISPIEL = "Das ist ein Beispiel: Bitte geben Sie den Text nicht weiter."
KEINE = "In dieser Runde ist noch keine Konferenz öffentlich. Darum gibt es noch keinen Text."


class MitPressetext(admin.ModelAdmin):
    """For an admin whose rows have texts for the press: a page of its own, and the way there."""

    @abstractmethod
    def presse(self, request: HttpRequest, obj: Any) -> tuple[Pressetext | None, list[str]]:
        """Give the texts for `obj`, None where there are none, and what to know about them."""

    def get_urls(self) -> list[Any]:
        seite = path(
            "<path:object_id>/pressetext/",
            self.admin_site.admin_view(self.presse_view),
            name=f"{self.opts.app_label}_{self.opts.model_name}_pressetext",
        )
        return [seite, *super().get_urls()]

    def presse_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Answer the page for one row; 403 to those who may not see it."""
        obj = self.get_object(request, unquote(object_id))
        if not self.has_view_permission(request, obj):
            raise PermissionDenied
        if obj is None:
            return self.change_view(request, object_id)  # says that there is none
        texte, hinweise = self.presse(request, obj)
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}"
        return TemplateResponse(
            request,
            "admin/konferenzen/pressetext.html",
            self.admin_site.each_context(request)
            | {
                "title": f"{TITEL}: {obj}",
                "krume": TITEL,
                "opts": self.opts,
                "gegenstand": obj,
                "texte": texte,
                "hinweise": hinweise,
                "zurueck": reverse(f"{name}_change", args=[obj.pk]),
            },
        )


class KonferenzPresse(MitPressetext):
    """For the admin of the conferences."""

    def presse(
        self,
        request: HttpRequest,
        obj: Konferenz,
    ) -> tuple[Pressetext | None, list[str]]:
        if obj.status == Status.ZURUECKGEZOGEN:
            return None, [ZURUECKGEZOGEN]
        jetzt = timezone.now()
        gezeigte = Konferenz.objects.filter(pk=obj.pk)
        hinweise = {
            NICHT_OEFFENTLICH: not gezeigte.oeffentlich(jetzt).exists(),
            VORBEI: gezeigte.vergangene(jetzt).exists(),
            BEISPIEL: obj.ist_beispiel,
        }
        person = Ansprechperson.objects.oeffentlich().fuer(obj.stadtteil).geordnet().first()
        absender = Absender(settings.PORTAL_TRAEGER, person)
        texte = konferenz_text(obj, jetzt, absolut(obj.get_absolute_url()), absender)
        return texte, [hinweis for hinweis, gilt in hinweise.items() if gilt]


class RundePresse(MitPressetext):
    """For the admin of the rounds: only what is public is told."""

    def presse(self, request: HttpRequest, obj: Runde) -> tuple[Pressetext | None, list[str]]:
        jetzt = timezone.now()
        oeffentliche = obj.konferenzen.oeffentlich(jetzt).chronologisch().mit_umfeld()
        konferenzen = list(oeffentliche)
        if not konferenzen:
            return None, [KEINE]
        absender = Absender(settings.PORTAL_TRAEGER, Ansprechperson.objects.buero())
        ziel = absolut(obj.get_absolute_url())
        texte = runden_text(obj, konferenzen, jetzt, ziel, absender)
        hinweise = [BEISPIEL] if obj.beispiel else []
        bekannte = obj.konferenzen.betreut_von(request.user)
        if entwuerfe := bekannte.filter(status=Status.ENTWURF).count():
            hinweise.append(_entwuerfe(entwuerfe))
        return texte, hinweise


def _entwuerfe(anzahl: int) -> str:
    if anzahl == 1:
        return "Ein Entwurf dieser Runde ist noch nicht öffentlich und fehlt im Text."
    return f"{anzahl} Entwürfe dieser Runde sind noch nicht öffentlich und fehlen im Text."
