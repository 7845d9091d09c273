"""The pages under /termine/ and /kalender/."""

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http import FileResponse, HttpRequest
from django.shortcuts import get_object_or_404
from django.views.generic import ListView, TemplateView, View

from akteure.models import Kategorie
from hattingen_portal.grundlage.download import pdf_antwort
from hattingen_portal.grundlage.weiterleitung import SeiteMitAdresse, mit_slug
from konferenzen import abonnements
from konferenzen.eingeladene import nach_kategorie
from konferenzen.filter import TermineFilter
from konferenzen.gruppen import nach_runden
from konferenzen.models import Art, Konferenz, Runde, Unterlage
from quartiere.models import Ansprechperson, Stadtteil

JE_ARCHIVSEITE = 30
NACHRICHTEN = 5


class TermineView(TemplateView):
    """The current rounds, each as a whole, and what else is coming."""

    template_name = "konferenzen/termine.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        auswahl = TermineFilter(self.request.GET)
        konferenzen = Konferenz.objects.oeffentlich().in_laufenden_runden().nach_runden()
        return super().get_context_data(**kwargs) | {
            "filter": auswahl,
            "gruppen": nach_runden(auswahl.anwenden(konferenzen).mit_umfeld()),
        }


class ArchivView(ListView):
    """What is over, round by round, the latest first."""

    template_name = "konferenzen/archiv.html"
    paginate_by = JE_ARCHIVSEITE
    page_kwarg = "seite"

    def get_queryset(self) -> QuerySet[Konferenz]:
        return Konferenz.objects.oeffentlich().vergangene().rueckblickend().mit_umfeld()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kontext = super().get_context_data(**kwargs)
        return kontext | {"gruppen": nach_runden(kontext["page_obj"])}


class RundeView(SeiteMitAdresse):
    """One round as the table that the city publishes."""

    template_name = "konferenzen/runde.html"
    context_object_name = "runde"

    def get_queryset(self) -> QuerySet[Runde]:
        return Konferenz.objects.oeffentlich().runden()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        konferenzen = self.object.konferenzen.oeffentlich().chronologisch().mit_umfeld()
        return super().get_context_data(**kwargs) | {"konferenzen": konferenzen}


class KonferenzView(SeiteMitAdresse):
    """Everything known about one conference."""

    template_name = "konferenzen/konferenz.html"
    context_object_name = "konferenz"

    def get_queryset(self) -> QuerySet[Konferenz]:
        return (
            Konferenz.objects.oeffentlich()
            .mit_umfeld()
            .prefetch_related("ortsteile", Prefetch("unterlagen", Unterlage.objects.oeffentlich()))
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        konferenz: Konferenz = self.object
        # Of other meetings nobody has said who may come, unless they invite somebody.
        offen = konferenz.art == Art.STADTTEILKONFERENZ
        return super().get_context_data(**kwargs) | {
            "eingeladene": nach_kategorie(konferenz.einladungen.oeffentlich().geordnet()),
            "offen": offen,
            "kategorien": Kategorie.objects.all() if offen else (),
            "nachrichten": konferenz.beitraege.oeffentlich().neueste_zuerst()[:NACHRICHTEN],
            "ansprechpersonen": Ansprechperson.objects.oeffentlich()
            .fuer(konferenz.stadtteil)
            .geordnet(),
        }


class UnterlageView(View):
    """The PDF of a public document of a public conference."""

    def get(self, _request: HttpRequest, slug: str, pk: int) -> FileResponse:
        konferenz = mit_slug(Konferenz.objects.oeffentlich(), slug)
        unterlage = get_object_or_404(konferenz.unterlagen.oeffentlich(), pk=pk)
        return pdf_antwort(unterlage.datei, unterlage.titel)


class KalenderView(TemplateView):
    """How to subscribe to the dates."""

    template_name = "konferenzen/kalender.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        arten = Konferenz.objects.oeffentlich().values_list("art", flat=True).distinct().order_by()
        stadtteile = Stadtteil.objects.geordnet()
        return super().get_context_data(**kwargs) | {
            "alle": abonnements.alle(),
            "stadtteile": [abonnements.fuer_stadtteil(stadtteil) for stadtteil in stadtteile],
            "arten": abonnements.fuer_arten({*arten, Art.STADTTEILKONFERENZ}),
            "ausstehend": Konferenz.objects.ausstehend().chronologisch().mit_umfeld(),
        }
