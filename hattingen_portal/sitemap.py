"""sitemap.xml: every public page that a search engine may find (sitemaps.org, protocol 0.9).

A page is listed with the time of its last change only where that is known: a search engine that
reads "now" each time stops believing it. Examples are no dates, so they are not listed; neither
are pages that ask to be left out, such as placeholders.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max, Q
from django.http import HttpRequest, HttpResponseBase
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from akteure.models import Akteur
from aktuelles.models import Beitrag
from hattingen_portal.grundlage.absolut import absolut
from hattingen_portal.grundlage.bedingt import bedingte_antwort
from hattingen_portal.seiten.maengel import vollstaendige
from hattingen_portal.seiten.models import Seite as Rechtsseite
from konferenzen.models import Konferenz, Runde
from konferenzen.stand import neueste_aenderung, zuletzt_geaendert
from quartiere.models import Stadtteil


@dataclass(frozen=True)
class Seite:
    """A page: its whole address, and when it last changed (aware; None where nobody knows)."""

    adresse: str
    geaendert: datetime | None = None


def seiten(jetzt: datetime) -> list[Seite]:
    """Give all pages that may be found at the aware time `jetzt`, in an order that stays."""
    nachrichten = _nachrichten(jetzt)
    return [
        *_uebersichten(jetzt, _neueste(seite.geaendert for seite in nachrichten)),
        *_runden(jetzt),
        *_konferenzen(jetzt),
        *(_seite(stadtteil) for stadtteil in Stadtteil.objects.geordnet()),
        *nachrichten,
        *(_seite(akteur) for akteur in Akteur.objects.oeffentlich(jetzt).geordnet()),
        *(_seite(seite) for seite in vollstaendige()),
    ]


@require_safe
def sitemap(request: HttpRequest) -> HttpResponseBase:
    """Give the sitemap, or 304 to a client that has it.

    To clients that know only dates it counts as new every midnight, for not all that it lists
    has a time of change; the ETag is exact at once.
    """
    jetzt = timezone.now()
    alle = seiten(jetzt)
    inhalt = render_to_string("sitemap.xml", {"seiten": alle})
    zeiten = [zuletzt_geaendert(jetzt), *(seite.geaendert for seite in alle)]
    return bedingte_antwort(
        request,
        inhalt.encode(),
        content_type="application/xml; charset=utf-8",
        zuletzt=_neueste(zeiten) or jetzt,
    )


def _uebersichten(jetzt: datetime, nachrichten: datetime | None) -> list[Seite]:
    """Give the pages that have no row of their own; `nachrichten` is the time of the newest."""
    vergangene = Konferenz.objects.oeffentlich(jetzt).vergangene(jetzt)
    vorbei = vergangene.aggregate(zeit=Max("ende"))["zeit"]
    termine = _neueste([neueste_aenderung(jetzt), vorbei])
    stand = {
        "startseite": _neueste([termine, nachrichten]),
        "termine": termine,
        "archiv": termine,
        "kalender": termine,
        "stadtteile": None,
        "aktuelles": nachrichten,
        "akteure": None,
        "daten": None,
        "kontakt": None,
        "barriere_melden": None,
    }
    return [Seite(absolut(reverse(name)), zeit) for name, zeit in stand.items()]


def _runden(jetzt: datetime) -> list[Seite]:
    """Give the rounds with a public conference; a withdrawal is a change of theirs, too."""
    gesehen = Q(konferenzen__veroeffentlicht_am__lte=jetzt)
    runden = Konferenz.objects.oeffentlich(jetzt).runden().filter(beispiel=False)
    mit_stand = runden.annotate(stand=Max("konferenzen__geaendert_am", filter=gesehen))
    return [_seite(runde, runde.stand) for runde in mit_stand.order_by("beginn", "pk")]


def _konferenzen(jetzt: datetime) -> list[Seite]:
    echte = Konferenz.objects.oeffentlich(jetzt).exclude(runde__beispiel=True)
    return [_seite(konferenz, konferenz.geaendert_am) for konferenz in echte.order_by("pk")]


def _nachrichten(jetzt: datetime) -> list[Seite]:
    beitraege = Beitrag.objects.oeffentlich(jetzt).order_by("pk")
    return [_seite(beitrag, beitrag.stand) for beitrag in beitraege]


def _seite(
    zeile: Runde | Konferenz | Stadtteil | Beitrag | Akteur | Rechtsseite,
    stand: datetime | None = None,
) -> Seite:
    return Seite(absolut(zeile.get_absolute_url()), stand)


def _neueste(zeiten: Iterable[datetime | None]) -> datetime | None:
    return max((zeit for zeit in zeiten if zeit), default=None)
