"""The pages under /aktuelles/."""

from typing import Any

from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest
from django.shortcuts import get_object_or_404
from django.views.generic import ListView, View

from aktuelles.models import Beitrag
from hattingen_portal.grundlage.download import pdf_antwort
from hattingen_portal.grundlage.weiterleitung import SeiteMitAdresse, mit_slug
from konferenzen.models import Konferenz

JE_SEITE = 12


class AktuellesView(ListView):
    """The news, the latest first."""

    template_name = "aktuelles/aktuelles.html"
    context_object_name = "beitraege"
    paginate_by = JE_SEITE
    page_kwarg = "seite"

    def get_queryset(self) -> QuerySet[Beitrag]:
        return Beitrag.objects.oeffentlich().neueste_zuerst().prefetch_related("stadtteile")


class BeitragView(SeiteMitAdresse):
    """One news post."""

    template_name = "aktuelles/beitrag.html"
    context_object_name = "beitrag"

    def get_queryset(self) -> QuerySet[Beitrag]:
        return Beitrag.objects.oeffentlich().prefetch_related("stadtteile", "ortsteile", "anhaenge")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        termin = Konferenz.objects.oeffentlich().filter(beitraege=self.object).mit_umfeld().first()
        return super().get_context_data(**kwargs) | {"konferenz": termin}


class AnhangView(View):
    """The PDF of a public news post."""

    def get(self, _request: HttpRequest, slug: str, pk: int) -> FileResponse:
        beitrag = mit_slug(Beitrag.objects.oeffentlich(), slug)
        anhang = get_object_or_404(beitrag.anhaenge.all(), pk=pk)
        return pdf_antwort(anhang.datei, anhang.titel)
