import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("quartiere", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Kategorie",
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
                ("name", models.CharField(max_length=80, unique=True, verbose_name="Name")),
                (
                    "reihenfolge",
                    models.PositiveSmallIntegerField(default=0, verbose_name="Reihenfolge"),
                ),
            ],
            options={
                "verbose_name": "Kategorie",
                "verbose_name_plural": "Kategorien",
                "ordering": ["reihenfolge", "name"],
            },
        ),
        migrations.CreateModel(
            name="Akteur",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "slug",
                    models.SlugField(
                        blank=True,
                        help_text="Der letzte Teil der Internetadresse. Bleibt das Feld leer, wird er gebildet. Eine geänderte Adresse leitet die alte weiter.",
                        max_length=100,
                        unique=True,
                        verbose_name="Adresse",
                    ),
                ),
                (
                    "fruehere_slugs",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.SlugField(max_length=100),
                        blank=True,
                        default=list,
                        editable=False,
                        size=None,
                        verbose_name="frühere Adressen",
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="Version"),
                ),
                (
                    "art",
                    models.CharField(
                        choices=[
                            ("organisation", "Organisation oder Einrichtung"),
                            ("einzelperson", "Einzelperson"),
                        ],
                        default="organisation",
                        max_length=20,
                        verbose_name="Art",
                    ),
                ),
                ("name", models.CharField(max_length=160, verbose_name="Name")),
                ("beschreibung", models.TextField(blank=True, verbose_name="Beschreibung")),
                ("website", models.URLField(blank=True, verbose_name="Website")),
                (
                    "email",
                    models.EmailField(
                        blank=True,
                        help_text="Nur eine Funktionsadresse wie info@…, keine persönliche.",
                        max_length=254,
                        verbose_name="öffentliche E-Mail",
                    ),
                ),
                (
                    "telefon",
                    models.CharField(
                        blank=True, max_length=40, verbose_name="öffentliches Telefon"
                    ),
                ),
                (
                    "stand",
                    models.CharField(
                        choices=[
                            ("erfasst", "erfasst"),
                            ("bestaetigt", "bestätigt"),
                            ("ruhend", "ruhend"),
                        ],
                        default="erfasst",
                        max_length=20,
                        verbose_name="Stand",
                    ),
                ),
                (
                    "einwilligung_am",
                    models.DateField(
                        blank=True,
                        help_text="Einzelpersonen erscheinen nur mit Einwilligung.",
                        null=True,
                        verbose_name="Einwilligung am",
                    ),
                ),
                (
                    "einwilligung_wortlaut",
                    models.TextField(blank=True, verbose_name="Wortlaut der Einwilligung"),
                ),
                (
                    "einwilligung_widerrufen_am",
                    models.DateField(blank=True, null=True, verbose_name="widerrufen am"),
                ),
                (
                    "ortsteile",
                    models.ManyToManyField(
                        blank=True,
                        related_name="akteure",
                        to="quartiere.ortsteil",
                        verbose_name="Ortsteile",
                    ),
                ),
                (
                    "stadtteile",
                    models.ManyToManyField(
                        blank=True,
                        related_name="akteure",
                        to="quartiere.stadtteil",
                        verbose_name="Stadtteile",
                    ),
                ),
                (
                    "kategorien",
                    models.ManyToManyField(
                        blank=True,
                        related_name="akteure",
                        to="akteure.kategorie",
                        verbose_name="Kategorien",
                    ),
                ),
            ],
            options={
                "verbose_name": "Akteur",
                "verbose_name_plural": "Akteurinnen und Akteure",
                "ordering": ["name"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Kontakt",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=120, verbose_name="Name")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="E-Mail")),
                ("telefon", models.CharField(blank=True, max_length=40, verbose_name="Telefon")),
                ("notiz", models.TextField(blank=True, verbose_name="Notiz")),
                (
                    "akteur",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="kontakt",
                        to="akteure.akteur",
                        verbose_name="Akteur",
                    ),
                ),
            ],
            options={
                "verbose_name": "interner Kontakt",
                "verbose_name_plural": "interne Kontakte",
            },
        ),
        migrations.AddIndex(
            model_name="akteur",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["fruehere_slugs"], name="akteur_fruehere_slugs"
            ),
        ),
        migrations.AddConstraint(
            model_name="akteur",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("einwilligung_am__isnull", True),
                    models.Q(("einwilligung_wortlaut", ""), _negated=True),
                    _connector="OR",
                ),
                name="akteur_einwilligung_mit_wortlaut",
                violation_error_message="Zur Einwilligung gehört ihr Wortlaut.",
            ),
        ),
    ]
