"""Einladung: that an Akteur is invited to a conference."""

from typing import Self

from django.db import models

from akteure.models import Akteur
from hattingen_portal.grundlage.betreuung import Person
from hattingen_portal.grundlage.geschichte.aufzeichnung import Geschichte
from hattingen_portal.grundlage.sortierung import deutsch
from konferenzen.models.konferenz import Konferenz


class EinladungQuerySet(models.QuerySet["Einladung"]):
    def oeffentlich(self) -> Self:
        """Keep those whose Akteur the public may see."""
        return self.filter(akteur__in=Akteur.objects.oeffentlich())

    def geordnet(self) -> Self:
        """Order as the clerk set it, then by name."""
        return self.order_by("reihenfolge", deutsch("akteur__name"), "pk")

    def betreut_von(self, person: Person) -> Self:
        """Keep those of conferences that `person` may work on."""
        return self.filter(konferenz__in=Konferenz.objects.betreut_von(person))


class Einladung(models.Model):
    """That an Akteur is invited to a conference."""

    konferenz = models.ForeignKey(
        Konferenz, on_delete=models.CASCADE, related_name="einladungen", verbose_name="Konferenz"
    )
    akteur = models.ForeignKey(
        Akteur, on_delete=models.PROTECT, related_name="einladungen", verbose_name="Akteur"
    )
    reihenfolge = models.PositiveSmallIntegerField("Reihenfolge", default=0)
    notiz = models.CharField("interne Notiz", max_length=200, blank=True)

    objects = EinladungQuerySet.as_manager()
    geschichte = Geschichte()

    class Meta:
        verbose_name = "Einladung"
        verbose_name_plural = "Einladungen"
        ordering = ["reihenfolge", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["konferenz", "akteur"],
                name="einladung_einmalig",
                violation_error_message="Dieser Akteur ist zu dieser Konferenz schon eingeladen.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.akteur} – {self.konferenz}"
