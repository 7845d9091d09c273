import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import hattingen_portal.grundlage.bild
import hattingen_portal.grundlage.dateien
from django.contrib.postgres.operations import BtreeGistExtension, UnaccentExtension
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        # Sort keys and search need unaccent, the guard of rooms needs btree_gist; both are
        # trusted extensions, so the owner of the database may create them.
        UnaccentExtension(),
        BtreeGistExtension(),
        migrations.CreateModel(
            name="Stadtteil",
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
                ("name", models.CharField(max_length=80, unique=True, verbose_name="Name")),
                (
                    "kuerzel",
                    models.CharField(
                        help_text="So heißt der Stadtteil in Listen, zum Beispiel „Mitte“ oder „EOBS“.",
                        max_length=30,
                        unique=True,
                        verbose_name="Kurzname",
                    ),
                ),
                (
                    "zusatz",
                    models.CharField(
                        blank=True,
                        help_text="Steht klein unter dem Namen, zum Beispiel „mit Rauendahl“.",
                        max_length=120,
                        verbose_name="Zusatz",
                    ),
                ),
                (
                    "andere_namen",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=120),
                        blank=True,
                        default=list,
                        help_text="Weitere Schreibweisen aus Terminlisten, eine je Zeile.",
                        size=None,
                        verbose_name="andere Namen",
                    ),
                ),
                ("beschreibung", models.TextField(blank=True, verbose_name="Beschreibung")),
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
                    "figur",
                    models.CharField(
                        choices=[
                            ("andreaskreuz", "Andreaskreuz"),
                            ("streben", "zwei Streben"),
                            ("raute", "Raute"),
                            ("pfosten", "Pfosten und Riegel"),
                            ("sparren", "Sparren"),
                            ("riegel", "zwei Riegel"),
                            ("leer", "leeres Gefach"),
                        ],
                        default="leer",
                        max_length=20,
                        verbose_name="Figur",
                    ),
                ),
                (
                    "ton",
                    models.CharField(
                        choices=[
                            ("violett", "Violett"),
                            ("blau", "Blau"),
                            ("rot", "Rot"),
                            ("tuerkis", "Türkis"),
                            ("orange", "Orange"),
                            ("gruen", "Grün"),
                            ("grau", "Grau"),
                        ],
                        default="grau",
                        max_length=20,
                        verbose_name="Farbe",
                    ),
                ),
                (
                    "reihenfolge",
                    models.PositiveSmallIntegerField(default=0, verbose_name="Reihenfolge"),
                ),
            ],
            options={
                "verbose_name": "Stadtteil",
                "verbose_name_plural": "Stadtteile",
                "ordering": ["reihenfolge", "name"],
                "abstract": False,
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["fruehere_slugs"], name="stadtteil_fruehere_slugs"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("bild", ""), models.Q(("bild_alt", ""), _negated=True), _connector="OR"
                        ),
                        name="stadtteil_bild_mit_alt",
                        violation_error_message="Zum Bild fehlt die Bildbeschreibung.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Ortsteil",
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
                    "stadtteil",
                    models.ForeignKey(
                        blank=True,
                        help_text="Leer: Hier gibt es noch keine Stadtteilkonferenz.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ortsteile",
                        to="quartiere.stadtteil",
                        verbose_name="Stadtteil",
                    ),
                ),
            ],
            options={
                "verbose_name": "Ortsteil",
                "verbose_name_plural": "Ortsteile",
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="Ansprechperson",
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
                ("funktion", models.CharField(max_length=120, verbose_name="Funktion")),
                ("name", models.CharField(blank=True, max_length=120, verbose_name="Name")),
                (
                    "stelle",
                    models.CharField(
                        help_text="Amt oder Fachbereich", max_length=160, verbose_name="Stelle"
                    ),
                ),
                (
                    "anschrift",
                    models.CharField(blank=True, max_length=200, verbose_name="Anschrift"),
                ),
                ("telefon", models.CharField(blank=True, max_length=40, verbose_name="Telefon")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="E-Mail")),
                ("oeffentlich", models.BooleanField(default=False, verbose_name="öffentlich")),
                (
                    "reihenfolge",
                    models.PositiveSmallIntegerField(default=0, verbose_name="Reihenfolge"),
                ),
                (
                    "stadtteile",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Leer: für die ganze Stadt.",
                        related_name="ansprechpersonen",
                        to="quartiere.stadtteil",
                        verbose_name="Stadtteile",
                    ),
                ),
            ],
            options={
                "verbose_name": "Ansprechperson",
                "verbose_name_plural": "Ansprechpersonen",
                "ordering": ["reihenfolge", "name"],
            },
        ),
    ]
