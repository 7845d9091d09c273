import aktuelles.models
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import hattingen_portal.grundlage.bild
import hattingen_portal.grundlage.dateien
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("konferenzen", "0001_initial"),
        ("quartiere", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Beitrag",
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
                ("titel", models.CharField(max_length=160, verbose_name="Titel")),
                (
                    "teaser",
                    models.TextField(
                        help_text="Ein bis zwei Sätze für die Übersicht.",
                        max_length=400,
                        verbose_name="Anreißer",
                    ),
                ),
                ("text", models.TextField(verbose_name="Text")),
                (
                    "bild",
                    models.ImageField(
                        blank=True,
                        upload_to=hattingen_portal.grundlage.bild.bildpfad,
                        validators=[hattingen_portal.grundlage.dateien.bildgroesse_pruefen],
                        verbose_name="Bild",
                    ),
                ),
                (
                    "bild_alt",
                    models.CharField(
                        blank=True,
                        help_text="Was auf dem Bild zu sehen ist, für Menschen, die es nicht sehen.",
                        max_length=250,
                        verbose_name="Bildbeschreibung",
                    ),
                ),
                (
                    "bild_nachweis",
                    models.CharField(blank=True, max_length=120, verbose_name="Bildnachweis"),
                ),
                (
                    "veroeffentlichen_ab",
                    models.DateTimeField(
                        blank=True,
                        help_text="Leer: Entwurf, nicht öffentlich.",
                        null=True,
                        verbose_name="veröffentlichen ab",
                    ),
                ),
                (
                    "veroeffentlichen_bis",
                    models.DateTimeField(blank=True, null=True, verbose_name="veröffentlichen bis"),
                ),
                ("angeheftet", models.BooleanField(default=False, verbose_name="oben anheften")),
                ("geaendert_am", models.DateTimeField(auto_now=True, verbose_name="geändert am")),
                (
                    "konferenz",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="beitraege",
                        to="konferenzen.konferenz",
                        verbose_name="Konferenz",
                    ),
                ),
                (
                    "ortsteile",
                    models.ManyToManyField(
                        blank=True,
                        related_name="beitraege",
                        to="quartiere.ortsteil",
                        verbose_name="Ortsteile",
                    ),
                ),
                (
                    "stadtteile",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Leer: für die ganze Stadt.",
                        related_name="beitraege",
                        to="quartiere.stadtteil",
                        verbose_name="Stadtteile",
                    ),
                ),
            ],
            options={
                "verbose_name": "Beitrag",
                "verbose_name_plural": "Beiträge",
                "ordering": ["-veroeffentlichen_ab", "-pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Anhang",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("titel", models.CharField(max_length=160, verbose_name="Titel")),
                (
                    "datei",
                    models.FileField(
                        upload_to=aktuelles.models.anhangpfad,
                        validators=[hattingen_portal.grundlage.dateien.pdf_pruefen],
                        verbose_name="PDF",
                    ),
                ),
                (
                    "beitrag",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="anhaenge",
                        to="aktuelles.beitrag",
                        verbose_name="Beitrag",
                    ),
                ),
            ],
            options={
                "verbose_name": "Anhang",
                "verbose_name_plural": "Anhänge",
                "ordering": ["pk"],
            },
        ),
        migrations.AddIndex(
            model_name="beitrag",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["fruehere_slugs"], name="beitrag_fruehere_slugs"
            ),
        ),
        migrations.AddConstraint(
            model_name="beitrag",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("bild", ""), models.Q(("bild_alt", ""), _negated=True), _connector="OR"
                ),
                name="beitrag_bild_mit_alt",
                violation_error_message="Zum Bild fehlt die Bildbeschreibung.",
            ),
        ),
        migrations.AddConstraint(
            model_name="beitrag",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("veroeffentlichen_bis__isnull", True),
                    ("veroeffentlichen_bis__gt", models.F("veroeffentlichen_ab")),
                    _connector="OR",
                ),
                name="beitrag_bis_nach_ab",
                violation_error_message="„Veröffentlichen bis“ muss nach „veröffentlichen ab“ liegen.",
            ),
        ),
    ]
