"""Runden and venues as pages share them, and conferences that are known again."""

from collections.abc import Iterable, Iterator

from hattingen_portal.grundlage.gedaechtnis import Stammdaten, Zeilen, tabelle
from konferenzen.models import Konferenz, KonferenzQuerySet, Runde, Veranstaltungsort
from quartiere.stammdaten import stadtteile

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


# A city has some hundred a year; lists and feeds reach back for one.
konferenzzeilen = Zeilen(
    Konferenz, KonferenzQuerySet.mit_umfeld, _mit_geteiltem_umfeld, hoechstens=3000
)
