"""One aggregate a file; import them from here."""

from konferenzen.models.einladung import Einladung
from konferenzen.models.konferenz import Art, Form, Konferenz, KonferenzQuerySet, Status
from konferenzen.models.ort import Veranstaltungsort
from konferenzen.models.runde import Runde
from konferenzen.models.unterlage import Unterlage

__all__ = [
    "Art",
    "Einladung",
    "Form",
    "Konferenz",
    "KonferenzQuerySet",
    "Runde",
    "Status",
    "Unterlage",
    "Veranstaltungsort",
]
