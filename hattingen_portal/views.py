"""The pages that show several apps, and what is not a page at all."""

from typing import Any

from django.conf import settings
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import resolve, reverse
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView

from akteure.models import Akteur
from aktuelles.models import Beitrag
from hattingen_portal.anmeldung.eingaben import Eingaben
from hattingen_portal.grundlage.absolut import absolut
from hattingen_portal.grundlage.formular.oeffentlich import FormularView
from hattingen_portal.grundlage.krumen import Krume, MitKrumen, krume
from hattingen_portal.grundlage.weiterleitung import SeiteMitAdresse
from hattingen_portal.grundlage.zeitpunkt import MitZeitpunkt
from hattingen_portal.kontext import buero
from hattingen_portal.strukturdaten import portal
from konferenzen.eintraege import eintraege, eintrag
from konferenzen.models import Konferenz
from konferenzen.neuigkeiten import neuigkeiten
from konferenzen.strukturdaten import ereignisliste
from konferenzen.tafel import je_stadtteil, tafel
from quartiere.models import Ansprechperson, Ortsteil, Stadtteil

NACHRICHTEN = 3
WEITERE_TERMINE = 6
# What the page of a Stadtteil shows at most.
RUECKBLICK = 8
WEITERE_IM_STADTTEIL = 12
NACHRICHTEN_IM_STADTTEIL = 4
AKTEURE_IM_STADTTEIL = 24
# The admin; results, of which there is no end and each of which costs a search; what other sites
# show of the dates, whose page here is /termine/. Calendars, data and documents may be read.
NICHT_FUER_SUCHMASCHINEN = ("/admin/", "/suche/", "/einbetten/")


class StartseiteView(MitZeitpunkt, TemplateView):
    """When each Stadtteil meets next, and the ways to everything else."""

    template_name = "portal/startseite.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        stadtteile = list(Stadtteil.objects.geordnet())
        kommende = Konferenz.objects.oeffentlich(self.jetzt).kommende(self.jetzt)
        kommende = kommende.chronologisch().mit_umfeld()
        uebersicht = tafel(stadtteile, eintraege(kommende, self.jetzt))
        zustaendig = buero()
        return super().get_context_data(**kwargs) | {
            "neuigkeiten": neuigkeiten(Konferenz.objects.all(), self.jetzt),
            "stadtteile": stadtteile,
            "zeilen": uebersicht.zeilen,
            "weitere": uebersicht.weitere[:WEITERE_TERMINE],
            "nachrichten": Beitrag.objects.oeffentlich(self.jetzt).neueste_zuerst()[:NACHRICHTEN],
            "buero": zustaendig,
            "strukturdaten": portal(zustaendig),
        }


class StadtteileView(MitKrumen, MitZeitpunkt, TemplateView):
    """All Stadtteile with their next date, and honestly the Ortsteile that have no conference."""

    template_name = "portal/stadtteile.html"

    def krumen(self) -> list[Krume]:
        return [krume("Stadtteile", "stadtteile")]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kommende = Konferenz.objects.oeffentlich(self.jetzt).kommende(self.jetzt)
        kommende = kommende.chronologisch().mit_umfeld()
        return super().get_context_data(**kwargs) | {
            "zeilen": je_stadtteil(Stadtteil.objects.geordnet(), eintraege(kommende, self.jetzt)),
            "ohne_konferenz": Ortsteil.objects.filter(stadtteil__isnull=True).geordnet(),
        }


class StadtteilView(MitKrumen, MitZeitpunkt, SeiteMitAdresse):
    """One Stadtteil: what comes, what was, who is there."""

    template_name = "portal/stadtteil.html"
    context_object_name = "stadtteil"

    def krumen(self) -> list[Krume]:
        stadtteil: Stadtteil = self.object
        return [
            krume("Stadtteile", "stadtteile"),
            Krume(stadtteil.name, stadtteil.get_absolute_url()),
        ]

    def get_queryset(self) -> QuerySet[Stadtteil]:
        return Stadtteil.objects.all()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        stadtteil: Stadtteil = self.object
        alle = Konferenz.objects.oeffentlich(self.jetzt).mit_umfeld()
        hiesige = alle.filter(stadtteil=stadtteil)
        naechste = hiesige.kommende(self.jetzt).naechste()
        weitere = (hiesige | alle.stadtweit()).kommende(self.jetzt).ausser(naechste)
        weitere = weitere.echte_zuerst()[:WEITERE_IM_STADTTEIL]
        vergangene = hiesige.vergangene(self.jetzt).neueste_zuerst()[:RUECKBLICK]
        akteure = Akteur.objects.oeffentlich().im_stadtteil(stadtteil).mit_umfeld().geordnet()
        beitraege = Beitrag.objects.oeffentlich(self.jetzt).im_stadtteil(stadtteil)
        return super().get_context_data(**kwargs) | {
            "neuigkeiten": neuigkeiten(hiesige | alle.stadtweit(), self.jetzt),
            "naechste": eintrag(naechste, self.jetzt) if naechste else None,
            "weitere": eintraege(weitere, self.jetzt),
            "rueckblick": eintraege(vergangene, self.jetzt),
            "ortsteile": stadtteil.ortsteile.exclude(name=stadtteil.name).geordnet(),
            "akteure": akteure[:AKTEURE_IM_STADTTEIL],
            "nachrichten": beitraege.neueste_zuerst()[:NACHRICHTEN_IM_STADTTEIL],
            "ansprechpersonen": Ansprechperson.objects.oeffentlich().fuer(stadtteil).geordnet(),
            "vorschaubild": stadtteil.vorschaubild,
            "strukturdaten": ereignisliste([*([naechste] if naechste else []), *weitere]),
        }


@require_safe
def robots(_request: HttpRequest) -> HttpResponse:
    """Tell crawlers what to leave alone, on a test system everything (RFC 9309)."""
    if settings.PORTAL_TESTSYSTEM:
        zeilen = ["User-agent: *", "Disallow: /"]
    else:
        verboten = [f"Disallow: {pfad}" for pfad in NICHT_FUER_SUCHMASCHINEN]
        zeilen = ["User-agent: *", *verboten, "", f"Sitemap: {absolut(reverse('sitemap'))}"]
    return HttpResponse("\n".join([*zeilen, ""]), content_type="text/plain; charset=utf-8")


def abgelaufen(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form without a valid token (CSRF_FAILURE_VIEW); nothing is done with it.

    A public form is shown again as it was typed, and so is what was typed in the admin (each login
    changes the token, also for forms that are open in another window), unless the browser names
    another website (`reason` then speaks of origin or referer): that must not put words into
    anybody's mouth.
    """
    treffer = resolve(request.path_info)
    ansicht = getattr(treffer.func, "view_class", None)
    von_hier = reason.startswith(("CSRF cookie", "CSRF token"))
    if von_hier and isinstance(ansicht, type) and issubclass(ansicht, FormularView):
        return ansicht.wieder_vorgelegt(request, *treffer.args, **treffer.kwargs)
    if von_hier and treffer.app_name == "admin" and admin.site.has_permission(request):
        return Eingaben.aus(request).vorlegen(request, status=403)
    return HttpResponse(render_to_string("403_csrf.html"), status=403)
