"""The pages under /stadtteile/."""

from typing import Any

from django.db.models import QuerySet
from django.views.generic import ListView

from hattingen_portal.grundlage.weiterleitung import SeiteMitAdresse
from quartiere.models import Ansprechperson, Ortsteil, Stadtteil

RUECKBLICK = 8
NACHRICHTEN = 4
AKTEURE = 24


class StadtteileView(ListView):
    """All Stadtteile, and honestly the Ortsteile that have no conference yet."""

    template_name = "quartiere/stadtteile.html"
    context_object_name = "stadtteile"
    queryset = Stadtteil.objects.geordnet().prefetch_related("ortsteile")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        ohne = Ortsteil.objects.filter(stadtteil__isnull=True).geordnet()
        return super().get_context_data(**kwargs) | {"ohne_konferenz": ohne}


class StadtteilView(SeiteMitAdresse):
    """One Stadtteil: what comes, what was, who is there."""

    template_name = "quartiere/stadtteil.html"
    context_object_name = "stadtteil"

    def get_queryset(self) -> QuerySet[Stadtteil]:
        return Stadtteil.objects.all()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        stadtteil: Stadtteil = self.object
        konferenzen = stadtteil.konferenzen.oeffentlich().mit_umfeld()
        naechste = konferenzen.kommende().naechste()
        # City-wide conferences belong to no Stadtteil: the upward glance goes over the model that
        # stands behind the reverse relation.
        stadtweite = stadtteil.konferenzen.model.objects.oeffentlich().stadtweit().mit_umfeld()
        akteure = stadtteil.akteure.model.objects.oeffentlich().im_stadtteil(stadtteil)
        beitraege = stadtteil.beitraege.model.objects.oeffentlich().im_stadtteil(stadtteil)
        return super().get_context_data(**kwargs) | {
            "naechste": naechste,
            "weitere": (konferenzen | stadtweite).kommende().ausser(naechste).chronologisch(),
            "rueckblick": konferenzen.vergangene().neueste_zuerst()[:RUECKBLICK],
            "ortsteile": stadtteil.ortsteile.exclude(name=stadtteil.name).geordnet(),
            "akteure": akteure.mit_umfeld().geordnet()[:AKTEURE],
            "nachrichten": beitraege.neueste_zuerst()[:NACHRICHTEN],
            "ansprechpersonen": Ansprechperson.objects.oeffentlich().fuer(stadtteil).geordnet(),
        }
