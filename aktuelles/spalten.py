"""What the list of the news gives out."""

from aktuelles.models import Beitrag
from hattingen_portal.grundlage.verwaltung.spalten import Spalte, felder

BEITRAG = (
    *felder(Beitrag, "titel", "teaser"),
    Spalte("Zustand", Beitrag.zustand),
    *felder(Beitrag, "veroeffentlichen_ab", "veroeffentlichen_bis", "angeheftet"),
    *felder(Beitrag, "stadtteile", "ortsteile"),
    Spalte(
        "Konferenz",
        lambda beitrag: str(beitrag.konferenz or ""),
        dazu=("konferenz__stadtteil", "konferenz__runde"),
    ),
    *felder(Beitrag, "geaendert_am"),
)
