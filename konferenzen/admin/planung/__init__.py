"""Planning a round on one page: first what is to be planned, then a row for each Stadtteil."""

from konferenzen.admin.planung.verwaltung import MitPlanung

__all__ = ["MitPlanung"]
