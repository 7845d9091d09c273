"""Runden and venues as pages share them, and conferences that are known again."""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from akteure.models import Akteur
from akteure.stammdaten import kategorien
from hattingen_portal.grundlage.gedaechtnis import Stammdaten, tabelle
from hattingen_portal.grundlage.genannte import nummern, vorab
from hattingen_portal.grundlage.zeilen import Listenzeilen, Zeilen, Zeilenstand
from konferenzen.models import (
    Aenderung,
    Einladung,
    Konferenz,
    KonferenzQuerySet,
    Runde,
    Unterlage,
    Veranstaltungsort,
)
from quartiere.stammdaten import ortsteile, stadtteile

runden = Stammdaten(lambda: tabelle(Runde.objects.all()))
orte = Stammdaten(lambda: tabelle(Veranstaltungsort.objects.all()))


def _mit_geteiltem_umfeld(konferenzen: Iterable[Konferenz]) -> Iterator[Konferenz]:
    """Give `konferenzen` with Stadtteil, Runde and venue as all others have them.

    One that was added since the small tables were read is left to Django, which asks for it.
    """
    for konferenz in konferenzen:
        for name, tafel, schluessel in (
            ("stadtteil", stadtteile(), konferenz.stadtteil_id),
            ("runde", runden(), konferenz.runde_id),
            ("ort", orte(), konferenz.ort_id),
        ):
            if schluessel in tafel:
                setattr(konferenz, name, tafel[schluessel])
        yield konferenz


# A city has some hundred a year. More than a feed holds: one that is too long to be remembered
# would push itself out. Some 4 kB each.
konferenzzeilen = Listenzeilen(
    Konferenz.objects.oeffentlich,
    Konferenz,
    KonferenzQuerySet.mit_umfeld,
    _mit_geteiltem_umfeld,
    hoechstens=8000,
)


def _mit_ortsteilen(konferenzen: Iterable[Konferenz]) -> Iterator[Konferenz]:
    for konferenz in _mit_geteiltem_umfeld(konferenzen):
        vorab(konferenz, "ortsteile", konferenz.ortsteile_nummern, ortsteile())  # type: ignore[attr-defined]  # annotated
        yield konferenz


# For a page of its own: with single Ortsteile, too.
einzelzeilen = Zeilen(
    Konferenz,
    lambda konferenzen: konferenzen.mit_umfeld().prefetch_related("ortsteile"),
    _mit_ortsteilen,
    hoechstens=500,
    ortsteile_nummern=nummern(Konferenz, "ortsteile"),
)
aenderungszeilen = Zeilen(Aenderung, QuerySet.all, hoechstens=2000)
unterlagenzeilen = Zeilen(Unterlage, QuerySet.all, hoechstens=500)


def _mit_kategorien(einladungen: QuerySet[Einladung]) -> Iterator[Einladung]:
    for einladung in einladungen.select_related("akteur"):
        vorab(einladung.akteur, "kategorien", einladung.kategorien_nummern, kategorien())  # type: ignore[attr-defined]  # annotated
        yield einladung


einladungszeilen = Zeilen(
    Einladung,
    lambda zeilen: zeilen.select_related("akteur").prefetch_related("akteur__kategorien"),
    _mit_kategorien,
    hoechstens=2000,
    akteurstand=Subquery(Akteur.objects.filter(pk=OuterRef("akteur")).values_list(Zeilenstand())),
    kategorien_nummern=nummern(Akteur, "kategorien", "akteur"),
)


@cache
def beitragszeilen() -> Listenzeilen[Any]:
    """Give the news, for that room as well: it lies above, and is known by its relation alone."""
    beitrag: Any = Konferenz._meta.get_field("beitraege").related_model
    return Listenzeilen(beitrag.objects.oeffentlich, beitrag, QuerySet.all, hoechstens=500)
