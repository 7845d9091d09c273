import django.contrib.postgres.fields
import django.core.validators
import django.utils.timezone
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("hattingen_portal", "0002_zugriff"),
    ]

    operations = [
        migrations.CreateModel(
            name="Sendung",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "an",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.EmailField(max_length=254), size=None, verbose_name="an"
                    ),
                ),
                (
                    "antwort_an",
                    models.EmailField(blank=True, max_length=254, verbose_name="Antwort an"),
                ),
                (
                    "betreff",
                    models.CharField(
                        max_length=200,
                        validators=[
                            django.core.validators.RegexValidator(
                                "\\A[^\\x00-\\x1f\\x7f]*\\Z",
                                "Der Betreff muss in einer Zeile stehen.",
                            )
                        ],
                        verbose_name="Betreff",
                    ),
                ),
                ("text", models.TextField(verbose_name="Text")),
                (
                    "kennung",
                    models.UUIDField(
                        default=uuid.uuid4,
                        editable=False,
                        help_text="Steht in der Message-ID und bleibt bei jedem Versuch gleich.",
                        unique=True,
                        verbose_name="Kennung",
                    ),
                ),
                (
                    "angelegt_am",
                    models.DateTimeField(
                        default=django.utils.timezone.now,
                        editable=False,
                        verbose_name="angelegt am",
                    ),
                ),
                (
                    "zustand",
                    models.CharField(
                        choices=[
                            ("wartet", "wartet"),
                            ("gesendet", "gesendet"),
                            ("gescheitert", "gescheitert"),
                            ("abgelegt", "als Datei abgelegt"),
                        ],
                        default="wartet",
                        max_length=11,
                        verbose_name="Zustand",
                    ),
                ),
                ("versuche", models.PositiveSmallIntegerField(default=0, verbose_name="Versuche")),
                ("letzter_fehler", models.TextField(blank=True, verbose_name="letzter Fehler")),
                (
                    "angenommen",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.EmailField(max_length=254),
                        blank=True,
                        default=list,
                        help_text="Wer die Mail schon hat, bekommt sie bei einem neuen Versuch nicht noch einmal.",
                        size=None,
                        verbose_name="angenommen für",
                    ),
                ),
                (
                    "gesendet_am",
                    models.DateTimeField(blank=True, null=True, verbose_name="gesendet am"),
                ),
            ],
            options={
                "verbose_name": "Mail",
                "verbose_name_plural": "Mails",
                "ordering": ["-angelegt_am", "-pk"],
                "indexes": [
                    models.Index(fields=["zustand", "angelegt_am"], name="sendung_zustand")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("an__len__gt", 0)),
                        name="sendung_an_jemanden",
                        violation_error_message="Eine Mail braucht mindestens eine Adresse.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("gesendet_am__isnull", False), ("zustand", "gesendet")),
                            models.Q(
                                models.Q(("zustand", "gesendet"), _negated=True),
                                ("gesendet_am__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="sendung_gesendet_mit_zeit",
                        violation_error_message="Nur eine gesendete Mail hat eine Sendezeit.",
                    ),
                ],
            },
        ),
    ]
