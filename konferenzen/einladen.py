"""Who is invited to a conference."""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db import transaction
from django.db.models import OuterRef, QuerySet

from akteure.models import Akteur, AkteurQuerySet
from konferenzen.fortschreibung import beilagen_fortschreiben
from konferenzen.models import Einladung, Konferenz


@transaction.atomic
def alle_akteure_einladen(konferenz: Konferenz) -> int:
    """Invite every Akteur of the conference's Stadtteil and its Ortsteile; give how many are new.

    Those who rest are left out, those who are invited already stay as they are. Raises ValueError
    for a city-wide conference, which has no such list.
    """
    if konferenz.stadtteil is None:
        raise ValueError("Eine stadtweite Konferenz hat keinen Stadtteil.")
    neue = _einzuladende(konferenz.stadtteil, konferenz.pk)
    with beilagen_fortschreiben(konferenz):
        # Whoever does the same at this moment may be first with a row: that is no error. One by
        # one, since each row has a history.
        angelegt = [
            Einladung.objects.get_or_create(konferenz=konferenz, akteur=akteur)[1]
            for akteur in neue
        ]
    return sum(angelegt)


def mit_einzuladenden(konferenzen: QuerySet[Any]) -> QuerySet[Any]:
    """Give each the keys of whom `alle_akteure_einladen` would invite, as `einzuladende`.

    In the one query that reads them, however many there are.
    """
    neue = _einzuladende(OuterRef("stadtteil"), OuterRef(OuterRef("pk")))
    mit_neuen: QuerySet[Any] = konferenzen.annotate(einzuladende=ArraySubquery(neue.values("pk")))
    return mit_neuen


def _einzuladende(stadtteil: Any, konferenz: Any) -> AkteurQuerySet:
    """Give who is to be invited: `stadtteil` and the key `konferenz` may stand for a row's."""
    eingeladene = Einladung.objects.filter(konferenz=konferenz)
    return (
        Akteur.objects.im_stadtteil(stadtteil)
        .exclude(stand=Akteur.Stand.RUHEND)
        .exclude(pk__in=eingeladene.values("akteur"))
    )
