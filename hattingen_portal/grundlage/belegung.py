"""What keeps two out of one room at once: a time range, and the constraint upon it."""

from collections.abc import Iterable
from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField
from django.db import models


class Zeitspanne(models.Func):
    """The half-open time range between two columns; migrations name it by this place."""

    function = "TSTZRANGE"
    output_field = DateTimeRangeField()


class Belegung(ExclusionConstraint):
    """An exclusion constraint that a form skips where a field of its condition is missing.

    Django skips it for a missing field of its expressions but raises FieldError for one of its
    condition; forms check the whole object once their own fields are right.
    """

    def validate(
        self,
        model: type[models.Model],
        instance: models.Model,
        exclude: Iterable[str] | None = None,
        using: str = "default",
    ) -> None:
        """Raise ValidationError when the row overlaps another one, as far as that can be told."""
        fehlend = set(exclude or ())
        if self.condition is None or not fehlend & self.condition.referenced_base_fields:
            super().validate(model, instance, exclude=fehlend, using=using)

    def deconstruct(self) -> tuple[str, Any, dict[str, Any]]:
        """Give Django's own class: a migration must not depend on this one."""
        _, args, kwargs = super().deconstruct()
        return "django.contrib.postgres.constraints.ExclusionConstraint", args, kwargs
