"""An index for the order of the admin's list."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False  # so that nobody who saves has to wait

    dependencies = [("akteure", "0004_akteur_nach_name")]

    operations = [
        AddIndexConcurrently("akteur", models.Index(fields=["name", "-id"], name="akteur_liste"))
    ]
