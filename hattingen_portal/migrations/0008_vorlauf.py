import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("hattingen_portal", "0007_anmeldesperre"),
    ]

    operations = [
        migrations.CreateModel(
            name="Vorlauf",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="Version"),
                ),
                (
                    "schritt",
                    models.CharField(
                        editable=False, max_length=40, unique=True, verbose_name="Schritt"
                    ),
                ),
                (
                    "tage",
                    models.PositiveSmallIntegerField(
                        help_text="So viele Tage vor der Konferenz soll der Schritt erledigt sein. 0 heißt: am Tag selbst.",
                        validators=[django.core.validators.MaxValueValidator(365)],
                        verbose_name="Tage vorher",
                    ),
                ),
                (
                    "zeigen",
                    models.BooleanField(
                        default=True,
                        help_text="Ohne Haken fehlt der Schritt auf der Startseite.",
                        verbose_name="zeigen",
                    ),
                ),
            ],
            options={
                "verbose_name": "Vorlaufzeit",
                "verbose_name_plural": "Vorlaufzeiten",
                "ordering": ["-tage", "schritt"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("tage__gte", 0), ("tage__lte", 365)),
                        name="vorlauf_in_grenzen",
                        violation_error_message="Möglich sind 0 bis 365 Tage.",
                    )
                ],
            },
        ),
    ]
