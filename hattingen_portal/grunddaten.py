"""What the portal needs before the first entry: Stadtteile, categories, pages, roles.

A table is filled only while it is empty: what the office has renamed or deleted since stays so. The
roles are what the code says.
"""

from dataclasses import dataclass

from django.db import transaction

from akteure.models import Kategorie
from hattingen_portal.cockpit.vorlauf import vorlaufzeiten_anlegen
from hattingen_portal.rollen.einrichten import rollen_einrichten
from hattingen_portal.seiten.grundtexte import seiten_anlegen
from quartiere.models import Ansprechperson, Figur, Ortsteil, Stadtteil, Ton


@dataclass(frozen=True)
class _Stadtteil:
    name: str
    kuerzel: str
    figur: Figur
    ton: Ton
    ortsteile: tuple[str, ...]
    zusatz: str = ""
    andere_namen: tuple[str, ...] = ()


# In the order in which the city publishes them.
STADTTEILE = (
    _Stadtteil("Welper", "Welper", Figur.ANDREASKREUZ, Ton.VIOLETT, ("Welper",)),
    _Stadtteil(
        "Winz-Baak",
        "Winz-Baak",
        Figur.STREBEN,
        Ton.BLAU,
        ("Rauendahl", "Winz-Baak"),
        zusatz="mit Rauendahl",
        andere_namen=("Winz Baak", "Winz/Baak"),
    ),
    _Stadtteil(
        "Hattingen-Mitte",
        "Mitte",
        Figur.RAUTE,
        Ton.ROT,
        ("Hattingen-Mitte",),
        andere_namen=("Hattingen Mitte", "Stadtmitte"),
    ),
    _Stadtteil("Holthausen", "Holthausen", Figur.PFOSTEN, Ton.TUERKIS, ("Holthausen",)),
    _Stadtteil("Blankenstein", "Blankenstein", Figur.SPARREN, Ton.ORANGE, ("Blankenstein",)),
    _Stadtteil(
        "EOBS",
        "EOBS",
        Figur.RIEGEL,
        Ton.GRUEN,
        ("Bredenscheid-Stüter", "Niederelfringhausen", "Oberelfringhausen", "Oberstüter"),
        zusatz="Elfringhausen, Oberstüter, Bredenscheid/Stüter",
        andere_namen=(
            "Elfringhausen, Oberstüter, Bredenscheid/Stüter",
            "Elfringhausen/Oberstüter/Bredenscheid/Stüter",
            "Elfringhausen, Oberstüter und Bredenscheid/Stüter",
        ),
    ),
)
ORTSTEILE_OHNE_KONFERENZ = ("Niederbonsfeld", "Niederwenigern")

KATEGORIEN = (
    "Wohlfahrtsverbände",
    "Fachbereich Kinder, Jugend und Familie",
    "Fachbereich Soziales und Gesundheit",
    "Schulen",
    "Kitas",
    "Sportvereine",
    "Glaubensgemeinschaften",
    "Initiativen",
    "Beratungsdienste",
    "Wohnungsunternehmen",
    "Wirtschaft",
)


@transaction.atomic
def grunddaten_anlegen() -> None:
    """Fill the tables that are still empty, and set the roles; may run any number of times."""
    if not Stadtteil.objects.exists():
        _stadtteile_anlegen()
    if not Kategorie.objects.exists():
        for stelle, name in enumerate(KATEGORIEN, start=1):
            Kategorie.objects.create(name=name, reihenfolge=stelle)
    if not Ansprechperson.objects.exists():
        _ansprechperson_anlegen()
    seiten_anlegen()
    vorlaufzeiten_anlegen()
    rollen_einrichten()


def _stadtteile_anlegen() -> None:
    for stelle, angaben in enumerate(STADTTEILE, start=1):
        stadtteil = Stadtteil.objects.create(
            name=angaben.name,
            kuerzel=angaben.kuerzel,
            figur=angaben.figur,
            ton=angaben.ton,
            zusatz=angaben.zusatz,
            andere_namen=list(angaben.andere_namen),
            reihenfolge=stelle,
        )
        for name in angaben.ortsteile:
            Ortsteil.objects.create(name=name, stadtteil=stadtteil)
    for name in ORTSTEILE_OHNE_KONFERENZ:
        Ortsteil.objects.create(name=name)


def _ansprechperson_anlegen() -> None:
    """Add the office as the city publishes it; its e-mail address is not known and stays empty."""
    Ansprechperson.objects.create(
        funktion="Quartiersentwicklerin",
        name="Gabriele Krefting",
        stelle="Stadt Hattingen, FB 50 Soziales und Wohnen",
        anschrift="Hüttenstraße 43, 45525 Hattingen",
        telefon="(02324) 204-5552",
        oeffentlich=True,
    )
