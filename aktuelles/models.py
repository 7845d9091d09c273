"""Beitrag and its Anhang."""

from datetime import datetime
from typing import Self
from uuid import uuid4

from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.urls import reverse
from django.utils import timezone

from hattingen_portal.grundlage.adresse import MitAdresse
from hattingen_portal.grundlage.betreuung import Person, stadtteile_von
from hattingen_portal.grundlage.bild import MitBild
from hattingen_portal.grundlage.dateien import (
    pdf_pruefen,
    unerratbarer_pfad,
)
from hattingen_portal.grundlage.geschichte.aufzeichnung import Geschichte
from hattingen_portal.grundlage.pdf.feld import PdfFeld, maengelspalte, unbedenklich
from hattingen_portal.grundlage.richtext.feld import HtmlField
from hattingen_portal.grundlage.sperre import MitVersion
from konferenzen.models import Konferenz
from quartiere.gebiete import in_dem, in_einem_anderen, in_einem_von
from quartiere.models import Ortsteil, Stadtteil


def anhangpfad(_objekt: models.Model, dateiname: str) -> str:
    """Give where the PDF of a Beitrag is stored."""
    return unerratbarer_pfad("anhaenge", dateiname)


class BeitragQuerySet(models.QuerySet["Beitrag"]):
    def oeffentlich(self, ab: datetime | None = None) -> Self:
        """Keep what the public may read at `ab` (aware; now when None)."""
        ab = ab or timezone.now()
        return self.filter(veroeffentlichen_ab__lte=ab).exclude(veroeffentlichen_bis__lte=ab)

    def im_stadtteil(self, stadtteil: Stadtteil) -> Self:
        """Keep what is about `stadtteil` or one of its Ortsteile."""
        return self.filter(in_dem(self, "beitrag", stadtteil))

    def betreut_von(self, person: Person) -> Self:
        """Keep what is about Stadtteile that `person` is there for, and about no other."""
        eigene = stadtteile_von(person)
        if eigene is None:
            return self.all()
        fremde_konferenz = models.Q(konferenz__isnull=False) & ~models.Q(
            konferenz__in=Konferenz.objects.betreut_von(person)
        )
        return self.filter(
            in_einem_von(self, eigene), ~in_einem_anderen(self, eigene), ~fremde_konferenz
        )

    def neueste_zuerst(self) -> Self:
        """Order pinned posts first, then by the day of publication."""
        return self.order_by("-angeheftet", "-veroeffentlichen_ab", "-pk")


class Beitrag(MitVersion, MitAdresse, MitBild):
    """A news post."""

    titel = models.CharField("Titel", max_length=160)
    teaser = models.TextField(
        "Anreißer", max_length=400, help_text="Ein bis zwei Sätze für die Übersicht."
    )
    text = HtmlField("Text")
    veroeffentlichen_ab = models.DateTimeField(
        "veröffentlichen ab", null=True, blank=True, help_text="Leer: Entwurf, nicht öffentlich."
    )
    veroeffentlichen_bis = models.DateTimeField("veröffentlichen bis", null=True, blank=True)
    stadtteile = models.ManyToManyField(
        Stadtteil,
        related_name="beitraege",
        verbose_name="Stadtteile",
        blank=True,
        help_text="Leer: für die ganze Stadt.",
    )
    ortsteile = models.ManyToManyField(
        Ortsteil, related_name="beitraege", verbose_name="Ortsteile", blank=True
    )
    konferenz = models.ForeignKey(
        Konferenz,
        on_delete=models.PROTECT,
        related_name="beitraege",
        verbose_name="Konferenz",
        null=True,
        blank=True,
    )
    # By this, readers of the feed know it for ever, whatever becomes of title and address.
    kennung = models.UUIDField(
        "Kennung", default=uuid4, db_default=RandomUUID(), unique=True, editable=False
    )
    angeheftet = models.BooleanField("oben anheften", default=False)
    geaendert_am = models.DateTimeField("geändert am", auto_now=True)

    objects = BeitragQuerySet.as_manager()
    geschichte = Geschichte(m2m_fields=("stadtteile", "ortsteile"))

    class Meta(MitAdresse.Meta, MitBild.Meta):
        verbose_name = "Beitrag"
        verbose_name_plural = "Beiträge"
        ordering = ["-veroeffentlichen_ab", "-pk"]
        constraints = [
            *MitBild.Meta.constraints,
            models.CheckConstraint(
                name="beitrag_bis_nach_ab",
                condition=models.Q(veroeffentlichen_bis__isnull=True)
                | models.Q(veroeffentlichen_bis__gt=models.F("veroeffentlichen_ab")),
                violation_error_message="„Veröffentlichen bis“ muss nach „veröffentlichen ab“ "
                "liegen.",
            ),
        ]

    def __str__(self) -> str:
        return self.titel

    def get_absolute_url(self) -> str:
        return reverse("beitrag", args=[self.slug])

    def hinterlaesst_weiterleitung(self) -> bool:
        return self.veroeffentlichen_ab is not None

    def zustand(self, ab: datetime | None = None) -> str:
        """Say in a word where it stands at `ab` (aware; now when None)."""
        ab = ab or timezone.now()
        if self.veroeffentlichen_ab is None:
            return "Entwurf"
        if self.veroeffentlichen_bis is not None and self.veroeffentlichen_bis <= ab:
            return "abgelaufen"
        return "geplant" if self.veroeffentlichen_ab > ab else "öffentlich"

    @property
    def stand(self) -> datetime:
        """When the public last saw it change: edits before its publication are nobody's business.

        Of a draft, when it was saved.
        """
        return max(self.veroeffentlichen_ab or self.geaendert_am, self.geaendert_am)


class AnhangQuerySet(models.QuerySet["Anhang"]):
    def oeffentlich(self) -> Self:
        """Keep what is harmless; its post is asked whether that is public."""
        return unbedenklich(self)

    def abrufbar(self, ab: datetime | None = None) -> Self:
        """Keep what the public may open at `ab` (aware; now when None)."""
        return self.oeffentlich().filter(beitrag__in=Beitrag.objects.oeffentlich(ab))

    def betreut_von(self, person: Person) -> Self:
        """Keep those of posts that `person` may work on."""
        return self.filter(beitrag__in=Beitrag.objects.betreut_von(person))


class Anhang(models.Model):
    """A PDF that belongs to a Beitrag."""

    beitrag = models.ForeignKey(
        Beitrag, on_delete=models.CASCADE, related_name="anhaenge", verbose_name="Beitrag"
    )
    titel = models.CharField("Titel", max_length=160)
    datei = PdfFeld("PDF", upload_to=anhangpfad, validators=[pdf_pruefen])
    pdf_maengel = maengelspalte()

    objects = AnhangQuerySet.as_manager()

    geschichte = Geschichte()

    class Meta:
        verbose_name = "Anhang"
        verbose_name_plural = "Anhänge"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.titel

    def get_absolute_url(self) -> str:
        return reverse("anhang", args=[self.beitrag.slug, self.pk])
