"""An index for the order of the admin's list."""

from django.db import migrations, models

from hattingen_portal.grundlage.indexbau import IndexNebenher


class Migration(migrations.Migration):
    atomic = False  # so that nobody who saves has to wait

    dependencies = [("konferenzen", "0014_zeitpunkte")]

    operations = [
        IndexNebenher("konferenz", models.Index(fields=["-beginn", "id"], name="konferenz_liste"))
    ]
