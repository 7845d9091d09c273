"""One aggregate a file; import them from here."""

from konferenzen.models.aenderung import Aenderung, Aenderungsart
from konferenzen.models.einladung import Einladung
from konferenzen.models.ferien import Ferien
from konferenzen.models.konferenz import Konferenz
from konferenzen.models.konferenz_abfragen import KonferenzQuerySet
from konferenzen.models.konferenz_werte import Art, Form, Status
from konferenzen.models.ort import Veranstaltungsort
from konferenzen.models.runde import Runde
from konferenzen.models.sperrtag import Sperrtag
from konferenzen.models.unterlage import Unterlage

__all__ = [
    "Aenderung",
    "Aenderungsart",
    "Art",
    "Einladung",
    "Ferien",
    "Form",
    "Konferenz",
    "KonferenzQuerySet",
    "Runde",
    "Sperrtag",
    "Status",
    "Unterlage",
    "Veranstaltungsort",
]
