"""The admin of the conferences, one aggregate a file."""

from konferenzen.admin.ferien import FerienAdmin
from konferenzen.admin.konferenz import KonferenzAdmin
from konferenzen.admin.ort import VeranstaltungsortAdmin
from konferenzen.admin.runde import RundeAdmin
from konferenzen.admin.sperrtag import SperrtagAdmin
from konferenzen.admin.stadtteil import StadtteilMitKonferenzenAdmin

__all__ = [
    "FerienAdmin",
    "KonferenzAdmin",
    "RundeAdmin",
    "SperrtagAdmin",
    "StadtteilMitKonferenzenAdmin",
    "VeranstaltungsortAdmin",
]
