"""The portal itself for machines: whose it is, whom to ask, how to search it (schema.org)."""

from django.conf import settings
from django.urls import reverse

from hattingen_portal.grundlage.absolut import absolut
from hattingen_portal.grundlage.strukturdaten import Knoten, bekannt, kennung, traeger
from quartiere.models import Ansprechperson


def portal(buero: Ansprechperson | None) -> Knoten:
    """Give what the Startseite says of the portal: the municipality and the website.

    `buero` is the public contact that the page shows, None where there is none.
    """
    return {"@graph": [_organisation(buero), _website()]}


def _organisation(buero: Ansprechperson | None) -> Knoten:
    angaben = traeger() | {"areaServed": {"@type": "City", "name": settings.PORTAL_KOMMUNE}}
    if buero is None:
        return angaben
    return angaben | bekannt(address=buero.anschrift, contactPoint=_kontakt(buero))


def _kontakt(buero: Ansprechperson) -> Knoten | None:
    """Give the function and its lines, not the person: who holds it is no matter for an index."""
    wege = bekannt(telephone=buero.telefon, email=buero.email)
    return {"@type": "ContactPoint", "contactType": buero.funktion} | wege if wege else None


def _website() -> Knoten:
    return {
        "@type": "WebSite",
        "@id": kennung("website"),
        "name": f"{settings.PORTAL_NAME} {settings.PORTAL_KOMMUNE}",
        "url": absolut("/"),
        "inLanguage": settings.LANGUAGE_CODE,
        "publisher": {"@id": kennung("traeger")},
        "potentialAction": {
            "@type": "SearchAction",
            "target": {
                "@type": "EntryPoint",
                "urlTemplate": absolut(f"{reverse('suche')}?q={{worte}}"),
            },
            "query-input": "required name=worte",
        },
    }
