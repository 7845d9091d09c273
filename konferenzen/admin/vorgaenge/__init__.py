"""Publishing, cancelling, postponing, moving, announcing again, withdrawing: one page each."""

from konferenzen.admin.vorgaenge.uebergabe import MitUebergabe
from konferenzen.admin.vorgaenge.verwaltung import MitVorgaengen, listenaktionen

__all__ = ["MitUebergabe", "MitVorgaengen", "listenaktionen"]
