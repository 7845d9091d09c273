from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("hattingen_portal", "0001_suche")]
    operations = [
        migrations.CreateModel(
            name="Zugriff",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("bereich", models.CharField(max_length=60, verbose_name="Bereich")),
                ("schluessel", models.CharField(max_length=64, verbose_name="Schlüssel")),
                ("beginn", models.DateTimeField(db_index=True, verbose_name="Beginn")),
                ("anzahl", models.PositiveIntegerField(verbose_name="Anzahl")),
            ],
            options={
                "verbose_name": "Zugriff",
                "verbose_name_plural": "Zugriffe",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("bereich", "schluessel", "beginn"),
                        name="zugriff_einmal_je_fenster",
                    )
                ],
            },
        ),
    ]
