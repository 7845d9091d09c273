import django.db.models.deletion
import django.utils.timezone
import hattingen_portal.meldungen.nummer
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("akteure", "0001_initial"),
        ("hattingen_portal", "0003_sendung"),
        ("quartiere", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Meldung",
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
                    "nummer",
                    models.CharField(
                        default=hattingen_portal.meldungen.nummer.vorgangsnummer,
                        editable=False,
                        max_length=9,
                        unique=True,
                        verbose_name="Vorgangsnummer",
                    ),
                ),
                (
                    "art",
                    models.CharField(
                        choices=[
                            ("kontakt", "Kontakt"),
                            ("barriere", "Barriere"),
                            ("berichtigung", "Berichtigung"),
                        ],
                        max_length=20,
                        verbose_name="Art",
                    ),
                ),
                (
                    "zustand",
                    models.CharField(
                        choices=[
                            ("offen", "offen"),
                            ("beantwortet", "beantwortet"),
                            ("erledigt", "ohne Antwort erledigt"),
                        ],
                        default="offen",
                        max_length=20,
                        verbose_name="Zustand",
                    ),
                ),
                (
                    "eingegangen_am",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="eingegangen"
                    ),
                ),
                ("faellig_am", models.DateField(verbose_name="zu beantworten bis")),
                ("name", models.CharField(blank=True, max_length=120, verbose_name="Name")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="E-Mail")),
                ("telefon", models.CharField(blank=True, max_length=40, verbose_name="Telefon")),
                ("text", models.TextField(blank=True, max_length=5000, verbose_name="Nachricht")),
                (
                    "seite",
                    models.CharField(
                        blank=True, max_length=500, verbose_name="Seite mit der Barriere"
                    ),
                ),
                (
                    "notiz",
                    models.TextField(
                        blank=True,
                        help_text="Nur für die Verwaltung.",
                        verbose_name="interne Notiz",
                    ),
                ),
                (
                    "zwischennachricht_am",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="Zwischennachricht am"
                    ),
                ),
                (
                    "abgeschlossen_am",
                    models.DateTimeField(blank=True, null=True, verbose_name="abgeschlossen am"),
                ),
                (
                    "antwort_weg",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("email", "E-Mail"),
                            ("telefon", "Telefon"),
                            ("brief", "Brief"),
                            ("gespraech", "persönliches Gespräch"),
                        ],
                        max_length=20,
                        verbose_name="beantwortet per",
                    ),
                ),
                ("antwort", models.TextField(blank=True, verbose_name="Antwort")),
                (
                    "fingerabdruck",
                    models.CharField(
                        db_index=True,
                        editable=False,
                        max_length=64,
                        verbose_name="Fingerabdruck des Inhalts",
                    ),
                ),
                (
                    "abgeschlossen_von",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="abgeschlossen von",
                    ),
                ),
                (
                    "akteur",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="meldungen",
                        to="akteure.akteur",
                        verbose_name="Eintrag",
                    ),
                ),
                (
                    "sendungen",
                    models.ManyToManyField(
                        blank=True,
                        related_name="meldungen",
                        to="hattingen_portal.sendung",
                        verbose_name="E-Mails",
                    ),
                ),
                (
                    "stadtteil",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="meldungen",
                        to="quartiere.stadtteil",
                        verbose_name="Stadtteil",
                    ),
                ),
            ],
            options={
                "verbose_name": "Meldung",
                "verbose_name_plural": "Meldungen",
            },
        ),
        migrations.CreateModel(
            name="Vorschlag",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("feld", models.CharField(max_length=30, verbose_name="Feld")),
                ("bisher", models.JSONField(blank=True, verbose_name="bisher")),
                ("vorgeschlagen", models.JSONField(blank=True, verbose_name="vorgeschlagen")),
                (
                    "entscheidung",
                    models.CharField(
                        choices=[
                            ("offen", "offen"),
                            ("uebernommen", "übernommen"),
                            ("abgelehnt", "abgelehnt"),
                        ],
                        default="offen",
                        max_length=20,
                        verbose_name="Entscheidung",
                    ),
                ),
                (
                    "entschieden_am",
                    models.DateTimeField(blank=True, null=True, verbose_name="entschieden am"),
                ),
                (
                    "entschieden_von",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="entschieden von",
                    ),
                ),
                (
                    "meldung",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="vorschlaege",
                        to="hattingen_portal.meldung",
                        verbose_name="Meldung",
                    ),
                ),
            ],
            options={
                "verbose_name": "Vorschlag",
                "verbose_name_plural": "Vorschläge",
            },
        ),
        migrations.AddConstraint(
            model_name="meldung",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("art", "barriere"), _negated=True),
                    (
                        "faellig_am__lte",
                        models.Func(
                            models.F("zwischennachricht_am"),
                            models.F("eingegangen_am"),
                            output_field=models.DateField(),
                            template="((COALESCE(%(expressions)s) AT TIME ZONE 'Europe/Berlin')::date + 42)",
                        ),
                    ),
                    _connector="OR",
                ),
                name="meldung_barriere_in_sechs_wochen",
                violation_error_message="Eine gemeldete Barriere muss spätestens nach sechs Wochen beantwortet sein (§ 5 Absatz 2 BITVNRW).",
            ),
        ),
        migrations.AddConstraint(
            model_name="meldung",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("abgeschlossen_am__isnull", True),
                        ("antwort_weg", ""),
                        ("zustand", "offen"),
                    ),
                    models.Q(
                        ("abgeschlossen_am__isnull", False),
                        ("antwort_weg", ""),
                        ("zustand", "erledigt"),
                    ),
                    models.Q(
                        ("abgeschlossen_am__isnull", False),
                        ("zustand", "beantwortet"),
                        models.Q(("antwort_weg", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="meldung_abgeschlossen_oder_offen",
                violation_error_message="Zu einer abgeschlossenen Meldung gehört, wann und wie sie beantwortet wurde.",
            ),
        ),
        migrations.AddConstraint(
            model_name="meldung",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("akteur__isnull", True), ("art", "berichtigung"), _connector="OR"
                ),
                name="meldung_eintrag_nur_bei_berichtigung",
                violation_error_message="Nur eine Berichtigung gehört zu einem Eintrag.",
            ),
        ),
        migrations.AddConstraint(
            model_name="vorschlag",
            constraint=models.UniqueConstraint(
                fields=("meldung", "feld"), name="vorschlag_je_feld"
            ),
        ),
        migrations.AddConstraint(
            model_name="vorschlag",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("entscheidung", "offen"), ("entschieden_am__isnull", True)),
                    models.Q(
                        models.Q(("entscheidung", "offen"), _negated=True),
                        ("entschieden_am__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="vorschlag_entschieden_mit_zeit",
                violation_error_message="Zu einer Entscheidung gehört, wann sie fiel.",
            ),
        ),
    ]
