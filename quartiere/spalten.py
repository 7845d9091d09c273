"""What the lists of the Stadtteile and of those who are there for them give out."""

from hattingen_portal.grundlage.verwaltung.spalten import Spalte, felder
from quartiere.models import Ansprechperson, Ortsteil, Stadtteil

STADTTEIL = (
    *felder(Stadtteil, "name", "kuerzel", "zusatz"),
    Spalte("Andere Namen", lambda stadtteil: ", ".join(stadtteil.andere_namen)),
    Spalte(
        "Ortsteile",
        lambda stadtteil: ", ".join(map(str, stadtteil.ortsteile.all())),
        dazu=("ortsteile",),
    ),
    *felder(Stadtteil, "reihenfolge"),
)
ORTSTEIL = tuple(felder(Ortsteil, "name", "stadtteil"))
ANSPRECHPERSON = tuple(
    felder(
        Ansprechperson,
        "funktion",
        "name",
        "stelle",
        "anschrift",
        "telefon",
        "email",
        "stadtteile",
        "oeffentlich",
        "reihenfolge",
    )
)
