"""Vorlauf: how long before a conference a step should be done, as the office wants it."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q

from hattingen_portal.grundlage.geschichte.aufzeichnung import Geschichte
from hattingen_portal.grundlage.schritte import HOECHSTENS_TAGE, angemeldete
from hattingen_portal.grundlage.sperre import MitVersion


class Vorlauf(MitVersion):
    """The lead time of one step; while it has no row, what its module proposes counts."""

    schritt = models.CharField("Schritt", max_length=40, unique=True, editable=False)
    tage = models.PositiveSmallIntegerField(
        "Tage vorher",
        validators=[MaxValueValidator(HOECHSTENS_TAGE)],
        help_text="So viele Tage vor der Konferenz soll der Schritt erledigt sein. 0 heißt: am "
        "Tag selbst.",
    )
    zeigen = models.BooleanField(
        "zeigen",
        default=True,
        help_text="Ohne Haken fehlt der Schritt auf der Startseite.",
    )

    geschichte = Geschichte()

    class Meta:
        verbose_name = "Vorlaufzeit"
        verbose_name_plural = "Vorlaufzeiten"
        ordering = ["-tage", "schritt"]
        constraints = [
            models.CheckConstraint(
                name="vorlauf_in_grenzen",
                condition=Q(tage__gte=0, tage__lte=HOECHSTENS_TAGE),
                violation_error_message=f"Möglich sind 0 bis {HOECHSTENS_TAGE} Tage.",
            ),
        ]

    def __str__(self) -> str:
        return next((s.aufgabe for s in angemeldete() if s.kennung == self.schritt), self.schritt)
