"""The questions of the public pages: functions of the time and of plain values, of nothing else.

Their SQL is remembered by these values (`Zeilen.frage`), so none may look at anything besides.
"""

from datetime import datetime

from django.db.models import Case, Q, When

from konferenzen.models import Art, Konferenz, KonferenzQuerySet, Status
from konferenzen.models.konferenz_abfragen import BEISPIELE_HINTEN, CHRONOLOGISCH

ABGESAGTE_HINTEN = Case(When(status=Status.ABGESAGT, then=1), default=0)


def der_runde(jetzt: datetime, runde: int) -> KonferenzQuerySet:
    """Ask for what is public of the Runde with this key."""
    return Konferenz.objects.oeffentlich(jetzt).filter(runde=runde).chronologisch()


def naechste_je_stadtteil(jetzt: datetime) -> KonferenzQuerySet:
    """Ask for each Stadtteil's next Stadtteilkonferenz, as `tafel.je_stadtteil` chooses it."""
    return (
        _kommende(jetzt)
        .filter(art=Art.STADTTEILKONFERENZ)
        .order_by("stadtteil_id", BEISPIELE_HINTEN, ABGESAGTE_HINTEN, *CHRONOLOGISCH)
        .distinct("stadtteil_id")
    )


def naechste(jetzt: datetime, hoechstens: int) -> KonferenzQuerySet:
    """Ask for what comes next anywhere, examples behind what is real."""
    return _kommende(jetzt).echte_zuerst()[:hoechstens]


def naechste_im_stadtteil(jetzt: datetime, stadtteil: int) -> KonferenzQuerySet:
    """Ask for the one that answers when the Stadtteil with this key meets."""
    return _kommende(jetzt).filter(stadtteil=stadtteil).naechste_zuerst()[:1]


def weitere_im_stadtteil(jetzt: datetime, stadtteil: int, hoechstens: int) -> KonferenzQuerySet:
    """Ask for what comes there or for the whole city."""
    hier = Q(stadtteil=stadtteil) | Q(stadtteil=None)
    return _kommende(jetzt).filter(hier).echte_zuerst()[:hoechstens]


def gewesene_im_stadtteil(jetzt: datetime, stadtteil: int, hoechstens: int) -> KonferenzQuerySet:
    """Ask for what was there last."""
    hiesige = Konferenz.objects.oeffentlich(jetzt).filter(stadtteil=stadtteil)
    return hiesige.vergangene(jetzt).neueste_zuerst()[:hoechstens]


def in_laufenden_runden(jetzt: datetime) -> KonferenzQuerySet:
    """Ask for the whole of each Runde of which something is still to come."""
    oeffentliche = Konferenz.objects.oeffentlich(jetzt)
    return oeffentliche.in_laufenden_runden(jetzt).exclude(runde=None).nach_runden()


def ohne_runde(jetzt: datetime, stadtteil: int | None, art: str) -> KonferenzQuerySet:
    """Ask for what else is to come, of one Stadtteil by its key, or of one kind, or both."""
    zeilen = _kommende(jetzt).filter(runde=None)
    if stadtteil is not None:
        zeilen = zeilen.filter(stadtteil=stadtteil)
    if art:
        zeilen = zeilen.filter(art=art)
    return zeilen.chronologisch()


def letzte_runde(jetzt: datetime) -> KonferenzQuerySet:
    """Ask for the Runde that began last, examples aside."""
    oeffentliche = Konferenz.objects.oeffentlich(jetzt)
    letzte = oeffentliche.runden().filter(beispiel=False).order_by("-beginn", "-pk")[:1]
    return oeffentliche.filter(runde__in=letzte.values("pk")).chronologisch()


def vergangene(jetzt: datetime) -> KonferenzQuerySet:
    """Ask for what is over, Runde for Runde, the latest first."""
    return Konferenz.objects.oeffentlich(jetzt).vergangene(jetzt).rueckblickend()


def _kommende(jetzt: datetime) -> KonferenzQuerySet:
    return Konferenz.objects.oeffentlich(jetzt).kommende(jetzt)
