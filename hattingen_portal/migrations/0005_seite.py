import django.db.models.deletion
import hattingen_portal.grundlage.bild
import hattingen_portal.seiten.dateien
import hattingen_portal.seiten.models
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("hattingen_portal", "0004_meldung")]
    operations = [
        migrations.CreateModel(
            name="Seite",
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
                    "schluessel",
                    models.CharField(
                        choices=[
                            ("impressum", "Impressum"),
                            ("datenschutz", "Datenschutz"),
                            ("barrierefreiheit", "Erklärung zur Barrierefreiheit"),
                            ("leichte-sprache", "Leichte Sprache"),
                            ("gebaerdensprache", "Gebärdensprache"),
                        ],
                        editable=False,
                        max_length=20,
                        unique=True,
                        verbose_name="Seite",
                    ),
                ),
                ("titel", models.CharField(max_length=120, verbose_name="Titel")),
                (
                    "text",
                    models.TextField(
                        blank=True,
                        help_text="Was noch fehlt, schreiben Sie als [[Platzhalter: Name der Person]]. Es ist dann auf der Seite markiert, und die Inhaltsprüfung findet es.",
                        verbose_name="Text",
                    ),
                ),
                (
                    "stand",
                    models.DateField(
                        help_text="Steht auf der Seite: letzte inhaltliche Änderung.",
                        verbose_name="Stand",
                    ),
                ),
                (
                    "geprueft_am",
                    models.DateField(
                        blank=True,
                        help_text="Wann zuletzt jemand nachgesehen hat, ob alles noch stimmt. Spätestens nach einem Jahr ist die Seite wieder zu prüfen.",
                        null=True,
                        verbose_name="zuletzt geprüft am",
                    ),
                ),
            ],
            options={
                "verbose_name": "Seite",
                "verbose_name_plural": "Seiten",
                "ordering": ["schluessel"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "schluessel__in",
                                [
                                    "impressum",
                                    "datenschutz",
                                    "barrierefreiheit",
                                    "leichte-sprache",
                                    "gebaerdensprache",
                                ],
                            )
                        ),
                        name="seite_bekannt",
                        violation_error_message="Diese Seite gibt es im Portal nicht.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Erklaerung",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "geltungsbereich",
                    models.TextField(
                        blank=True,
                        help_text="Wofür die Erklärung gilt. Name und Adresse des Portals stehen schon davor.",
                        verbose_name="Geltungsbereich",
                    ),
                ),
                (
                    "vereinbarkeit",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("vollstaendig", "vollständig vereinbar"),
                            ("teilweise", "teilweise vereinbar"),
                            ("nicht", "nicht vereinbar"),
                        ],
                        max_length=20,
                        verbose_name="Stand der Vereinbarkeit",
                    ),
                ),
                (
                    "methode",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("selbst", "Selbstbewertung"),
                            ("dritte", "Bewertung durch Dritte"),
                        ],
                        max_length=10,
                        verbose_name="Methode der Prüfung",
                    ),
                ),
                (
                    "methode_text",
                    models.TextField(
                        blank=True,
                        help_text="Wer hat wann was womit geprüft?",
                        verbose_name="So wurde geprüft",
                    ),
                ),
                (
                    "erstellt_am",
                    models.DateField(blank=True, null=True, verbose_name="Erklärung erstellt am"),
                ),
                (
                    "ombuds_name",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="Name der Ombudsstelle"
                    ),
                ),
                (
                    "ombuds_anschrift",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="Anschrift der Ombudsstelle"
                    ),
                ),
                (
                    "ombuds_telefon",
                    models.CharField(
                        blank=True, max_length=40, verbose_name="Telefon der Ombudsstelle"
                    ),
                ),
                (
                    "ombuds_email",
                    models.EmailField(
                        blank=True, max_length=254, verbose_name="E-Mail der Ombudsstelle"
                    ),
                ),
                (
                    "ombuds_website",
                    models.URLField(blank=True, verbose_name="Website der Ombudsstelle"),
                ),
                (
                    "schlichtung",
                    models.TextField(
                        blank=True,
                        help_text="Wann und wie man sich an die Ombudsstelle wenden kann.",
                        verbose_name="Ombudsverfahren",
                    ),
                ),
                (
                    "seite",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="erklaerung",
                        to="hattingen_portal.seite",
                        verbose_name="Seite",
                    ),
                ),
            ],
            options={
                "verbose_name": "Erklärung zur Barrierefreiheit",
                "verbose_name_plural": "Erklärung zur Barrierefreiheit",
            },
        ),
        migrations.CreateModel(
            name="Ausnahme",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "inhalt",
                    models.CharField(
                        help_text="Was ist nicht barrierefrei?",
                        max_length=200,
                        verbose_name="Inhalt",
                    ),
                ),
                (
                    "grund",
                    models.CharField(
                        choices=[
                            ("a", "Unvereinbarkeit mit den Anforderungen"),
                            ("b", "Unverhältnismäßige Belastung"),
                            ("c", "Nicht im Anwendungsbereich der Vorschriften"),
                        ],
                        max_length=1,
                        verbose_name="Grund",
                    ),
                ),
                ("begruendung", models.TextField(blank=True, verbose_name="Erläuterung")),
                (
                    "alternative",
                    models.TextField(
                        blank=True,
                        help_text="Wie kommt man trotzdem daran?",
                        verbose_name="Barrierefreie Alternative",
                    ),
                ),
                (
                    "bis",
                    models.DateField(
                        blank=True, null=True, verbose_name="voraussichtlich behoben bis"
                    ),
                ),
                (
                    "seite",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="ausnahmen",
                        to="hattingen_portal.seite",
                        verbose_name="Seite",
                    ),
                ),
            ],
            options={
                "verbose_name": "nicht barrierefreier Inhalt",
                "verbose_name_plural": "nicht barrierefreie Inhalte",
                "ordering": ["grund", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Video",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "datei",
                    models.FileField(
                        help_text="MP4 oder WebM.",
                        upload_to=hattingen_portal.seiten.models.videopfad,
                        validators=[hattingen_portal.seiten.dateien.video_pruefen],
                        verbose_name="Video",
                    ),
                ),
                (
                    "untertitel",
                    models.FileField(
                        help_text="Deutsche Untertitel als WebVTT-Datei (.vtt).",
                        upload_to=hattingen_portal.seiten.models.videopfad,
                        validators=[hattingen_portal.seiten.dateien.untertitel_pruefen],
                        verbose_name="Untertitel",
                    ),
                ),
                (
                    "bild",
                    hattingen_portal.grundlage.bild.BildFeld(
                        help_text="Ein Bild aus dem Video, im selben Seitenverhältnis.",
                        verbose_name="Standbild",
                    ),
                ),
                (
                    "bild_breite",
                    models.PositiveIntegerField(editable=False, null=True, verbose_name="Breite"),
                ),
                (
                    "bild_hoehe",
                    models.PositiveIntegerField(editable=False, null=True, verbose_name="Höhe"),
                ),
                (
                    "dauer",
                    models.CharField(
                        help_text="Steht neben dem Link zum Herunterladen, zum Beispiel „2 Minuten“.",
                        max_length=40,
                        verbose_name="Dauer",
                    ),
                ),
                (
                    "seite",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="video",
                        to="hattingen_portal.seite",
                        verbose_name="Seite",
                    ),
                ),
            ],
            options={
                "verbose_name": "Video in Gebärdensprache",
                "verbose_name_plural": "Video in Gebärdensprache",
            },
        ),
        migrations.CreateModel(
            name="Abschnitt",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "bild",
                    hattingen_portal.grundlage.bild.BildFeld(
                        blank=True,
                        help_text="JPEG, PNG, WebP, AVIF oder GIF, höchstens 20 MB. Ort und Kamera werden aus der Datei entfernt.",
                        verbose_name="Bild",
                    ),
                ),
                (
                    "bild_breite",
                    models.PositiveIntegerField(editable=False, null=True, verbose_name="Breite"),
                ),
                (
                    "bild_hoehe",
                    models.PositiveIntegerField(editable=False, null=True, verbose_name="Höhe"),
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
                ("titel", models.CharField(max_length=160, verbose_name="Überschrift")),
                ("text", models.TextField(verbose_name="Text")),
                (
                    "reihenfolge",
                    models.PositiveSmallIntegerField(
                        default=500,
                        help_text="Kleine Zahlen stehen vorn.",
                        verbose_name="Reihenfolge",
                    ),
                ),
                (
                    "seite",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="abschnitte",
                        to="hattingen_portal.seite",
                        verbose_name="Seite",
                    ),
                ),
            ],
            options={
                "verbose_name": "Abschnitt",
                "verbose_name_plural": "Abschnitte",
                "ordering": ["reihenfolge", "pk"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("bild", ""), models.Q(("bild_alt", ""), _negated=True), _connector="OR"
                        ),
                        name="abschnitt_bild_mit_alt",
                        violation_error_message="Zum Bild fehlt die Bildbeschreibung.",
                    )
                ],
            },
        ),
    ]
