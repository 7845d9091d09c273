"""Who is invited to a conference."""

from django.db import transaction

from akteure.models import Akteur
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
    neue = (
        Akteur.objects.im_stadtteil(konferenz.stadtteil)
        .exclude(stand=Akteur.Stand.RUHEND)
        .exclude(pk__in=konferenz.einladungen.values("akteur"))
    )
    with beilagen_fortschreiben(konferenz):
        # Whoever does the same at this moment may be first with a row: that is no error.
        angelegt = [
            Einladung.objects.get_or_create(konferenz=konferenz, akteur=akteur)[1]
            for akteur in neue
        ]
    return sum(angelegt)
