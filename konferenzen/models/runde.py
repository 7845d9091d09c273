"""Runde: a season of conferences."""

import re
from datetime import date

from django.db import models
from django.urls import reverse

from hattingen_portal.grundlage.adresse import MitAdresse
from hattingen_portal.grundlage.geschichte.aufzeichnung import Geschichte
from hattingen_portal.grundlage.sperre import MitVersion

# First and last day of each season, as (years later, month, day); generous, for an undated
# conference counts as coming until its season is over.
JAHRESZEITEN = {
    "frühjahr": ((0, 1, 1), (0, 7, 31)),
    "sommer": ((0, 5, 1), (0, 9, 30)),
    "herbst": ((0, 8, 1), (0, 12, 31)),
    "winter": ((0, 11, 1), (1, 3, 31)),
}
_SAISON = re.compile(r"(früh(?:jahr|ling)|sommer|herbst|winter)\s+(2\d{3}|19\d{2})", re.IGNORECASE)


def saison(name: str) -> tuple[date, date] | None:
    """Give the first and last day of the season that `name` names, None where it names none.

    "Frühjahr 2026" gives 1 January to 31 July 2026.
    """
    if not (treffer := _SAISON.search(name)):
        return None
    jahreszeit = treffer[1].lower().replace("frühling", "frühjahr")
    jahr = int(treffer[2])
    erster, letzter = (
        date(jahr + spaeter, monat, tag) for spaeter, monat, tag in JAHRESZEITEN[jahreszeit]
    )
    return erster, letzter


class Runde(MitVersion, MitAdresse):
    """A season of conferences, such as "Frühjahr 2026"."""

    NAMENSFELDER = ("name",)

    name = models.CharField(
        "Name", max_length=80, unique=True, help_text="Zum Beispiel „Frühjahr 2026“."
    )
    beginn = models.DateField("erster Tag der Saison")
    ende = models.DateField(
        "letzter Tag der Saison",
        help_text="Bis dahin gelten Konferenzen ohne Datum als noch ausstehend.",
    )
    beispiel = models.BooleanField(
        "Beispiel",
        default=False,
        help_text="Wird überall als Beispiel gekennzeichnet: zum Zeigen und Üben.",
    )

    geschichte = Geschichte()

    class Meta(MitAdresse.Meta):
        verbose_name = "Runde"
        verbose_name_plural = "Runden"
        ordering = ["-beginn", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="runde_ende_nach_beginn",
                condition=models.Q(ende__gte=models.F("beginn")),
                violation_error_message="Der letzte Tag der Saison liegt vor dem ersten.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("runde", args=[self.slug])
