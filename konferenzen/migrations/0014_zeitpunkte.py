"""Indexes on the moments at which time alone changes what is public."""

from django.db import migrations, models

from hattingen_portal.grundlage.indexbau import IndexNebenher


class Migration(migrations.Migration):
    atomic = False  # so that nobody who saves has to wait

    dependencies = [("konferenzen", "0013_aenderung_ohne_personen")]

    operations = [
        IndexNebenher("konferenz", models.Index(fields=[feld], name=f"konferenz_{feld}"))
        for feld in ("beginn", "ende", "veroeffentlichen_ab", "veroeffentlicht_am")
    ]
