"""Storing a row from which an address was taken out, on the way that its saves always go."""

from typing import Any

from hattingen_portal.datenschutz.suche import kommt_zuletzt
from hattingen_portal.grundlage.geschichte.aufzeichnung import durch_wen
from hattingen_portal.grundlage.sperre import MitVersion, gesperrt_speichern
from konferenzen.berichtigung import GEZEIGT, berichtigen
from konferenzen.fortschreibung import EIGENE_FELDER, fortschreiben
from konferenzen.models import Konferenz, Status


def geaendert_speichern(zeile: Any, werte: dict[str, Any], *, durch: Any = None) -> None:
    """Store `werte` in the fields of `zeile`; `durch` is who does it, for the histories.

    What the public reads is passed on to calendars and feeds as always. Copies in histories and
    ledger are changed in place: an entry about it would keep what is to go. Raises VeraltetError
    where somebody else saved the row meanwhile.
    """
    am_platz = werte if kommt_zuletzt(type(zeile)) else _am_platz(zeile, werte)
    if am_platz:
        type(zeile)._base_manager.filter(pk=zeile.pk).update(**am_platz)
    werte = {feld: wert for feld, wert in werte.items() if feld not in am_platz}
    if not werte:
        return
    for feld, wert in werte.items():
        setattr(zeile, feld, wert)
    durch_wen(zeile, durch)
    if isinstance(zeile, Konferenz):
        fortschreiben(zeile, durch=durch)
    elif type(zeile) in GEZEIGT:
        berichtigen(zeile, durch=durch)
    elif isinstance(zeile, MitVersion):
        gesperrt_speichern(zeile)
    else:
        zeile.save(update_fields=list(werte))


def _am_platz(zeile: Any, werte: dict[str, Any]) -> dict[str, Any]:
    """Give of `werte` what no save of a conference can change.

    What it keeps by itself, and all of one that is withdrawn: calendars show that as it was.
    """
    if not isinstance(zeile, Konferenz):
        return {}
    fest = werte if zeile.status == Status.ZURUECKGEZOGEN else EIGENE_FELDER
    return {feld: wert for feld, wert in werte.items() if feld in fest}
