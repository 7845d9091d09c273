"""Which parts of the city no conference reaches, and why: the city wants to reach them all."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from konferenzen.models import Konferenz, Runde
from konferenzen.models.konferenz_werte import OHNE_RAUM
from quartiere.models import Ortsteil

OHNE_STADTTEIL = "Noch keinem Stadtteil zugeordnet."
OHNE_RUNDE = "Es gibt keine laufende oder kommende Runde."


@dataclass(frozen=True)
class Luecke:
    """Ortsteile that nothing reaches, all for the same reason."""

    warum: str
    ortsteile: list[str]


@dataclass(frozen=True)
class Abdeckung:
    """What nothing reaches; `mit_beispielen` tells that there are examples, which do not count."""

    luecken: list[Luecke]
    mit_beispielen: bool


@dataclass
class _Reichweite:
    """What conferences reach; `teilweise` are Stadtteile of which they name single parts."""

    stadtteile: set[int] = field(default_factory=set)
    ortsteile: set[int] = field(default_factory=set)
    teilweise: set[int] = field(default_factory=set)

    def erreicht(self, ortsteil: Ortsteil) -> bool:
        return ortsteil.pk in self.ortsteile or ortsteil.stadtteil_id in self.stadtteile


def abdeckung(ortsteile: Iterable[Ortsteil], jetzt: datetime) -> Abdeckung:
    """Give those of `ortsteile` that no conference reaches at the aware time `jetzt`, by reason.

    `ortsteile` come with their Stadtteil. A conference of a round that is not over reaches its
    Stadtteil, or only the Ortsteile that it names; a draft counts, for it is planned. What is for
    the whole city counts for none of them: nobody there is asked for themselves. Three queries.
    """
    reichweite = _reichweite(jetzt)
    laufende = list(
        Runde.objects.filter(ende__gte=timezone.localdate(jetzt)).order_by("beginn", "pk")
    )
    runden = [runde.name for runde in laufende if not runde.beispiel]
    gruppen: defaultdict[str, list[str]] = defaultdict(list)
    for ortsteil in ortsteile:
        if not reichweite.erreicht(ortsteil):
            gruppen[_warum(ortsteil, reichweite, runden)].append(ortsteil.name)
    luecken = [Luecke(warum, namen) for warum, namen in gruppen.items()]
    return Abdeckung(luecken, mit_beispielen=len(runden) < len(laufende))


def _reichweite(jetzt: datetime) -> _Reichweite:
    reichweite = _Reichweite()
    gueltig = Q(runde__ende__gte=timezone.localdate(jetzt), runde__beispiel=False)
    konferenzen = (
        Konferenz.objects.exclude(status__in=OHNE_RAUM)
        .filter(gueltig | Q(runde__isnull=True, ende__gt=jetzt))
        .prefetch_related("ortsteile")
        .order_by("pk")
    )
    for konferenz in konferenzen:
        genannte = {ortsteil.pk for ortsteil in konferenz.ortsteile.all()}
        reichweite.ortsteile |= genannte
        if konferenz.stadtteil_id is not None:
            ziel = reichweite.teilweise if genannte else reichweite.stadtteile
            ziel.add(konferenz.stadtteil_id)
    return reichweite


def _warum(ortsteil: Ortsteil, reichweite: _Reichweite, runden: list[str]) -> str:
    if ortsteil.stadtteil is None:
        return OHNE_STADTTEIL
    if ortsteil.stadtteil_id in reichweite.teilweise:
        return f"Die Konferenz in {ortsteil.stadtteil} gilt nur für andere Ortsteile."
    if not runden:
        return OHNE_RUNDE
    return f"Keine Konferenz in {ortsteil.stadtteil} ({', '.join(runden)})."
