"""The news as a feed."""

from datetime import datetime

from django.conf import settings
from django.db.models import Max, Q
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from aktuelles.models import Beitrag
from hattingen_portal.grundlage import atom
from hattingen_portal.grundlage.absolut import absolut
from hattingen_portal.grundlage.bedingt import bedingte_antwort
from hattingen_portal.grundlage.richtext.reinigung import mit_ganzen_adressen
from konferenzen.models.konferenz_abfragen import tagesbeginn

NEUESTE = 30


@require_safe
def aktuelles(request: HttpRequest) -> HttpResponseBase:
    """Give the news, the latest first: in a feed nothing is pinned."""
    jetzt = timezone.now()
    beitraege = Beitrag.objects.oeffentlich(jetzt).prefetch_related("stadtteile")
    beitraege = beitraege.order_by("-veroeffentlichen_ab", "-pk")[:NEUESTE]
    feed = atom.Feed(
        titel=f"{settings.PORTAL_NAME} {settings.PORTAL_KOMMUNE}: Aktuelles",
        untertitel="Nachrichten aus den Stadtteilen.",
        adresse=absolut(reverse("aktuelles_atom")),
        seite=absolut(reverse("aktuelles")),
    )
    return bedingte_antwort(
        request,
        atom.atom(feed, [nachricht(beitrag) for beitrag in beitraege]),
        content_type=atom.CONTENT_TYPE,
        zuletzt=_zuletzt_geaendert(jetzt),
        dateiname="aktuelles.atom",
    )


def nachricht(beitrag: Beitrag) -> atom.Nachricht:
    """Give the public `beitrag` with its Stadtteile as an entry; raises ValueError for a draft."""
    if beitrag.veroeffentlichen_ab is None:
        raise ValueError(f"„{beitrag}“ ist ein Entwurf.")
    adresse = absolut(beitrag.get_absolute_url())
    return atom.Nachricht(
        kennung=beitrag.kennung,
        titel=beitrag.titel,
        adresse=adresse,
        veroeffentlicht=beitrag.veroeffentlichen_ab,
        geaendert=beitrag.stand,
        kurz=beitrag.teaser,
        html=format_html(
            "<p>{}</p>{}",
            beitrag.teaser,
            SafeString(mit_ganzen_adressen(beitrag.text, adresse)),  # nosec B703 # cleaned text
        ),
        kategorien=[atom.Kategorie(s.slug, s.name) for s in beitrag.stadtteile.all()],
    )


def _zuletzt_geaendert(jetzt: datetime) -> datetime:
    """Give when the feed last changed by `jetzt`, yet nothing older than today's midnight.

    A post also comes, and goes, by time alone. Midnight, so that a deleted one is gone within a day
    for clients that know only dates; the ETag is exact at once.
    """
    zeiten: dict[str, datetime | None]
    zeiten = Beitrag.objects.filter(veroeffentlichen_ab__lte=jetzt).aggregate(
        erschienen=Max("veroeffentlichen_ab"),
        geaendert=Max("geaendert_am"),
        abgelaufen=Max("veroeffentlichen_bis", filter=Q(veroeffentlichen_bis__lte=jetzt)),
    )
    return max([tagesbeginn(jetzt), *filter(None, zeiten.values())])
