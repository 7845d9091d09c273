"""Publishing, cancelling, postponing, moving, announcing again, withdrawing: one page each."""

from konferenzen.admin.vorgaenge.uebergabe import MitUebergabe
from konferenzen.admin.vorgaenge.verwaltung import MitVorgaengen, listenaktionen, vorgangsadresse

__all__ = ["MitUebergabe", "MitVorgaengen", "listenaktionen", "vorgangsadresse"]
