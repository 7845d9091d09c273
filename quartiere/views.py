"""The overview of the Stadtteile; the page of one shows several apps: it is the roof's."""

from typing import Any

from django.views.generic import ListView

from hattingen_portal.grundlage.krumen import Krume, MitKrumen, krume
from quartiere.models import Ortsteil, Stadtteil


class StadtteileView(MitKrumen, ListView):
    """All Stadtteile, and honestly the Ortsteile that have no conference yet."""

    template_name = "quartiere/stadtteile.html"
    context_object_name = "stadtteile"
    queryset = Stadtteil.objects.geordnet()

    def krumen(self) -> list[Krume]:
        return [krume("Stadtteile", "stadtteile")]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        ohne = Ortsteil.objects.filter(stadtteil__isnull=True).geordnet()
        return super().get_context_data(**kwargs) | {"ohne_konferenz": ohne}
