"""What a new conference takes over from an older one, alone or with a whole round.

Never the date, the status and its reason, nor what the public record is made of: the copy is a
draft with an identity of its own. Documents and notes belong to the one meeting they were made for.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import Prefetch

from akteure.models import Akteur
from hattingen_portal.grundlage.geschichte.aufzeichnung import durch_wen
from konferenzen.fortschreibung import fortschreiben
from konferenzen.models import Art, Einladung, Konferenz, KonferenzQuerySet, Runde
from konferenzen.models.einladung import EinladungQuerySet

UEBERNOMMEN = (
    "art",
    "stadtteil",
    "titel",
    "form",
    "ort",
    "online_link",
    "beschreibung",
    "anmeldung_kontakt",
    "anmeldung_hinweis",
)


def uebernommen(vorlage: Konferenz) -> dict[str, Any]:
    """Give the values of the fields that a copy of `vorlage` has from the start."""
    return {feld: getattr(vorlage, feld) for feld in UEBERNOMMEN}


def einzuladende() -> EinladungQuerySet:
    """Give the invitations that a copy takes over, in their order: who rests is left out."""
    return Einladung.objects.exclude(akteur__stand=Akteur.Stand.RUHEND).select_related("akteur")


def naechste_runde(vorlage: Konferenz) -> Runde | None:
    """Give the first later round in which a copy of `vorlage` has its place; None if there is none.

    Of a Stadtteilkonferenz there is one a round; any other meeting stays in the round it was in.
    """
    runde = vorlage.runde
    if runde is None or vorlage.art != Art.STADTTEILKONFERENZ:
        return runde
    besetzte = Konferenz.objects.filter(art=vorlage.art, stadtteil=vorlage.stadtteil_id)
    spaetere = Runde.objects.filter(beginn__gt=runde.beginn)
    return spaetere.exclude(pk__in=besetzte.values("runde")).order_by("beginn", "pk").first()


def mit_kopierbarem(konferenzen: KonferenzQuerySet) -> KonferenzQuerySet:
    """Fetch along what `runde_kopieren` reads of them, in a fixed number of queries."""
    einladungen = Prefetch("einladungen", einzuladende(), to_attr="kopierbare_einladungen")
    return konferenzen.mit_umfeld().prefetch_related("ortsteile", einladungen)


@transaction.atomic
def runde_kopieren(
    runde: Runde,
    vorlagen: Sequence[Konferenz],
    *,
    durch: AbstractBaseUser | None,
    jetzt: datetime,
) -> list[Konferenz]:
    """Save the new `runde` with a draft without a date for each of `vorlagen`; give the drafts.

    `vorlagen` come from `mit_kopierbarem`, `jetzt` is an aware time. All or nothing: raises
    ValidationError or DatabaseError for what cannot be saved.
    """
    runde.save()
    neue = [_kopie(vorlage, runde, durch, jetzt) for vorlage in vorlagen]
    for neu, vorlage in zip(neue, vorlagen, strict=True):
        _einladungen_kopieren(vorlage, neu, durch)
    return neue


def _einladungen_kopieren(
    vorlage: Konferenz, neu: Konferenz, durch: AbstractBaseUser | None
) -> None:
    """Invite to `neu` who is invited to `vorlage`: one by one, since each row has a history."""
    for alt in vorlage.kopierbare_einladungen:  # type: ignore[attr-defined]  # a Prefetch's
        einladung = Einladung(konferenz=neu, akteur=alt.akteur, reihenfolge=alt.reihenfolge)
        durch_wen(einladung, durch)
        einladung.save()


def _kopie(
    vorlage: Konferenz, runde: Runde, durch: AbstractBaseUser | None, jetzt: datetime
) -> Konferenz:
    neu = Konferenz(**uebernommen(vorlage), runde=runde)
    neu.full_clean()
    fortschreiben(neu, durch=durch, ortsteile=list(vorlage.ortsteile.all()), jetzt=jetzt)
    return neu
