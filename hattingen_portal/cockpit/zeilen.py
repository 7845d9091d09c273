"""Each coming conference as one line: when it is, and how far its steps are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import cast

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from hattingen_portal.cockpit.fristen import Lage, frist, lage
from hattingen_portal.cockpit.vorlauf import geltende_schritte
from hattingen_portal.grundlage.schritte import Schritt, Stand
from konferenzen.models import Konferenz, KonferenzQuerySet, Status
from konferenzen.models.konferenz_abfragen import BEISPIELE_HINTEN, CHRONOLOGISCH
from konferenzen.zeitangaben import tag, zeitangabe

HOECHSTENS = 200  # more than three large seasons; a page with more would be of no use to anybody


@dataclass(frozen=True)
class Glied:
    """A step of one conference; without `adresse` where the person may not do it."""

    schritt: Schritt
    lage: Lage
    faellig: date | None
    worte: str
    adresse: str


@dataclass(frozen=True)
class Zeile:
    """A coming conference and its steps, in words."""

    konferenz: Konferenz
    wann: str
    zustand: str
    adresse: str
    glieder: Sequence[Glied]


def kommende_konferenzen(request: HttpRequest, jetzt: datetime) -> list[Konferenz]:
    """Give what is not over at the aware time `jetzt` and the person may see, in order of time.

    Examples stand behind all; withdrawn ones are nobody's work any more. One query.
    """
    verwaltung = admin.site.get_model_admin(Konferenz)
    if not verwaltung.has_view_permission(request):
        return []
    sichtbare = cast("KonferenzQuerySet", verwaltung.get_queryset(request))
    kommende = sichtbare.kommende(jetzt).exclude(status=Status.ZURUECKGEZOGEN)
    geordnete = kommende.mit_umfeld().order_by(BEISPIELE_HINTEN, *CHRONOLOGISCH)
    return list(geordnete[:HOECHSTENS])


def zeilen(request: HttpRequest, konferenzen: Sequence[Konferenz], jetzt: datetime) -> list[Zeile]:
    """Give the lines of `konferenzen` at the aware time `jetzt`, in their order.

    A cancelled one has no steps left. As many queries as the steps need, however many conferences.
    """
    heute = timezone.localdate(jetzt)
    geltende = geltende_schritte()
    finden_statt = [k for k in konferenzen if k.status != Status.ABGESAGT]
    staende = [schritt.pruefen(finden_statt, jetzt) for schritt, _ in geltende]

    def glieder(konferenz: Konferenz) -> list[Glied]:
        return [
            _glied(
                schritt,
                stand,
                _faellig(konferenz, tage),
                heute,
                darf=schritt.darf(request, konferenz),
            )
            for (schritt, tage), ergebnis in zip(geltende, staende, strict=True)
            if (stand := ergebnis.get(konferenz.pk)) is not None
        ]

    return [
        Zeile(
            konferenz=konferenz,
            wann=_wann(konferenz, jetzt),
            zustand=_zustand(konferenz, jetzt),
            adresse=reverse("admin:konferenzen_konferenz_change", args=[konferenz.pk]),
            glieder=glieder(konferenz),
        )
        for konferenz in konferenzen
    ]


def _glied(
    schritt: Schritt, stand: Stand, faellig: date | None, heute: date, *, darf: bool
) -> Glied:
    return Glied(
        schritt=schritt,
        lage=Lage.ERLEDIGT if stand.erledigt else lage(faellig, heute),
        faellig=faellig,
        worte="erledigt" if stand.erledigt else frist(faellig, heute),
        adresse=stand.adresse if darf else "",
    )


def _faellig(konferenz: Konferenz, tage: int) -> date | None:
    """Give the day `tage` days before the conference, or before the last day that it can be.

    None where there is no such day, and for an example: nothing is ever due for it.
    """
    if konferenz.ist_beispiel:
        return None
    stichtag = konferenz.runde.ende if konferenz.runde else None
    if konferenz.beginn is not None:
        stichtag = timezone.localdate(konferenz.beginn)
    return None if stichtag is None else stichtag - timedelta(days=tage)


def _wann(konferenz: Konferenz, jetzt: datetime) -> str:
    """Say when it is, else what is known of that."""
    wann = zeitangabe(konferenz, jetzt).ganz
    ungefaehr = "" if konferenz.beginn else konferenz.datum_hinweis
    return f"{wann} ({ungefaehr})" if ungefaehr else wann


def _zustand(konferenz: Konferenz, jetzt: datetime) -> str:
    """Say what the public knows of it."""
    ab = konferenz.veroeffentlicht_am
    if ab is not None and ab > jetzt:
        return f"erscheint am {tag(ab, jahr=timezone.localdate(jetzt).year)}"
    if konferenz.status == Status.VERSCHOBEN:
        return str(Status.OEFFENTLICH.label)  # that it is postponed stands where its date would
    return konferenz.get_status_display()
