"""Each migration since the previous release is one under which that release may go on running."""

import pytest
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ModelState, ProjectState

from hattingen_portal.grundlage.indexbau import IndexNebenher
from tests.migrationen.pruefung import einwaende
from tests.migrationen.stand import ERLAUBT, STAND

Q = models.Q(name="x")


def seither() -> tuple[ProjectState, list[migrations.Migration]]:
    """Give how the models were in the previous release, and the migrations since, in order."""
    lader = MigrationLoader(None, ignore_no_migrations=True)
    plan = []
    davor = set()
    for app, name in STAND.items():
        davor |= set(lader.graph.forwards_plan((app, name)))
    for blatt in lader.graph.leaf_nodes():
        plan += [k for k in lader.graph.forwards_plan(blatt) if k not in davor and k not in plan]
    zustand = lader.project_state([(app, name) for app, name in STAND.items()])
    return zustand, [lader.graph.nodes[k] for k in plan if k[0] in STAND]


def test_the_previous_release_may_go_on_under_each_new_migration() -> None:
    zustand, neue_migrationen = seither()
    neue: set[str] = set()
    gefunden: dict[tuple[str, str, int], list[str]] = {}
    for migration in neue_migrationen:
        app = migration.app_label
        for nummer, operation in enumerate(migration.operations):
            if gruende := list(einwaende(app, operation, zustand, neue)):
                gefunden[app, migration.name, nummer] = gruende
            if isinstance(operation, migrations.CreateModel):
                neue.add(f"{app}.{operation.name_lower}")
            operation.state_forwards(app, zustand)

    assert {wo: gruende for wo, gruende in gefunden.items() if wo not in ERLAUBT} == {}
    assert ERLAUBT.keys() - gefunden.keys() == set()
    assert all(ERLAUBT.values())


@pytest.mark.parametrize(
    ("operation", "anzahl"),
    [
        (migrations.CreateModel("neu", [("id", models.AutoField(primary_key=True))]), 0),
        (migrations.AddField("alt", "neu", models.TextField(null=True)), 0),
        (migrations.AddField("alt", "neu", models.TextField(db_default="")), 0),
        (migrations.AddField("alt", "neu", models.TextField(default="")), 1),
        (migrations.AddField("frisch", "neu", models.TextField(default="")), 0),
        (migrations.RemoveField("alt", "name"), 1),
        (migrations.RenameField("alt", "name", "titel"), 1),
        (migrations.RenameModel("alt", "neu"), 1),
        (migrations.DeleteModel("alt"), 1),
        (migrations.AlterModelTable("alt", "neu"), 1),
        (
            migrations.AlterField("alt", "name", models.CharField("Name", max_length=9, null=True)),
            0,
        ),
        (migrations.AlterField("alt", "name", models.CharField(max_length=9)), 1),
        (migrations.AlterField("alt", "name", models.CharField(max_length=5, null=True)), 1),
        (migrations.AddIndex("alt", models.Index(fields=["name"], name="i")), 1),
        (AddIndexConcurrently("alt", models.Index(fields=["name"], name="i")), 1),
        (IndexNebenher("alt", models.Index(fields=["name"], name="i")), 0),
        (migrations.AddConstraint("alt", models.CheckConstraint(condition=Q, name="c")), 1),
        (migrations.RunSQL("SELECT 1"), 1),
        (migrations.RunPython(migrations.RunPython.noop), 1),
        (
            migrations.SeparateDatabaseAndState(
                database_operations=[migrations.RunSQL("SELECT 1")],
                state_operations=[migrations.RemoveField("alt", "name")],
            ),
            1,
        ),
    ],
)
def test_what_is_refused(operation: Operation, anzahl: int) -> None:
    zustand = ProjectState()
    felder = [
        ("id", models.AutoField(primary_key=True)),
        ("name", models.CharField(max_length=9, null=True)),
    ]
    zustand.add_model(ModelState("app", "alt", felder))
    assert len(list(einwaende("app", operation, zustand, {"app.frisch"}))) == anzahl
