"""News posts as schema.org NewsArticles: rows in, dictionaries out; no request, no clock."""

from datetime import datetime

from django.conf import settings
from django.utils import timezone

from aktuelles.models import Beitrag
from hattingen_portal.grundlage.absolut import absolut
from hattingen_portal.grundlage.bildfassungen import teiladresse
from hattingen_portal.grundlage.strukturdaten import Knoten, bekannt, traeger


def artikel(beitrag: Beitrag) -> Knoten:
    """Give the published `beitrag` as a NewsArticle; its sections are the Stadtteile it is for.

    Raises ValueError for a draft.
    """
    if beitrag.veroeffentlichen_ab is None:
        raise ValueError(f"„{beitrag}“ ist ein Entwurf.")
    adresse = absolut(beitrag.get_absolute_url())
    stadtteile = [stadtteil.name for stadtteil in beitrag.stadtteile.all()]
    return {
        "@type": "NewsArticle",
        "@id": f"{adresse}#beitrag",
        "headline": beitrag.titel,
        "description": beitrag.teaser,
        "url": adresse,
        "mainEntityOfPage": adresse,
        "datePublished": _zeit(beitrag.veroeffentlichen_ab),
        "dateModified": _zeit(beitrag.stand),
        "articleSection": stadtteile or [settings.PORTAL_KOMMUNE],
        "inLanguage": settings.LANGUAGE_CODE,
        "author": traeger(),
        "publisher": traeger(),
    } | bekannt(image=absolut(teiladresse(beitrag.bild.name)) if beitrag.bild else "")


def _zeit(zeit: datetime) -> str:
    """Give `zeit` on the clocks of the portal with their distance from UTC (ISO 8601)."""
    return timezone.localtime(zeit).isoformat(timespec="seconds")
