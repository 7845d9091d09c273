"""The directory by name, as `AkteurQuerySet.geordnet` orders it: one page costs no whole list."""

from django.db import migrations, models

from hattingen_portal.grundlage.sortierung import deutsch


class Migration(migrations.Migration):
    dependencies = [
        ("akteure", "0003_geschichte_bestand"),
        ("quartiere", "0006_deutsch_sortiert"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="akteur",
            index=models.Index(deutsch("name"), "id", name="akteur_nach_name"),
        ),
    ]
