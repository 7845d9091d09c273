"""The history of a model: one more row for each save, in the transaction of the save itself."""

from typing import Any

from django.db import models
from simple_history.models import HistoricalRecords

from hattingen_portal.grundlage.personen import NAME_LAENGE, personenname


class Geschichtseintrag(models.Model):
    """A row as it was once; `durch_name` stays when the account is gone."""

    durch_name = models.CharField(
        "durch", max_length=NAME_LAENGE, blank=True, default="", db_default="", editable=False
    )

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, and note by name who did it."""
        if self._state.adding:
            self.durch_name = personenname(getattr(self, "history_user", None))
        super().save(*args, **kwargs)


class Geschichte(HistoricalRecords):
    """Keeps each save of a model, with the rows of `m2m_fields`; read it by `geschichte_von`.

    With `geht_mit` the history goes when the row goes: for rows about people, who may want to be
    forgotten (GDPR article 17).
    """

    def __init__(self, *, geht_mit: bool = False, **angaben: Any) -> None:
        super().__init__(
            bases=(Geschichtseintrag,),
            custom_model_name=lambda name: f"{name}Geschichte",
            cascade_delete_history=geht_mit,
            **angaben,
        )

    def get_meta_options(self, model: type[models.Model]) -> dict[str, Any]:
        """Name it in German, without permissions of its own: who may see the row may read it."""
        name = f"Geschichte: {model._meta.verbose_name}"
        meta: dict[str, Any] = super().get_meta_options(model)
        return meta | {
            "verbose_name": name,
            "verbose_name_plural": name,
            "default_permissions": (),
        }

    def get_meta_options_m2m(self, through_model: type[models.Model]) -> dict[str, Any]:
        meta: dict[str, Any] = super().get_meta_options_m2m(through_model)
        return meta | {"default_permissions": ()}

    def post_delete(self, instance: models.Model, **kwargs: Any) -> None:
        """Let nothing of the choices remain either, where the history goes with the row."""
        if self.cascade_delete_history:
            eintraege = geschichte_von(type(instance)).filter(pk_feld(instance))
            for feld in self.get_m2m_fields_from_model(type(instance)):
                self.m2m_models[feld]._base_manager.filter(history__in=eintraege).delete()
        super().post_delete(instance, **kwargs)


def pk_feld(objekt: models.Model) -> models.Q:
    """Give the condition for the history of `objekt` alone."""
    return models.Q(**{objekt._meta.pk.attname: objekt.pk})


def hat_geschichte(modell: type[models.Model]) -> bool:
    """Tell whether the saves of `modell` are kept."""
    return hasattr(modell._meta, "simple_history_manager_attribute")


def geschichte_von(modell: type[models.Model]) -> models.QuerySet[Any]:
    """Give what is kept of all rows of `modell`, the newest first."""
    verwalter: Any = vars(modell)["geschichte"]
    eintraege: models.QuerySet[Any] = verwalter.model._base_manager.order_by("-history_id")
    return eintraege


def durch_wen(objekt: models.Model, person: Any) -> None:
    """Note that `person` changes `objekt`, where that is not who is logged in; None is no news."""
    if person is not None:
        vars(objekt)["_history_user"] = person
