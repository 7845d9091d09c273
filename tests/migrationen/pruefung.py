"""Which operations break the release that still runs, or hold up everybody while they do."""

from collections.abc import Iterator

from django.contrib.postgres.operations import (
    AddConstraintNotValid,
    AddIndexConcurrently,
    ValidateConstraint,
)
from django.db import connection, models
from django.db.migrations import operations as o
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

from hattingen_portal.grundlage.indexbau import IndexNebenher

HARMLOS = (
    o.CreateModel,
    o.AlterModelOptions,
    o.AlterModelManagers,
    o.RemoveConstraint,
    o.RemoveIndex,
    AddConstraintNotValid,
    IndexNebenher,
    ValidateConstraint,
)
GRUENDE = {
    AddIndexConcurrently: "cut off, it stands in its own way: IndexNebenher",
    o.AddIndex: "saving waits until it is built: IndexNebenher, in a migration of its own",
    o.AddConstraint: "everybody waits until all rows are read: AddConstraintNotValid",
    o.RunSQL: "nobody but a person knows what it does",
    o.RunPython: "nobody but a person knows what it does",
}


def einwaende(app: str, operation: Operation, davor: ProjectState, neue: set[str]) -> Iterator[str]:
    """Give what speaks against `operation`; `neue` are tables unknown to the old release."""
    modell = getattr(operation, "model_name_lower", None) or getattr(operation, "name_lower", "")
    if f"{app}.{modell}" in neue:
        return
    if isinstance(operation, o.SeparateDatabaseAndState):
        for innere in operation.database_operations:
            yield from einwaende(app, innere, davor, neue)
    elif isinstance(operation, o.AddField):
        yield from _dazu(operation.field)
    elif isinstance(operation, o.AlterField):
        yield from _geaendert(app, operation, davor)
    elif not isinstance(operation, HARMLOS):
        gruende = (grund for art, grund in GRUENDE.items() if isinstance(operation, art))
        yield next(gruende, "the old release asks for what is gone or has another name")


def _dazu(feld: models.Field) -> Iterator[str]:
    if not (feld.null or feld.many_to_many or feld.has_db_default()):
        yield "the old release adds rows without it: NULL or db_default"


def _geaendert(app: str, operation: o.AlterField, davor: ProjectState) -> Iterator[str]:
    bisher = davor.models[app, operation.model_name_lower].fields[operation.name]
    if bisher.null and not operation.field.null:
        yield "the old release may still write NULL"
    if _typ(bisher) != _typ(operation.field):
        yield "the table is written anew, or refuses what the old release writes"


def _typ(feld: models.Field) -> tuple[str, str | None]:
    if feld.is_relation:
        return "relation", str(feld.remote_field.model).lower()
    return feld.get_internal_type(), feld.db_type(connection)
