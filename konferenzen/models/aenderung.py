"""Aenderung: an entry in a conference's public change ledger."""

from datetime import datetime
from typing import Self
from uuid import uuid4

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone

from hattingen_portal.grundlage.betreuung import Person
from konferenzen.models.konferenz import Konferenz
from konferenzen.models.konferenz_abfragen import am_selben_tag, ist_oeffentlich
from konferenzen.models.konferenz_werte import Status

NEUE_UHRZEIT = "Uhrzeit geändert"


class Aenderungsart(models.TextChoices):
    """What the public learns by a change; the order is that of their weight."""

    ABGESAGT = "abgesagt", "abgesagt"
    VERSCHOBEN = "verschoben", "verschoben, neuer Termin folgt"
    ZURUECKGEZOGEN = "zurueckgezogen", "zurückgezogen"
    WIEDER_ANGESETZT = "wieder_angesetzt", "wieder angesetzt"
    VERLEGT = "verlegt", "verlegt"
    TERMIN_STEHT_FEST = "termin_steht_fest", "Termin steht fest"
    ORT_GEAENDERT = "ort_geaendert", "Ort geändert"
    FORM_GEAENDERT = "form_geaendert", "Form geändert"
    ORT_BERICHTIGT = "ort_berichtigt", "Ort berichtigt"
    ANGABEN = "angaben", "Angaben geändert"
    BEKANNTGEGEBEN = "bekanntgegeben", "bekanntgegeben"


# What somebody has to know who has the date in mind already.
WICHTIG = (
    Aenderungsart.ABGESAGT,
    Aenderungsart.VERSCHOBEN,
    Aenderungsart.WIEDER_ANGESETZT,
    Aenderungsart.VERLEGT,
    Aenderungsart.TERMIN_STEHT_FEST,
    Aenderungsart.ORT_GEAENDERT,
    Aenderungsart.FORM_GEAENDERT,
    Aenderungsart.ORT_BERICHTIGT,
)

# What people have to be told the reason of.
ZU_BEGRUENDEN = (Aenderungsart.ABGESAGT, Aenderungsart.VERSCHOBEN, Aenderungsart.VERLEGT)


class AenderungQuerySet(models.QuerySet["Aenderung"]):
    def oeffentlich(self, ab: datetime | None = None) -> Self:
        """Keep what the public may read at `ab` (aware; now when None).

        Of a conference that is withdrawn only that it is, and of one that came back nothing from
        before: what was published by mistake is gone.
        """
        ab = ab or timezone.now()
        spaetere = Aenderung.objects.filter(
            konferenz=models.OuterRef("konferenz"),
            sequenz__gt=models.OuterRef("sequenz"),
            arten__contains=[Aenderungsart.ZURUECKGEZOGEN],
        )
        sichtbar = ist_oeffentlich(ab, "konferenz__")
        zurueckgezogen = models.Q(
            konferenz__status=Status.ZURUECKGEZOGEN,
            arten__contains=[Aenderungsart.ZURUECKGEZOGEN],
        )
        return self.filter(sichtbar | zurueckgezogen, ~models.Exists(spaetere), zeitpunkt__lte=ab)

    def ohne_grund(self) -> Self:
        """Keep what should say why, and does not."""
        return self.filter(grund="", arten__overlap=ZU_BEGRUENDEN)

    def vorgemerkt(self, ab: datetime | None = None) -> Self:
        """Keep announcements that are still to come at `ab` (aware; now when None)."""
        return self.filter(zeitpunkt__gt=ab or timezone.now())

    def neueste_zuerst(self) -> Self:
        """Order by time, the latest first."""
        return self.order_by("-zeitpunkt", "-pk")

    def mit_umfeld(self) -> Self:
        """Fetch the conference with Stadtteil, Runde and venue along."""
        return self.select_related("konferenz__stadtteil", "konferenz__runde", "konferenz__ort")

    def betreut_von(self, person: Person) -> Self:
        """Keep those of conferences that `person` may work on."""
        return self.filter(konferenz__in=Konferenz.objects.betreut_von(person))


class Aenderung(models.Model):
    """What changed, why, by whom and when; written by fortschreibung.py alone, never changed.

    `vorher` and `nachher` hold the facts as `angaben.Angaben` reads them; both may be empty.
    A publication at a set time is noted ahead and may still be replaced until then.
    """

    konferenz = models.ForeignKey(
        Konferenz, on_delete=models.PROTECT, related_name="aenderungen", verbose_name="Konferenz"
    )
    sequenz = models.PositiveIntegerField("Kalender-SEQUENCE")
    kennung = models.UUIDField("Kennung", default=uuid4, unique=True, editable=False)
    zeitpunkt = models.DateTimeField("Zeitpunkt")
    arten = ArrayField(models.CharField(max_length=20, choices=Aenderungsart), verbose_name="Arten")
    grund = models.TextField("Grund", blank=True)
    vorher = models.JSONField("vorher", default=dict, blank=True)
    nachher = models.JSONField("nachher", default=dict, blank=True)
    # Never public. The name stays when the account goes.
    durch = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name="durch",
        null=True,
        blank=True,
    )
    durch_name = models.CharField("durch (Name)", max_length=200, blank=True)

    objects = AenderungQuerySet.as_manager()

    class Meta:
        verbose_name = "Änderung"
        verbose_name_plural = "Änderungen"
        ordering = ["konferenz", "sequenz"]
        indexes = [models.Index(fields=["-zeitpunkt"], name="aenderung_zeitpunkt")]
        constraints = [
            models.UniqueConstraint(
                fields=["konferenz", "sequenz"],
                name="aenderung_je_sequenz",
                violation_error_message="Diese Konferenz wurde gerade eben auch anderswo geändert.",
            ),
            models.CheckConstraint(
                name="aenderung_mit_art",
                condition=models.Q(arten__len__gt=0),
                violation_error_message="Eine Änderung braucht mindestens eine Art.",
            ),
        ]

    def __str__(self) -> str:
        return f"{', '.join(self.woerter)} ({self.konferenz})"

    @property
    def woerter(self) -> list[str]:
        """The kinds in words, the weightiest first."""
        return [self.wort(art) for art in Aenderungsart if art.value in self.arten]

    def wort(self, art: Aenderungsart) -> str:
        """Give one of its kinds in words; who comes on the same day as before was not moved."""
        nur_die_uhrzeit = art == Aenderungsart.VERLEGT and self._am_selben_tag()
        return NEUE_UHRZEIT if nur_die_uhrzeit else str(art.label)

    def _am_selben_tag(self) -> bool:
        zeiten = [angaben.get("beginn") for angaben in (self.vorher, self.nachher)]
        return all(zeiten) and am_selben_tag(*map(datetime.fromisoformat, zeiten))

    def hat(self, *arten: Aenderungsart) -> bool:
        """Tell whether it is of one of these kinds."""
        return any(art.value in self.arten for art in arten)
