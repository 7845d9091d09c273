"""The pages under /aktuelles/."""

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http import FileResponse, HttpRequest
from django.shortcuts import get_object_or_404
from django.views.generic import View

from aktuelles.fragen import alle
from aktuelles.models import Anhang, Beitrag
from aktuelles.strukturdaten import artikel
from hattingen_portal.grundlage.download import pdf_antwort
from hattingen_portal.grundlage.krumen import Krume, MitKrumen, krume
from hattingen_portal.grundlage.seitenweise import SeitenweiseZeilen
from hattingen_portal.grundlage.weiterleitung import SeiteMitAdresse, mit_slug
from hattingen_portal.grundlage.zeitpunkt import MitZeitpunkt
from konferenzen.eintraege import eintraege
from konferenzen.models import Konferenz
from konferenzen.stammdaten import beitragszeilen

JE_SEITE = 12


class AktuellesView(MitKrumen, SeitenweiseZeilen):
    """The news, the latest first."""

    template_name = "aktuelles/aktuelles.html"
    je_seite = JE_SEITE

    def krumen(self) -> list[Krume]:
        return [krume("Aktuelles", "aktuelles")]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        seite, _ = self.gelesen(beitragszeilen(), alle)
        return super().get_context_data(**kwargs) | {
            "page_obj": seite,
            "beitraege": seite.object_list,
        }


class BeitragView(MitKrumen, MitZeitpunkt, SeiteMitAdresse):
    """One news post."""

    template_name = "aktuelles/beitrag.html"
    context_object_name = "beitrag"

    def krumen(self) -> list[Krume]:
        beitrag: Beitrag = self.object
        return [krume("Aktuelles", "aktuelles"), Krume(beitrag.titel, beitrag.get_absolute_url())]

    def get_queryset(self) -> QuerySet[Beitrag]:
        return self.mit_allem(Beitrag.objects.oeffentlich(self.jetzt))

    def mit_allem(self, beitraege: QuerySet[Beitrag]) -> QuerySet[Beitrag]:
        """Fetch along what the page shows."""
        anhaenge = Prefetch("anhaenge", Anhang.objects.oeffentlich())
        return beitraege.prefetch_related("stadtteile", "ortsteile", anhaenge)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        konferenzen = Konferenz.objects.oeffentlich(self.jetzt).filter(beitraege=self.object)
        termine = eintraege(konferenzen.mit_umfeld(), self.jetzt)
        return super().get_context_data(**kwargs) | self.fuer_maschinen() | {"termine": termine}

    def fuer_maschinen(self) -> dict[str, Any]:
        """Give what search engines read of the page, and what others show of a link to it."""
        return {
            "artikel": self.object,
            "strukturdaten": artikel(self.object),
            "vorschaubild": self.object.vorschaubild,
        }


class AnhangView(View):
    """The PDF of a public news post."""

    def get_object(self) -> Anhang:
        beitrag = mit_slug(Beitrag.objects.oeffentlich(), self.kwargs["slug"])
        return get_object_or_404(beitrag.anhaenge.oeffentlich(), pk=self.kwargs["pk"])

    def get(self, _request: HttpRequest, **_: Any) -> FileResponse:
        anhang = self.get_object()
        return pdf_antwort(anhang.datei, anhang.titel)
