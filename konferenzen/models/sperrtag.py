"""Sperrtag: days on which no conference should be planned, as the office knows them."""

from django.core.exceptions import ValidationError
from django.db import models

from hattingen_portal.grundlage.geschichte.aufzeichnung import Geschichte
from hattingen_portal.grundlage.sperre import MitVersion
from konferenzen.models.zeitraum import ENDE_VOR_BEGINN, ZeitraumQuerySet, ende_nach_beginn
from quartiere.models import Stadtteil


class Sperrtag(MitVersion):
    """A clash with something else in town: one day, or several in a row."""

    was = models.CharField(
        "Was ist dann",
        max_length=120,
        help_text="Zum Beispiel „Altstadtfest“ oder „Sitzung des Rates“. Nur das Büro liest es.",
    )
    beginn = models.DateField("erster Tag")
    ende = models.DateField("letzter Tag", blank=True, help_text="Leer: nur der eine Tag.")
    stadtteile = models.ManyToManyField(
        Stadtteil,
        related_name="sperrtage",
        verbose_name="nur in diesen Stadtteilen",
        blank=True,
        help_text="Leer: in allen Stadtteilen.",
    )

    objects = ZeitraumQuerySet.as_manager()
    geschichte = Geschichte(m2m_fields=("stadtteile",))

    class Meta:
        verbose_name = "Sperrtag"
        verbose_name_plural = "Sperrtage"
        ordering = ["beginn", "pk"]
        constraints = [ende_nach_beginn("sperrtag_ende_nach_beginn")]

    def __str__(self) -> str:
        return f"{self.was} ({self.beginn:%d.%m.%Y})"

    def clean(self) -> None:
        """Fill in an empty last day; raises ValidationError where there is no first one."""
        super().clean()
        if self.beginn and not self.ende:
            self.ende = self.beginn
        if self.beginn and self.ende and self.ende < self.beginn:
            raise ValidationError({"ende": ENDE_VOR_BEGINN})
