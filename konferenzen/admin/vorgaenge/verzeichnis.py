"""All Vorgänge, in the order in which lists and forms offer them."""

from datetime import datetime

from konferenzen.admin.vorgaenge.anpassen import Anpassen
from konferenzen.admin.vorgaenge.vorgang import (
    Absagen,
    Festlegen,
    Verlegen,
    Veroeffentlichen,
    Verschieben,
    Vorgang,
    WiederAnsetzen,
    Zurueckziehen,
)
from konferenzen.models import Konferenz

VORGAENGE: tuple[Vorgang, ...] = (
    Veroeffentlichen(),
    Festlegen(),
    Absagen(),
    Verschieben(),
    Verlegen(),
    Anpassen(),
    WiederAnsetzen(),
    Zurueckziehen(),
)


def vorgang(name: str) -> Vorgang | None:
    """Give the Vorgang of this name, None where there is none."""
    return next((eintrag for eintrag in VORGAENGE if eintrag.name == name), None)


def moegliche(konferenz: Konferenz, jetzt: datetime) -> list[Vorgang]:
    """Give what the form of `konferenz` offers to do with it at the aware time `jetzt`."""
    return [
        eintrag
        for eintrag in VORGAENGE
        if eintrag.im_formular and not eintrag.hindernis(konferenz, jetzt)
    ]
