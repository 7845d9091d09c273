"""An index for the order of the admin's list."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False  # so that nobody who saves has to wait

    dependencies = [("konferenzen", "0014_zeitpunkte")]

    operations = [
        AddIndexConcurrently(
            "konferenz", models.Index(fields=["-beginn", "id"], name="konferenz_liste")
        )
    ]
