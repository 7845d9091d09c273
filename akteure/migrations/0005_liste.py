"""An index for the order of the admin's list."""

from django.db import migrations, models

from hattingen_portal.grundlage.indexbau import IndexNebenher


class Migration(migrations.Migration):
    atomic = False  # so that nobody who saves has to wait

    dependencies = [("akteure", "0004_akteur_nach_name")]

    operations = [
        IndexNebenher("akteur", models.Index(fields=["name", "-id"], name="akteur_liste"))
    ]
