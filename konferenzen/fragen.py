"""The questions of the public pages: functions of the time and of plain values, of nothing else.

Their SQL is remembered by these values (`Zeilen.frage`), so none may look at anything besides.
"""

from datetime import datetime
from typing import Any

from django.db.models import Case, Q, QuerySet, When

from konferenzen.models import (
    Aenderung,
    Art,
    Einladung,
    Konferenz,
    KonferenzQuerySet,
    Runde,
    Status,
    Unterlage,
)
from konferenzen.models.aenderung import AenderungQuerySet
from konferenzen.models.einladung import EinladungQuerySet
from konferenzen.models.konferenz_abfragen import (
    BEISPIELE_HINTEN,
    CHRONOLOGISCH,
    NAECHSTE_ZUERST,
)
from konferenzen.models.unterlage import UnterlageQuerySet

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


def naechste_der_stadtteile(jetzt: datetime) -> KonferenzQuerySet:
    """Ask for each Stadtteil's one that answers when it meets, other meetings included."""
    hiesige = _kommende(jetzt).filter(stadtteil__isnull=False)
    return hiesige.order_by("stadtteil_id", *NAECHSTE_ZUERST).distinct("stadtteil_id")


def weitere_im_stadtteil(jetzt: datetime, stadtteil: int, hoechstens: int) -> KonferenzQuerySet:
    """Ask for what comes there or for the whole city."""
    hier = Q(stadtteil=stadtteil) | Q(stadtteil=None)
    return _kommende(jetzt).filter(hier).echte_zuerst()[:hoechstens]


def gewesene_im_stadtteil(jetzt: datetime, stadtteil: int, hoechstens: int) -> KonferenzQuerySet:
    """Ask for what was there last."""
    hiesige = Konferenz.objects.oeffentlich(jetzt).filter(stadtteil=stadtteil)
    return hiesige.vergangene(jetzt).neueste_zuerst()[:hoechstens]


def laufende_runden(jetzt: datetime) -> QuerySet[Runde]:
    """Ask for each Runde of which something is still to come."""
    return _kommende(jetzt).runden()


def in_laufenden_runden(jetzt: datetime, runden: tuple[int, ...] | None) -> KonferenzQuerySet:
    """Ask for the whole of each such Runde; `runden` are their keys, where they are known."""
    laufende: Any = laufende_runden(jetzt) if runden is None else runden
    return Konferenz.objects.oeffentlich(jetzt).filter(runde__in=laufende).nach_runden()


def ohne_runde(jetzt: datetime, stadtteil: int | None, art: str) -> KonferenzQuerySet:
    """Ask for what else is to come, of one Stadtteil by its key, or of one kind, or both."""
    return _von(stadtteil, art).oeffentlich(jetzt).kommende(jetzt).filter(runde=None)


def letzte_runde(jetzt: datetime) -> KonferenzQuerySet:
    """Ask for the Runde that began last, examples aside."""
    oeffentliche = Konferenz.objects.oeffentlich(jetzt)
    letzte = oeffentliche.runden().filter(beispiel=False).order_by("-beginn", "-pk")[:1]
    return oeffentliche.filter(runde__in=letzte.values("pk")).chronologisch()


def vergangene(jetzt: datetime) -> KonferenzQuerySet:
    """Ask for what is over, Runde for Runde, the latest first."""
    return Konferenz.objects.oeffentlich(jetzt).vergangene(jetzt).rueckblickend()


def mit_adresse(jetzt: datetime, slug: str) -> KonferenzQuerySet:
    """Ask for what is or was to be found at `slug`."""
    hier = Q(slug=slug) | Q(fruehere_slugs__contains=[slug])
    return Konferenz.objects.oeffentlich(jetzt).filter(hier)


def unterlagen(_jetzt: datetime, slug: str) -> UnterlageQuerySet:
    """Ask for the documents of the conference at `slug` that are released."""
    return Unterlage.objects.oeffentlich().filter(konferenz__slug=slug)


def aenderungen(jetzt: datetime, hoechstens: int, slug: str) -> AenderungQuerySet:
    """Ask for the last entries of the ledger of the conference at `slug`."""
    alle = Aenderung.objects.oeffentlich(jetzt).filter(konferenz__slug=slug)
    return alle.neueste_zuerst()[:hoechstens]


def einladungen(_jetzt: datetime, slug: str) -> EinladungQuerySet:
    """Ask for whom the conference at `slug` invites, as far as the public may see them."""
    return Einladung.objects.oeffentlich().filter(konferenz__slug=slug).geordnet()


def beitraege(jetzt: datetime, hoechstens: int, slug: str) -> Any:
    """Ask for the newest posts about the conference at `slug`."""
    alle: Any = Konferenz._meta.get_field("beitraege").related_model
    hiesige = alle.objects.oeffentlich(jetzt).filter(konferenz__slug=slug)
    return hiesige.neueste_zuerst()[:hoechstens]


def stattdessen(jetzt: datetime, stadtteil: int | None, nur_echte: bool) -> KonferenzQuerySet:
    """Ask for what takes place next for the same Stadtteil, or else for the whole city."""
    finden_statt = _kommende(jetzt).exclude(status=Status.ABGESAGT)
    if nur_echte:
        finden_statt = finden_statt.echte()
    return finden_statt.filter(stadtteil=stadtteil).naechste_zuerst()[:1]


def im_kalender(jetzt: datetime, stadtteil: int | None, art: str) -> KonferenzQuerySet:
    """Ask for what the feed of a Stadtteil, of a kind, or of all carries."""
    return _von(stadtteil, art).im_kalender(jetzt)


def ausstehend(jetzt: datetime, stadtteil: int | None, art: str) -> KonferenzQuerySet:
    """Ask for what the head of such a feed names: its date is still to be announced."""
    return _von(stadtteil, art).ausstehend(jetzt)


def zuletzt_geaendert(jetzt: datetime) -> KonferenzQuerySet:
    """Ask for the conference whose public change is the newest."""
    return Konferenz.objects.gesehene(jetzt).order_by("-geaendert_am")[:1]


def _von(stadtteil: int | None, art: str) -> KonferenzQuerySet:
    """Give what is of one Stadtteil by its key, or of one kind, or both; by date."""
    zeilen = Konferenz.objects.chronologisch()
    if stadtteil is not None:
        zeilen = zeilen.filter(stadtteil=stadtteil)
    return zeilen.filter(art=art) if art else zeilen


def _kommende(jetzt: datetime) -> KonferenzQuerySet:
    return Konferenz.objects.oeffentlich(jetzt).kommende(jetzt)
