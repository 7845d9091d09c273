from typing import Any

from django.db import migrations

from hattingen_portal.grundlage.geschichte.bestand import bestand_aufnehmen


def aufnehmen(apps: Any, _schema_editor: Any) -> None:
    """Enter what is there, so that the first change after this shows what it was before."""
    bestand_aufnehmen(apps, "hattingen_portal", "Vorlauf")


class Migration(migrations.Migration):
    dependencies = [("hattingen_portal", "0013_geschichte_vorlauf")]

    operations = [migrations.RunPython(aufnehmen, migrations.RunPython.noop)]
