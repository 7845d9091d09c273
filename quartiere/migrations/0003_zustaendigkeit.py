"""Which Stadtteile an account works for; a table that the release before does not know."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("quartiere", "0002_stadtteil_bildmasse"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Zustaendigkeit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "konto",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="zustaendigkeiten",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="Konto",
                    ),
                ),
                (
                    "stadtteil",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="zustaendigkeiten",
                        to="quartiere.stadtteil",
                        verbose_name="Stadtteil",
                    ),
                ),
            ],
            options={
                "verbose_name": "Zuständigkeit",
                "verbose_name_plural": "Zuständigkeiten",
                "permissions": [
                    ("nur_eigene_stadtteile", "Arbeitet nur in den Stadtteilen des eigenen Kontos")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("konto", "stadtteil"),
                        name="zustaendigkeit_einmalig",
                        violation_error_message="Dieser Stadtteil ist dem Konto schon zugeordnet.",
                    )
                ],
            },
        ),
    ]
