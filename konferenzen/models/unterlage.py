"""Unterlage: a document of a conference."""

from datetime import datetime
from typing import Self

from django.db import models
from django.urls import reverse

from hattingen_portal.grundlage.betreuung import Person
from hattingen_portal.grundlage.dateien import pdf_pruefen, unerratbarer_pfad
from hattingen_portal.grundlage.geschichte.aufzeichnung import Geschichte
from hattingen_portal.grundlage.pdf.feld import PdfFeld, maengelspalte, unbedenklich
from konferenzen.models.konferenz import Konferenz


def unterlagenpfad(_objekt: models.Model, dateiname: str) -> str:
    """Give where the PDF is stored."""
    return unerratbarer_pfad("unterlagen", dateiname)


class UnterlageQuerySet(models.QuerySet["Unterlage"]):
    def oeffentlich(self) -> Self:
        """Keep what is released and harmless; its conference is asked whether that is public."""
        return unbedenklich(self.filter(oeffentlich=True))

    def abrufbar(self, ab: datetime | None = None) -> Self:
        """Keep what the public may open at `ab` (aware; now when None)."""
        return self.oeffentlich().filter(konferenz__in=Konferenz.objects.oeffentlich(ab))

    def betreut_von(self, person: Person) -> Self:
        """Keep those of conferences that `person` may work on."""
        return self.filter(konferenz__in=Konferenz.objects.betreut_von(person))


class Unterlage(models.Model):
    """A PDF that belongs to a conference."""

    class Art(models.TextChoices):
        EINLADUNG = "einladung", "Einladung"
        PROGRAMM = "programm", "Programm"
        PRAESENTATION = "praesentation", "Präsentation"
        PROTOKOLL = "protokoll", "Protokoll"

    konferenz = models.ForeignKey(
        Konferenz, on_delete=models.CASCADE, related_name="unterlagen", verbose_name="Konferenz"
    )
    art = models.CharField("Art", max_length=20, choices=Art, default=Art.EINLADUNG)
    titel = models.CharField("Titel", max_length=160)
    datei = PdfFeld("PDF", upload_to=unterlagenpfad, validators=[pdf_pruefen])
    pdf_maengel = maengelspalte()
    oeffentlich = models.BooleanField("öffentlich", default=False)

    objects = UnterlageQuerySet.as_manager()
    geschichte = Geschichte()

    class Meta:
        verbose_name = "Unterlage"
        verbose_name_plural = "Unterlagen"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.titel

    def get_absolute_url(self) -> str:
        return reverse("unterlage", args=[self.konferenz.slug, self.pk])
