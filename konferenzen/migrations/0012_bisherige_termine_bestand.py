from datetime import UTC, datetime
from typing import Any

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def aus_den_aenderungen(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Give each former beginning the end that it had, and the time until which it held.

    Without it, the row's last change of any kind would count as that time. A worker of the release
    before may move a conference meanwhile: bisheriges.py sees that the two differ.
    """
    konferenzen: Any = apps.get_model("konferenzen", "Konferenz").objects
    aenderungen: Any = apps.get_model("konferenzen", "Aenderung").objects
    for konferenz in konferenzen.exclude(bisheriger_beginn=None).filter(bisherige_termine=[]):
        for aenderung in aenderungen.filter(konferenz=konferenz).order_by("-sequenz"):
            if (termin := _abgeloester(aenderung, konferenz.bisheriger_beginn)) is not None:
                konferenzen.filter(pk=konferenz.pk).update(bisherige_termine=[termin])
                break


def _abgeloester(aenderung: Any, beginn: datetime) -> dict[str, str | None] | None:
    """Give the date that began at `beginn` where this change took it away."""
    vorher, nachher = aenderung.vorher, aenderung.nachher
    bisher = vorher.get("beginn")
    if bisher == nachher.get("beginn") or not bisher or datetime.fromisoformat(bisher) != beginn:
        return None
    ende = None if vorher.get("ende_geschaetzt") else vorher.get("ende")
    return {"beginn": bisher, "ende": ende, "bis": aenderung.zeitpunkt.astimezone(UTC).isoformat()}


class Migration(migrations.Migration):
    """What the ledger knows of the former date of rows from before."""

    dependencies = [("konferenzen", "0011_bisherige_termine")]

    operations = [
        migrations.RunPython(aus_den_aenderungen, migrations.RunPython.noop, elidable=True)
    ]
