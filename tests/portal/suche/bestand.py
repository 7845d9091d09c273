"""A small city to search in, and how its page is read."""

from datetime import timedelta

from django.test import Client

from konferenzen.models import Konferenz, Unterlage
from quartiere.models import Stadtteil
from tests import fabriken as f
from tests.seite import hole


def titel(client: Client, adresse: str) -> list[str]:
    """Give the names of the hits on the page at `adresse`, in their order."""
    return [
        text.removesuffix(" Beispiel") for text in hole(client, adresse).texte("p", "fund__titel")
    ]


def suche(client: Client, worte: str, **auswahl: str) -> list[str]:
    response = client.get("/suche/", {"q": worte, **auswahl})
    assert response.status_code == 200
    return titel(client, f"/suche/?{response.wsgi_request.META['QUERY_STRING']}")


def welper() -> Stadtteil:
    stadtteil = f.stadtteil("Welper", zusatz="mit Haidchen")
    f.ortsteil("Hüttenau", stadtteil)
    return stadtteil


def konferenzen(stadtteil: Stadtteil) -> tuple[Konferenz, Konferenz]:
    """Save the coming conference of a Stadtteil in spring and the past one of autumn."""
    herbst = f.runde(
        "Herbst 2025", beginn=f.berlin(2025, 8, 1).date(), ende=f.berlin(2025, 12, 31).date()
    )
    kommende = f.konferenz(
        stadtteil=stadtteil, beginn=f.berlin(2026, 1, 26, 17), ort=f.ort("Mühlenhof")
    )
    vergangene = f.konferenz(
        stadtteil=stadtteil,
        runde=herbst,
        beginn=f.berlin(2025, 10, 6, 18),
        jetzt=f.JETZT - timedelta(days=200),
    )
    return kommende, vergangene


def unterlage(konferenz: Konferenz, titel: str, **felder: object) -> Unterlage:
    return Unterlage.objects.create(
        konferenz=konferenz, **{"titel": titel, "oeffentlich": True, "datei": "x.pdf"} | felder
    )
