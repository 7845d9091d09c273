from typing import Any

from django.db import migrations

from hattingen_portal.grundlage.geschichte.bestand import bestand_aufnehmen


def aufnehmen(apps: Any, _schema_editor: Any) -> None:
    """Enter what is there, so that the first change after this shows what it was before."""
    bestand_aufnehmen(
        apps, "konferenzen", "Runde", "Veranstaltungsort", "Konferenz", "Unterlage", "Einladung"
    )


class Migration(migrations.Migration):
    dependencies = [("konferenzen", "0007_geschichte")]

    operations = [migrations.RunPython(aufnehmen, migrations.RunPython.noop)]
