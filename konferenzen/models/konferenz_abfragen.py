"""Which conferences are public, coming, past, in the feeds; and in which order."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Case, F, Q, When
from django.db.models.functions import Coalesce, TruncYear
from django.utils import timezone

from hattingen_portal.grundlage.betreuung import Person, stadtteile_von
from konferenzen.models.konferenz_werte import OHNE_RAUM, SICHTBAR, Art, Status
from konferenzen.models.runde import Runde

if TYPE_CHECKING:
    from konferenzen.models.konferenz import Konferenz

# How long a conference stays in the feeds after its date (kalender: "Window", "Cancelled").
FENSTER = timedelta(days=365)
FENSTER_ABGESAGT = timedelta(days=14)
BEISPIELE_HINTEN = Case(When(runde__beispiel=True, then=1), default=0)
CHRONOLOGISCH = (
    F("beginn").asc(nulls_last=True),
    F("stadtteil__reihenfolge").asc(nulls_last=True),
    "pk",
)
NAECHSTE_ZUERST = (
    BEISPIELE_HINTEN,
    Case(When(status=Status.ABGESAGT, then=1), default=0),
    Case(When(art=Art.STADTTEILKONFERENZ, then=0), default=1),
    *CHRONOLOGISCH,
)


class KonferenzQuerySet(models.QuerySet["Konferenz"]):
    def oeffentlich(self, ab: datetime | None = None) -> Self:
        """Keep what the public may see at `ab` (aware; now when None), cancelled ones included."""
        return self.filter(ist_oeffentlich(ab or timezone.now()))

    def gesehene(self, ab: datetime | None = None) -> Self:
        """Keep what the public has seen by `ab` (aware; now when None), withdrawn ones included."""
        return self.filter(veroeffentlicht_am__lte=ab or timezone.now())

    def kommende(self, ab: datetime | None = None) -> Self:
        """Keep what is not over at `ab`: running, coming, and undated ones of a season not over."""
        ab = ab or timezone.now()
        return self.filter(_noch_nicht_vorbei(ab))

    def vergangene(self, ab: datetime | None = None) -> Self:
        """Keep what is over at `ab`: the complement of `kommende`."""
        ab = ab or timezone.now()
        return self.exclude(_noch_nicht_vorbei(ab))

    def im_kalender(self, ab: datetime | None = None) -> Self:
        """Keep what the feeds carry at `ab`.

        Dated ones from twelve months back; cancelled, postponed and withdrawn ones until 14 days
        after their (last published) date, both counted in whole days of Berlin. A withdrawn one
        counts only if it was public once.
        """
        ab = ab or timezone.now()
        seit = tagesbeginn(ab) - FENSTER_ABGESAGT
        return self.filter(
            _freigegeben(ab),
            Q(status=Status.OEFFENTLICH, ende__gte=tagesbeginn(ab) - FENSTER)
            | Q(status=Status.OEFFENTLICH, beginn__isnull=True, letztes_ende__gte=seit)
            | Q(status=Status.ABGESAGT, letztes_ende__gte=seit)
            | Q(status=Status.VERSCHOBEN, letztes_ende__gte=seit)
            | Q(
                status=Status.ZURUECKGEZOGEN,
                veroeffentlicht_am__lte=ab,
                letztes_ende__gte=seit,
            ),
        )

    def runden(self) -> models.QuerySet[Runde]:
        """Give the rounds that these conferences belong to."""
        return Runde.objects.filter(pk__in=self.values("runde"))

    def betreut_von(self, person: Person) -> Self:
        """Keep those of the Stadtteile that `person` is there for; the city's are the office's."""
        eigene = stadtteile_von(person)
        return self.all() if eigene is None else self.filter(stadtteil__in=eigene)

    def ohne_termin(self) -> Self:
        """Keep what has no date."""
        return self.filter(beginn__isnull=True)

    def ausstehend(self, ab: datetime | None = None) -> Self:
        """Keep what is public and whose date is still to be announced at `ab`."""
        ab = ab or timezone.now()
        return self.oeffentlich(ab).kommende(ab).ohne_termin().exclude(status=Status.ABGESAGT)

    def chronologisch(self) -> Self:
        """Order by date, those without one last, then as the city lists its Stadtteile."""
        return self.order_by(*CHRONOLOGISCH)

    def echte_zuerst(self) -> Self:
        """Order by date as `chronologisch` does, examples behind all that is real."""
        return self.order_by(BEISPIELE_HINTEN, *CHRONOLOGISCH)

    def neueste_zuerst(self) -> Self:
        """Order by date, the latest first, those without one last."""
        return self.order_by(F("beginn").desc(nulls_last=True), "-pk")

    def nach_runden(self) -> Self:
        """Order by round, the earliest first and those without one last, then by date.

        Examples stand behind all that is real.
        """
        runde = F("runde__beginn").asc(nulls_last=True), "runde_id"
        return self.order_by(BEISPIELE_HINTEN, *runde, *CHRONOLOGISCH)

    def rueckblickend(self) -> Self:
        """Order by round, the latest first; those without one stand with their year."""
        jahr = TruncYear("beginn", output_field=models.DateField())
        return self.order_by(
            Coalesce("runde__beginn", jahr).desc(nulls_last=True),
            F("runde").asc(nulls_last=True),
            *CHRONOLOGISCH,
        )

    def naechste_zuerst(self) -> Self:
        """Order by how well each answers "when does my Stadtteil meet?".

        A Stadtteilkonferenz goes before other meetings, a cancelled one comes after them, and an
        example only where there is nothing real.
        """
        return self.order_by(*NAECHSTE_ZUERST)

    def echte(self) -> Self:
        """Keep all but the examples."""
        return self.exclude(runde__beispiel=True)

    def im_selben_raum(self, konferenz: "Konferenz") -> Self:
        """Keep the others that take the room of `konferenz` at its time.

        None where it has no room or no date; the constraint `konferenz_raum_frei` says the same.
        """
        if konferenz.ort_id is None or konferenz.beginn is None or konferenz.ende is None:
            return self.none()
        return (
            self.filter(ort_id=konferenz.ort_id, raum_geteilt=False)
            .filter(beginn__lt=konferenz.ende, ende__gt=konferenz.beginn)
            .exclude(status__in=OHNE_RAUM)
            .exclude(pk=konferenz.pk)
        )

    def mit_umfeld(self) -> Self:
        """Fetch Stadtteil, Runde and venue along, as every list shows them."""
        return self.select_related("stadtteil", "runde", "ort")


def ist_oeffentlich(ab: datetime, wessen: str = "") -> Q:
    """Give the condition that the public may see a conference at `ab` (aware).

    `wessen` leads to it from another table: "konferenz__".
    """
    return _freigegeben(ab, wessen) & Q(**{f"{wessen}status__in": SICHTBAR})


def _freigegeben(ab: datetime, wessen: str = "") -> Q:
    feld = f"{wessen}veroeffentlichen_ab"
    return Q(**{f"{feld}__isnull": True}) | Q(**{f"{feld}__lte": ab})


def _noch_nicht_vorbei(ab: datetime) -> Q:
    heute = timezone.localdate(ab)
    # Coalesce in words: exclude() negates this, and NULL must not swallow rows.
    ohne_datum = Q(beginn__isnull=True)
    saison_laeuft = Q(runde__isnull=True) | Q(runde__ende__gte=heute)
    return (ohne_datum & saison_laeuft) | (~ohne_datum & Q(ende__gt=ab))


def am_selben_tag(eins: datetime, zwei: datetime) -> bool:
    """Tell whether two aware times are on the same day here."""
    return timezone.localdate(eins) == timezone.localdate(zwei)


def tagesbeginn(zeit: datetime) -> datetime:
    """Give the midnight in Berlin that begins the day of the aware `zeit`."""
    return timezone.localtime(zeit).replace(hour=0, minute=0, second=0, microsecond=0, fold=0)
