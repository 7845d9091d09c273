"""The mark of what was deleted; a migration of its own, for every page reads this row."""

from django.contrib.postgres.functions import RandomUUID
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("hattingen_portal", "0016_stand")]

    operations = [
        migrations.AddField(
            model_name="stand",
            name="loeschungen",
            field=models.UUIDField(db_default=RandomUUID(), verbose_name="Stand der Löschungen"),
        ),
    ]
