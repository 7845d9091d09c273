"""The single row that tells whether the public sees something else than before."""

from django.contrib.postgres.functions import RandomUUID
from django.db import models


class Stand(models.Model):
    """The version of the public content; only the triggers of `ausloeser.py` write it.

    A version is drawn by lot and never comes back, not even after a restore of an older backup:
    whoever holds an answer of a version holds what everybody saw then.
    """

    id = models.PositiveSmallIntegerField("Nummer", primary_key=True, default=1)
    fassung = models.UUIDField("Fassung", db_default=RandomUUID())
    # Of the small tables that seldom change; moves on with these alone.
    stammdaten = models.UUIDField("Fassung der Stammdaten", db_default=RandomUUID())
    # Moves on where something public is deleted, withdrawn or erased.
    loeschungen = models.UUIDField("Stand der Löschungen", db_default=RandomUUID())

    class Meta:
        app_label = "hattingen_portal"
        verbose_name = "Stand"
        verbose_name_plural = "Stand"
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=models.Q(id=1), name="stand_eine_zeile"),
        ]

    def __str__(self) -> str:
        return f"Fassung {self.fassung}"
