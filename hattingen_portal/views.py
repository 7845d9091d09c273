"""The pages that show several apps, and what is not a page at all."""

import re
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import Error, connection
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django.views.generic import ListView, TemplateView

from akteure.models import Akteur
from aktuelles.models import Beitrag
from hattingen_portal.grundlage.absolut import absolut
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
PLATZHALTER = {
    "impressum": ("Impressum", "Anbieter, Vertretung und Kontakt nach § 5 DDG fehlen noch."),
    "datenschutz": (
        "Datenschutz",
        "Fest steht: Diese Seiten setzen keine Cookies und laden nichts von anderen Anbietern.",
    ),
    "barrierefreiheit": (
        "Erklärung zur Barrierefreiheit",
        "Prüfung, Stand und Ombudsstelle fehlen noch.",
    ),
    "barriere-melden": (
        "Barriere melden",
        "Ein Formular folgt. Bitte rufen Sie bis dahin an, wenn Sie auf eine Barriere stoßen.",
    ),
    "leichte-sprache": ("Leichte Sprache", "Der Text in Leichter Sprache fehlt noch."),
    "gebaerdensprache": ("Gebärdensprache", "Das Video in Gebärdensprache fehlt noch."),
}
_BILDNAME = re.compile(r"[0-9a-f]{32}\.[a-z0-9]{1,7}", re.ASCII)
# The admin; results, of which there is no end and each of which costs a search; what other sites
# show of the dates, whose page here is /termine/. Calendars, data and documents may be read.
NICHT_FUER_SUCHMASCHINEN = ("/admin/", "/suche/", "/einbetten/")
EIN_JAHR = 60 * 60 * 24 * 365  # seconds


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
        kommende = eintraege(kommende.chronologisch().mit_umfeld(), self.jetzt)
        return super().get_context_data(**kwargs) | {
            "zeilen": je_stadtteil(Stadtteil.objects.geordnet(), kommende),
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
        weitere = weitere.chronologisch()[:WEITERE_IM_STADTTEIL]
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
            "vorschaubild": stadtteil if stadtteil.bild else None,
            "strukturdaten": ereignisliste([*([naechste] if naechste else []), *weitere]),
        }


class PlatzhalterView(MitKrumen, TemplateView):
    """A page that the law asks for and whose text only the city can supply."""

    template_name = "portal/platzhalter.html"

    def krumen(self) -> list[Krume]:
        titel, _ = PLATZHALTER[str(self.kwargs["seite"])]
        return [Krume(titel, self.request.path)]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        titel, fehlt = PLATZHALTER[str(self.kwargs["seite"])]
        return super().get_context_data(**kwargs) | {"titel": titel, "fehlt": fehlt}


class KontaktView(MitKrumen, ListView):
    """Whom citizens can reach."""

    template_name = "portal/kontakt.html"
    context_object_name = "ansprechpersonen"
    queryset = Ansprechperson.objects.oeffentlich().geordnet().prefetch_related("stadtteile")

    def krumen(self) -> list[Krume]:
        return [krume("Kontakt", "kontakt")]


@require_safe
def robots(_request: HttpRequest) -> HttpResponse:
    """Tell crawlers what to leave alone, on a test system everything (RFC 9309)."""
    if settings.PORTAL_TESTSYSTEM:
        zeilen = ["User-agent: *", "Disallow: /"]
    else:
        verboten = [f"Disallow: {pfad}" for pfad in NICHT_FUER_SUCHMASCHINEN]
        zeilen = ["User-agent: *", *verboten, "", f"Sitemap: {absolut(reverse('sitemap'))}"]
    return HttpResponse("\n".join([*zeilen, ""]), content_type="text/plain; charset=utf-8")


@require_safe
@never_cache
def gesundheit(_request: HttpRequest) -> HttpResponse:
    """Tell a monitor whether portal and database answer: 200 or 503."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return HttpResponse("Datenbank nicht erreichbar\n", status=503, content_type="text/plain")
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
def bild(_request: HttpRequest, name: str) -> FileResponse:
    """Give out the picture `name`; raises Http404 for every name that the portal does not make.

    The name is random and never used again, so browsers may keep the picture (RFC 8246).
    """
    if not _BILDNAME.fullmatch(name):
        raise Http404
    try:
        datei = default_storage.open(f"bilder/{name}")
    except FileNotFoundError as fehler:
        raise Http404 from fehler
    response = FileResponse(datei)
    response["Cache-Control"] = f"public, max-age={EIN_JAHR}, immutable"
    return response
