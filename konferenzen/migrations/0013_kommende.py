"""What is to come is found by its date, however much is over."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("konferenzen", "0012_bisherige_termine_bestand"),
        ("quartiere", "0006_deutsch_sortiert"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="konferenz",
            index=models.Index(fields=["beginn"], name="konferenz_beginn"),
        ),
        migrations.AddIndex(
            model_name="konferenz",
            index=models.Index(fields=["ende"], name="konferenz_ende"),
        ),
    ]
