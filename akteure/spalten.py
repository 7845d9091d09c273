"""What the lists of the Akteure give out; of the private contact only what an invitation needs."""

from typing import Any

from akteure.models import Akteur, Kategorie, Kontakt
from hattingen_portal.grundlage.verwaltung.spalten import Spalte, felder


def _kontakt(kopf: str, feld: str) -> Spalte:
    """Give a column of the private contact, for those alone who may view it.

    Empty where the form hides it, too: at an Akteur whom a person may invite, but not edit.
    """

    def wert(akteur: Any) -> str:
        if not akteur.betreut:  # as AkteurAdmin reads it
            return ""
        try:
            return str(getattr(akteur.kontakt, feld))
        except Kontakt.DoesNotExist:
            return ""

    return Spalte(kopf, wert, dazu=("kontakt",), recht="akteure.view_kontakt")


AKTEUR = (
    *felder(Akteur, "name", "art", "kategorien", "stadtteile", "ortsteile", "stand"),
    Spalte("Im Verzeichnis", lambda akteur: akteur.gezeigt),  # as AkteurAdmin reads it
    *felder(Akteur, "beschreibung", "website", "email", "telefon"),
    *felder(Akteur, "einwilligung_am", "einwilligung_widerrufen_am"),
    _kontakt("Interner Kontakt: Name", "name"),
    _kontakt("Interner Kontakt: E-Mail", "email"),
    _kontakt("Interner Kontakt: Telefon", "telefon"),
)
KATEGORIE = tuple(felder(Kategorie, "name", "reihenfolge"))
