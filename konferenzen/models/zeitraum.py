"""What rows share that are days in a row, from `beginn` to `ende`."""

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import F, Q

ENDE_VOR_BEGINN = "Der letzte Tag liegt vor dem ersten."


class ZeitraumQuerySet(models.QuerySet[Any]):
    def zwischen(self, von: date, bis: date) -> Self:
        """Keep what touches the days from `von` to `bis`, both included, in order."""
        return self.filter(beginn__lte=bis, ende__gte=von).order_by("beginn", "pk")


def ende_nach_beginn(name: str) -> models.CheckConstraint:
    """Give the constraint `name`: the last day is not before the first."""
    return models.CheckConstraint(
        name=name, condition=Q(ende__gte=F("beginn")), violation_error_message=ENDE_VOR_BEGINN
    )
