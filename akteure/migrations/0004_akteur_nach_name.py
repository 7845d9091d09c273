"""The directory by name, as `AkteurQuerySet.geordnet` orders it: one page costs no whole list."""

from django.db import migrations, models

from hattingen_portal.grundlage.indexbau import IndexNebenher
from hattingen_portal.grundlage.sortierung import deutsch


class Migration(migrations.Migration):
    atomic = False  # so that nobody who saves has to wait

    dependencies = [
        ("akteure", "0003_geschichte_bestand"),
        ("quartiere", "0006_deutsch_sortiert"),
    ]

    operations = [
        IndexNebenher("akteur", models.Index(deutsch("name"), "id", name="akteur_nach_name"))
    ]
