"""A picture that comes with its description."""

from django.core.exceptions import ValidationError
from django.db import models

from hattingen_portal.grundlage.dateien import bildgroesse_pruefen, unerratbarer_pfad


def bildpfad(_objekt: models.Model, dateiname: str) -> str:
    """Give where a picture is stored."""
    return unerratbarer_pfad("bilder", dateiname)


class MitBild(models.Model):
    """A row that may have a picture, never one without words (WCAG 1.1.1)."""

    bild = models.ImageField(
        "Bild", upload_to=bildpfad, blank=True, validators=[bildgroesse_pruefen]
    )
    bild_alt = models.CharField(
        "Bildbeschreibung",
        max_length=250,
        blank=True,
        help_text="Was auf dem Bild zu sehen ist, für Menschen, die es nicht sehen.",
    )
    bild_nachweis = models.CharField("Bildnachweis", max_length=120, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_bild_mit_alt",
                condition=models.Q(bild="") | ~models.Q(bild_alt=""),
                violation_error_message="Zum Bild fehlt die Bildbeschreibung.",
            ),
        ]

    def clean(self) -> None:
        """Raise ValidationError at the field when the description is missing."""
        super().clean()
        if self.bild and not self.bild_alt:
            raise ValidationError(
                {"bild_alt": "Bitte beschreiben Sie das Bild in einem Satz: Was ist zu sehen?"}
            )
