"""Ferien: when schools are closed, as the state publishes it."""

from django.core.exceptions import ValidationError
from django.db import models

from hattingen_portal.grundlage.geschichte.aufzeichnung import Geschichte
from hattingen_portal.grundlage.sperre import MitVersion
from konferenzen.models.zeitraum import ZeitraumQuerySet, ende_nach_beginn
from konferenzen.zeitrechnung import FERIEN_HOECHSTENS


class Ferien(MitVersion):
    """School holidays, from their first to their last day."""

    name = models.CharField("Name", max_length=120, help_text="Zum Beispiel „Osterferien“.")
    beginn = models.DateField("erster Ferientag")
    ende = models.DateField("letzter Ferientag")
    quelle = models.CharField(
        "Quelle",
        max_length=200,
        blank=True,
        help_text="Woher die Angabe stammt, zum Beispiel der Name der eingelesenen Datei.",
    )

    objects = ZeitraumQuerySet.as_manager()
    geschichte = Geschichte()

    class Meta:
        verbose_name = "Ferien"
        verbose_name_plural = "Ferien"
        ordering = ["beginn", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["name", "beginn"],
                name="ferien_einmalig",
                violation_error_message="Ferien mit diesem Namen und ersten Tag gibt es schon.",
            ),
            ende_nach_beginn("ferien_ende_nach_beginn"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.beginn:%d.%m.%Y} bis {self.ende:%d.%m.%Y})"

    def clean(self) -> None:
        """Raise ValidationError for holidays that are longer than any."""
        super().clean()
        if self.beginn and self.ende and self.ende - self.beginn >= FERIEN_HOECHSTENS:
            raise ValidationError(
                {"ende": "So lange sind keine Schulferien. Bitte prüfen Sie Tag, Monat und Jahr."}
            )
