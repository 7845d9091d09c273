"""The page on which a clerk pastes a date list, corrects its rows and saves what holds."""

from konferenzen.admin.einlesen.verwaltung import MitEinlesen

__all__ = ["MitEinlesen"]
