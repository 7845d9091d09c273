"""A Beitrag gets the identifier by which readers of the feed know it.

The database makes it up, one for each row, so that the release before may still write.
"""

import uuid

import django.contrib.postgres.functions
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("aktuelles", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="beitrag",
            name="kennung",
            field=models.UUIDField(
                db_default=django.contrib.postgres.functions.RandomUUID(),
                default=uuid.uuid4,
                editable=False,
                unique=True,
                verbose_name="Kennung",
            ),
        ),
    ]
