"""An index for what was last in a Stadtteil."""

from django.db import migrations, models

from hattingen_portal.grundlage.indexbau import IndexNebenher


class Migration(migrations.Migration):
    atomic = False  # so that nobody who saves has to wait

    dependencies = [("konferenzen", "0015_liste")]

    operations = [
        IndexNebenher(
            "konferenz",
            models.Index(
                models.F("stadtteil"),
                models.F("beginn").desc(nulls_last=True),
                models.F("id").desc(),
                name="konferenz_rueckblick",
            ),
        )
    ]
