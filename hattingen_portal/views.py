"""The pages that show several apps, and what is not a page at all."""

from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import resolve, reverse
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView

from akteure.models import Akteur
from akteure.zeilen import akteurzeilen
from akteure.zeilen import alle as alle_akteure
from aktuelles.fragen import alle as alle_beitraege
from aktuelles.fragen import im_stadtteil
from aktuelles.models import Beitrag
from hattingen_portal.anmeldung.eingaben import Eingaben
from hattingen_portal.grundlage.absolut import absolut
from hattingen_portal.grundlage.formular.oeffentlich import FormularView
from hattingen_portal.grundlage.gedaechtnis import Ableitungen, Merkbar, Vorrat, gemeinsam
from hattingen_portal.grundlage.krumen import Krume, MitKrumen, krume
from hattingen_portal.grundlage.weiterleitung import SeiteMitAdresse, mit_slug_aus
from hattingen_portal.grundlage.zeilen import lesen
from hattingen_portal.grundlage.zeitpunkt import MitZeitpunkt
from hattingen_portal.strukturdaten import portal
from konferenzen import fragen
from konferenzen.eintraege import Eintrag, eintraege
from konferenzen.models import Konferenz
from konferenzen.neuigkeiten import neue_aenderungen, neuigkeiten
from konferenzen.stammdaten import beitragszeilen, konferenzzeilen
from konferenzen.strukturdaten import ereignisliste
from konferenzen.tafel import Zeile, chronologisch, je_stadtteil, tafel
from konferenzen.zeitangaben import lagen
from quartiere.models import Ansprechperson, Ortsteil, Stadtteil
from quartiere.stammdaten import buero, ortsteile, stadtteile, zustaendige

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


@dataclass(frozen=True)
class Startseite:
    """What the Startseite shows of conferences and news."""

    stadtteile: list[Stadtteil]
    tafel: list[Zeile]
    weitere: list[Eintrag]
    nachrichten: list[Beitrag]
    ableitungen: Ableitungen = field(default_factory=Ableitungen, compare=False, repr=False)


_startseiten: Vorrat[Startseite] = Vorrat(5)


class StartseiteView(MitZeitpunkt, TemplateView):
    """When each Stadtteil meets next, and the ways to everything else."""

    template_name = "portal/startseite.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        jetzt, alle = self.jetzt, list(stadtteile().values())
        # As many more as the board takes for itself.
        hoechstens = WEITERE_TERMINE + len(alle)
        je_stadtteil, kommende, nachrichten, neues = lesen(
            konferenzzeilen.frage(fragen.naechste_je_stadtteil, jetzt),
            konferenzzeilen.frage(fragen.naechste, jetzt, hoechstens),
            beitragszeilen().anfang(alle_beitraege, jetzt, hoechstens=NACHRICHTEN),
            neue_aenderungen(jetzt),
        )

        def machen() -> Startseite:
            uebersicht = tafel(alle, eintraege(chronologisch(je_stadtteil, kommende), jetzt))
            weitere = uebersicht.weitere[:WEITERE_TERMINE]
            return Startseite(alle, uebersicht.zeilen, weitere, nachrichten)

        zeilen = (je_stadtteil, kommende, nachrichten)
        zustaendig = buero()
        return super().get_context_data(**kwargs) | {
            "neuigkeiten": neuigkeiten(neues, jetzt),
            "seite": gemeinsam(
                _startseiten, zeilen, lagen([*je_stadtteil, *kommende], jetzt), machen
            ),
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


@dataclass(frozen=True)
class Stadtteilseite:
    """What the page of a Stadtteil shows."""

    stadtteil: Stadtteil
    naechste: Eintrag | None
    weitere: list[Eintrag]
    rueckblick: list[Eintrag]
    ortsteile: list[Ortsteil]
    akteure: list[Akteur]
    nachrichten: list[Beitrag]
    ansprechpersonen: list[Ansprechperson]
    strukturdaten: Merkbar
    ableitungen: Ableitungen = field(default_factory=Ableitungen, compare=False, repr=False)


_stadtteilseiten: Vorrat[Stadtteilseite] = Vorrat(50)


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

    def get_object(self, queryset: Any = None) -> Stadtteil:  # noqa: ARG002 - Django's
        for stadtteil in mit_slug_aus(stadtteile().values(), self.kwargs["slug"]):
            return stadtteil
        raise Http404

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        stadtteil: Stadtteil = self.object
        jetzt, hier = self.jetzt, stadtteil.pk
        naechste, weitere, vergangene, akteure, nachrichten, neues = lesen(
            # All pages of Stadtteile share it, and there are few.
            konferenzzeilen.anfang(fragen.naechste_der_stadtteile, jetzt),
            konferenzzeilen.frage(
                fragen.weitere_im_stadtteil, jetzt, hier, WEITERE_IM_STADTTEIL + 1
            ),
            konferenzzeilen.frage(fragen.gewesene_im_stadtteil, jetzt, hier, RUECKBLICK),
            akteurzeilen.anfang(alle_akteure, jetzt, None, hier, hoechstens=AKTEURE_IM_STADTTEIL),
            beitragszeilen().frage(im_stadtteil, jetzt, hier, NACHRICHTEN_IM_STADTTEIL),
            neue_aenderungen(jetzt),
        )
        naechste = [konferenz for konferenz in naechste if konferenz.stadtteil_id == hier]
        uebrige = [konferenz for konferenz in weitere if konferenz not in naechste]
        uebrige = uebrige[:WEITERE_IM_STADTTEIL]

        def machen() -> Stadtteilseite:
            return Stadtteilseite(
                stadtteil=stadtteil,
                naechste=next(iter(eintraege(naechste, jetzt)), None),
                weitere=eintraege(uebrige, jetzt),
                rueckblick=eintraege(vergangene, jetzt),
                ortsteile=_einzelne_ortsteile(stadtteil),
                akteure=akteure,
                nachrichten=nachrichten,
                ansprechpersonen=zustaendige(hier),
                strukturdaten=Merkbar(ereignisliste([*naechste, *uebrige]) or {}),
            )

        termine = [*naechste, *uebrige, *vergangene]
        zeilen = (naechste, uebrige, vergangene, akteure, nachrichten)
        seite = gemeinsam(_stadtteilseiten, zeilen, (hier, *lagen(termine, jetzt)), machen)
        return super().get_context_data(**kwargs) | {
            "neuigkeiten": neuigkeiten(neues, jetzt, stadtteil=hier),
            "seite": seite,
            "vorschaubild": stadtteil.vorschaubild,
            "strukturdaten": seite.strukturdaten,
        }


def _einzelne_ortsteile(stadtteil: Stadtteil) -> list[Ortsteil]:
    """Give its Ortsteile without the one that gave it its name."""
    return [
        ortsteil
        for ortsteil in ortsteile().values()
        if ortsteil.stadtteil_id == stadtteil.pk and ortsteil.name != stadtteil.name
    ]


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
