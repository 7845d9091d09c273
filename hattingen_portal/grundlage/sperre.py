"""Optimistic lock: nobody overwrites what somebody else saved in the meantime."""

from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import models, transaction

# Who it was is not known here: it may be the same person in another window.
INZWISCHEN_GEAENDERT = "Dieser Eintrag ist in der Zwischenzeit geändert worden."


class VeraltetError(ValidationError):
    """The row was saved since it was read."""

    def __init__(self) -> None:
        super().__init__(
            f"{INZWISCHEN_GEAENDERT} Ihre Eingaben sind noch nicht gespeichert. Bitte sehen Sie "
            "nach, was jetzt gilt, und sichern Sie dann noch einmal.",
            code="veraltet",
        )


class MitVersion(models.Model):
    """A row that people edit; `version` counts its saves and travels through the form."""

    version = models.PositiveIntegerField("Version", default=1, editable=False)

    class Meta:
        abstract = True


Zeile = TypeVar("Zeile", bound=MitVersion)


def gesperrt(objekt: Zeile) -> Zeile:
    """Lock the stored row of `objekt` until the transaction ends and give it as stored.

    Call inside a transaction. Raises VeraltetError when the stored version is not the one that
    `objekt` was read with, or the row is gone.
    """
    modell = type(objekt)
    gespeichert = modell._base_manager.select_for_update(of=("self",)).filter(pk=objekt.pk).first()
    if gespeichert is None or gespeichert.version != objekt.version:
        raise VeraltetError
    return gespeichert


@transaction.atomic
def gesperrt_speichern(objekt: MitVersion) -> None:
    """Save `objekt` as the next version of its row.

    Raises VeraltetError as `gesperrt` does; nothing is saved then.
    """
    if not objekt._state.adding:
        gesperrt(objekt)
        objekt.version += 1
    objekt.save()
