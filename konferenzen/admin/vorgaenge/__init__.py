"""Publishing, setting the date, cancelling, postponing, moving and the like: one page each."""

from konferenzen.admin.vorgaenge.uebergabe import MitUebergabe
from konferenzen.admin.vorgaenge.verwaltung import MitVorgaengen, listenaktionen, vorgangsadresse

__all__ = ["MitUebergabe", "MitVorgaengen", "listenaktionen", "vorgangsadresse"]
