"""The feeds that people can subscribe to."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import Http404
from django.urls import reverse

from hattingen_portal.grundlage.weiterleitung import mit_slug_aus
from konferenzen.models import Art
from quartiere.models import Stadtteil
from quartiere.stammdaten import stadtteile


@dataclass(frozen=True)
class Abonnement:
    """A feed by name; `kennung` tells it apart on a page, `qr` is the path of its QR code."""

    titel: str
    pfad: str
    qr: str
    kennung: str
    stadtteil: Stadtteil | None = None

    @property
    def stelle(self) -> str:
        """The path of the place on the subscribe page where it stands."""
        return f"{reverse('kalender')}#{self.kennung}"


def stadtteil_mit_slug(slug: str) -> Stadtteil:
    """Give the Stadtteil whose feed stands or stood at `slug`; raises Http404."""
    for stadtteil in mit_slug_aus(stadtteile().values(), slug):
        return stadtteil
    raise Http404


def art_mit_slug(slug: str) -> Art:
    """Give the kind of meeting whose feed stands at `slug`; raises Http404."""
    if slug not in Art.values:
        raise Http404
    return Art(slug)


def alle() -> Abonnement:
    """Give the feed of all conferences."""
    return Abonnement("Alle Termine", reverse("feed_alle"), reverse("qr_alle"), "alle")


def fuer_stadtteil(stadtteil: Stadtteil) -> Abonnement:
    """Give the feed of one Stadtteil."""
    slug = stadtteil.slug
    return Abonnement(
        stadtteil.name,
        reverse("feed_stadtteil", args=[slug]),
        reverse("qr_stadtteil", args=[slug]),
        f"stadtteil-{slug}",
        stadtteil,
    )


def fuer_arten(arten: Iterable[str]) -> list[Abonnement]:
    """Give the feeds of the kinds of meeting that `arten` names, in the order of `Art`."""
    return [
        Abonnement(
            art.label,
            reverse("feed_art", args=[art.value]),
            reverse("qr_art", args=[art.value]),
            f"art-{art.value}",
        )
        for art in Art
        if art in set(arten)
    ]
