import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import hattingen_portal.grundlage.belegung
import hattingen_portal.grundlage.dateien
import konferenzen.models.konferenz
import konferenzen.models.unterlage
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("akteure", "0001_initial"),
        ("quartiere", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Runde",
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
                    "name",
                    models.CharField(
                        help_text="Zum Beispiel „Frühjahr 2026“.",
                        max_length=80,
                        unique=True,
                        verbose_name="Name",
                    ),
                ),
                ("beginn", models.DateField(verbose_name="erster Tag der Saison")),
                (
                    "ende",
                    models.DateField(
                        help_text="Bis dahin gelten Konferenzen ohne Datum als noch ausstehend.",
                        verbose_name="letzter Tag der Saison",
                    ),
                ),
                (
                    "beispiel",
                    models.BooleanField(
                        default=False,
                        help_text="Wird überall als Beispiel gekennzeichnet: zum Zeigen und Üben.",
                        verbose_name="Beispiel",
                    ),
                ),
            ],
            options={
                "verbose_name": "Runde",
                "verbose_name_plural": "Runden",
                "ordering": ["-beginn", "-pk"],
                "abstract": False,
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["fruehere_slugs"], name="runde_fruehere_slugs"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ende__gte", models.F("beginn"))),
                        name="runde_ende_nach_beginn",
                        violation_error_message="Der letzte Tag der Saison liegt vor dem ersten.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Konferenz",
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
                            ("stadtteilkonferenz", "Stadtteilkonferenz"),
                            ("themenkonferenz", "Themenkonferenz"),
                            ("quartiersbesuch", "Quartiersbesuch"),
                            ("sprechstunde", "Sprechstunde"),
                            ("veranstaltung", "Veranstaltung"),
                        ],
                        default="stadtteilkonferenz",
                        max_length=20,
                        verbose_name="Art",
                    ),
                ),
                (
                    "titel",
                    models.CharField(
                        blank=True,
                        help_text="Bleibt das Feld leer, heißt sie „Stadtteilkonferenz“ mit dem Stadtteil.",
                        max_length=160,
                        verbose_name="Titel",
                    ),
                ),
                ("beginn", models.DateTimeField(blank=True, null=True, verbose_name="Beginn")),
                (
                    "ende",
                    models.DateTimeField(
                        blank=True,
                        help_text="Ist kein Ende bekannt, lassen Sie es leer: Es werden zwei Stunden angenommen.",
                        null=True,
                        verbose_name="Ende",
                    ),
                ),
                (
                    "ende_geschaetzt",
                    models.BooleanField(
                        default=False,
                        help_text="Dann zeigt die Seite nur den Beginn.",
                        verbose_name="Ende ist geschätzt",
                    ),
                ),
                (
                    "datum_hinweis",
                    models.CharField(
                        blank=True,
                        help_text="Solange kein Datum feststeht, zum Beispiel „im September“.",
                        max_length=120,
                        verbose_name="ungefährer Termin",
                    ),
                ),
                (
                    "form",
                    models.CharField(
                        choices=[
                            ("vor_ort", "vor Ort"),
                            ("online", "online"),
                            ("hybrid", "vor Ort und online"),
                        ],
                        default="vor_ort",
                        max_length=20,
                        verbose_name="Form",
                    ),
                ),
                (
                    "online_link",
                    models.URLField(blank=True, verbose_name="Link zur Online-Teilnahme"),
                ),
                (
                    "raum_geteilt",
                    models.BooleanField(
                        default=False,
                        help_text="Erlaubt eine zweite Konferenz zur selben Zeit im selben Raum.",
                        verbose_name="Raum wird geteilt",
                    ),
                ),
                ("beschreibung", models.TextField(blank=True, verbose_name="Beschreibung")),
                (
                    "anmeldung_kontakt",
                    models.CharField(
                        blank=True,
                        help_text="Stelle, Telefon oder E-Mail",
                        max_length=200,
                        verbose_name="Anmeldung bei",
                    ),
                ),
                (
                    "anmeldung_bis",
                    models.DateField(blank=True, null=True, verbose_name="Anmeldung bis"),
                ),
                (
                    "anmeldung_hinweis",
                    models.TextField(blank=True, verbose_name="Hinweis zur Anmeldung"),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("entwurf", "Entwurf"),
                            ("oeffentlich", "öffentlich"),
                            ("verschoben", "verschoben, neuer Termin folgt"),
                            ("abgesagt", "abgesagt"),
                            ("zurueckgezogen", "zurückgezogen"),
                        ],
                        default="entwurf",
                        max_length=20,
                        verbose_name="Status",
                    ),
                ),
                (
                    "statusgrund",
                    models.TextField(
                        blank=True,
                        help_text="Warum abgesagt, verschoben oder verlegt wurde. Alle können das lesen.",
                        verbose_name="Grund",
                    ),
                ),
                (
                    "veroeffentlichen_ab",
                    models.DateTimeField(
                        blank=True,
                        help_text="Leer: sofort.",
                        null=True,
                        verbose_name="veröffentlichen ab",
                    ),
                ),
                (
                    "veroeffentlicht_am",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="zuerst veröffentlicht"
                    ),
                ),
                (
                    "letzter_beginn",
                    models.DateTimeField(
                        blank=True,
                        editable=False,
                        null=True,
                        verbose_name="zuletzt bekannter Beginn",
                    ),
                ),
                (
                    "letztes_ende",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="zuletzt bekanntes Ende"
                    ),
                ),
                (
                    "uid",
                    models.CharField(
                        default=konferenzen.models.konferenz.neue_uid,
                        editable=False,
                        max_length=200,
                        unique=True,
                        verbose_name="Kalender-UID",
                    ),
                ),
                (
                    "sequenz",
                    models.PositiveIntegerField(
                        default=0, editable=False, verbose_name="Kalender-SEQUENCE"
                    ),
                ),
                (
                    "erstellt_am",
                    models.DateTimeField(auto_now_add=True, verbose_name="erstellt am"),
                ),
                (
                    "geaendert_am",
                    models.DateTimeField(
                        default=django.utils.timezone.now,
                        editable=False,
                        verbose_name="öffentlich geändert am",
                    ),
                ),
                (
                    "ortsteile",
                    models.ManyToManyField(
                        blank=True,
                        related_name="konferenzen",
                        to="quartiere.ortsteil",
                        verbose_name="einzelne Ortsteile",
                    ),
                ),
                (
                    "stadtteil",
                    models.ForeignKey(
                        blank=True,
                        help_text="Leer: für die ganze Stadt.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="konferenzen",
                        to="quartiere.stadtteil",
                        verbose_name="Stadtteil",
                    ),
                ),
                (
                    "runde",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="konferenzen",
                        to="konferenzen.runde",
                        verbose_name="Runde",
                    ),
                ),
            ],
            options={
                "verbose_name": "Konferenz",
                "verbose_name_plural": "Konferenzen",
                "ordering": [models.OrderBy(models.F("beginn"), nulls_last=True), "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Unterlage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "art",
                    models.CharField(
                        choices=[
                            ("einladung", "Einladung"),
                            ("programm", "Programm"),
                            ("praesentation", "Präsentation"),
                            ("protokoll", "Protokoll"),
                        ],
                        default="einladung",
                        max_length=20,
                        verbose_name="Art",
                    ),
                ),
                ("titel", models.CharField(max_length=160, verbose_name="Titel")),
                (
                    "datei",
                    models.FileField(
                        upload_to=konferenzen.models.unterlage.unterlagenpfad,
                        validators=[hattingen_portal.grundlage.dateien.pdf_pruefen],
                        verbose_name="PDF",
                    ),
                ),
                ("oeffentlich", models.BooleanField(default=False, verbose_name="öffentlich")),
                (
                    "konferenz",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="unterlagen",
                        to="konferenzen.konferenz",
                        verbose_name="Konferenz",
                    ),
                ),
            ],
            options={
                "verbose_name": "Unterlage",
                "verbose_name_plural": "Unterlagen",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Veranstaltungsort",
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
                ("name", models.CharField(max_length=160, verbose_name="Name")),
                ("raum", models.CharField(blank=True, max_length=120, verbose_name="Raum")),
                ("strasse", models.CharField(blank=True, max_length=120, verbose_name="Straße")),
                (
                    "hausnummer",
                    models.CharField(blank=True, max_length=12, verbose_name="Hausnummer"),
                ),
                (
                    "plz",
                    models.CharField(
                        blank=True,
                        max_length=5,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^\\d{5}$", "Eine Postleitzahl hat fünf Ziffern."
                            )
                        ],
                        verbose_name="Postleitzahl",
                    ),
                ),
                ("stadt", models.CharField(blank=True, max_length=80, verbose_name="Stadt")),
                (
                    "breite",
                    models.DecimalField(
                        blank=True,
                        decimal_places=6,
                        help_text="Zum Beispiel 51,399000.",
                        max_digits=9,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(-90),
                            django.core.validators.MaxValueValidator(90),
                        ],
                        verbose_name="Breitengrad",
                    ),
                ),
                (
                    "laenge",
                    models.DecimalField(
                        blank=True,
                        decimal_places=6,
                        help_text="Zum Beispiel 7,186000.",
                        max_digits=9,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(-180),
                            django.core.validators.MaxValueValidator(180),
                        ],
                        verbose_name="Längengrad",
                    ),
                ),
                (
                    "stufenlos",
                    models.CharField(
                        choices=[
                            ("ja", "ja"),
                            ("nein", "nein"),
                            ("unbekannt", "noch keine Angabe"),
                        ],
                        default="unbekannt",
                        max_length=10,
                        verbose_name="stufenlos erreichbar",
                    ),
                ),
                (
                    "aufzug",
                    models.CharField(
                        choices=[
                            ("ja", "ja"),
                            ("nein", "nein"),
                            ("unbekannt", "noch keine Angabe"),
                        ],
                        default="unbekannt",
                        max_length=10,
                        verbose_name="Aufzug",
                    ),
                ),
                (
                    "rollstuhl_wc",
                    models.CharField(
                        choices=[
                            ("ja", "ja"),
                            ("nein", "nein"),
                            ("unbekannt", "noch keine Angabe"),
                        ],
                        default="unbekannt",
                        max_length=10,
                        verbose_name="rollstuhlgerechtes WC",
                    ),
                ),
                (
                    "induktionsschleife",
                    models.CharField(
                        choices=[
                            ("ja", "ja"),
                            ("nein", "nein"),
                            ("unbekannt", "noch keine Angabe"),
                        ],
                        default="unbekannt",
                        max_length=10,
                        verbose_name="Induktionsschleife",
                    ),
                ),
                (
                    "zugang_hinweis",
                    models.TextField(
                        blank=True,
                        help_text="Zum Beispiel, wo der stufenlose Eingang ist.",
                        verbose_name="Hinweis zum Zugang",
                    ),
                ),
                (
                    "oepnv",
                    models.CharField(blank=True, max_length=200, verbose_name="Bus und Bahn"),
                ),
            ],
            options={
                "verbose_name": "Veranstaltungsort",
                "verbose_name_plural": "Veranstaltungsorte",
                "ordering": ["name", "raum"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("name", "raum", "strasse", "hausnummer", "plz", "stadt"),
                        name="ort_einmalig",
                        violation_error_message="Diesen Veranstaltungsort gibt es schon.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("breite__isnull", True), ("laenge__isnull", True)),
                            models.Q(("breite__isnull", False), ("laenge__isnull", False)),
                            _connector="OR",
                        ),
                        name="ort_position_ganz",
                        violation_error_message="Bitte geben Sie Breiten- und Längengrad an oder keinen von beiden.",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="konferenz",
            name="ort",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="konferenzen",
                to="konferenzen.veranstaltungsort",
                verbose_name="Ort",
            ),
        ),
        migrations.CreateModel(
            name="Einladung",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "reihenfolge",
                    models.PositiveSmallIntegerField(default=0, verbose_name="Reihenfolge"),
                ),
                (
                    "notiz",
                    models.CharField(blank=True, max_length=200, verbose_name="interne Notiz"),
                ),
                (
                    "akteur",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="einladungen",
                        to="akteure.akteur",
                        verbose_name="Akteur",
                    ),
                ),
                (
                    "konferenz",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="einladungen",
                        to="konferenzen.konferenz",
                        verbose_name="Konferenz",
                    ),
                ),
            ],
            options={
                "verbose_name": "Einladung",
                "verbose_name_plural": "Einladungen",
                "ordering": ["reihenfolge", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("konferenz", "akteur"),
                        name="einladung_einmalig",
                        violation_error_message="Dieser Akteur ist zu dieser Konferenz schon eingeladen.",
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="konferenz",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["fruehere_slugs"], name="konferenz_fruehere_slugs"
            ),
        ),
        migrations.AddIndex(
            model_name="konferenz",
            index=models.Index(fields=["status", "beginn"], name="konferenz_status_beginn"),
        ),
        migrations.AddConstraint(
            model_name="konferenz",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("beginn__isnull", True), ("ende__isnull", True), ("ende_geschaetzt", False)
                    ),
                    models.Q(("beginn__isnull", False), ("ende__isnull", False)),
                    _connector="OR",
                ),
                name="konferenz_beginn_und_ende",
                violation_error_message="Beginn und Ende gehören zusammen: beide oder keines.",
            ),
        ),
        migrations.AddConstraint(
            model_name="konferenz",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("beginn__isnull", True), ("ende__gt", models.F("beginn")), _connector="OR"
                ),
                name="konferenz_ende_nach_beginn",
                violation_error_message="Das Ende muss nach dem Beginn liegen.",
            ),
        ),
        migrations.AddConstraint(
            model_name="konferenz",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "verschoben"), _negated=True),
                    ("beginn__isnull", True),
                    _connector="OR",
                ),
                name="konferenz_verschoben_ohne_termin",
                violation_error_message="„Verschoben“ heißt: Der neue Termin steht noch nicht fest. Bitte leeren Sie Beginn und Ende, oder wählen Sie „öffentlich“ mit dem neuen Termin.",
            ),
        ),
        migrations.AddConstraint(
            model_name="konferenz",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("art", "stadtteilkonferenz"), _negated=True),
                    models.Q(("runde__isnull", False), ("stadtteil__isnull", False)),
                    _connector="OR",
                ),
                name="konferenz_stadtteilkonferenz_vollstaendig",
                violation_error_message="Eine Stadtteilkonferenz braucht einen Stadtteil und eine Runde.",
            ),
        ),
        migrations.AddConstraint(
            model_name="konferenz",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "entwurf"), _negated=True),
                    ("veroeffentlicht_am__isnull", True),
                    _connector="OR",
                ),
                name="konferenz_kein_entwurf_mehr",
                violation_error_message="Diese Konferenz war schon öffentlich und kann kein Entwurf mehr werden. Wählen Sie „zurückgezogen“: Dann verschwindet sie von der Website, und abonnierte Kalender erfahren es.",
            ),
        ),
        migrations.AddConstraint(
            model_name="konferenz",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("form", "online"), _negated=True),
                    ("ort__isnull", True),
                    _connector="OR",
                ),
                name="konferenz_online_ohne_ort",
                violation_error_message="Eine Konferenz, die nur online stattfindet, hat keinen Ort. Bitte leeren Sie dieses Feld, oder wählen Sie „vor Ort und online“.",
            ),
        ),
        migrations.AddConstraint(
            model_name="konferenz",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("art", "stadtteilkonferenz"),
                    models.Q(("titel", ""), _negated=True),
                    _connector="OR",
                ),
                name="konferenz_titel",
                violation_error_message="Bitte geben Sie einen Titel an.",
            ),
        ),
        migrations.AddConstraint(
            model_name="konferenz",
            constraint=models.UniqueConstraint(
                condition=models.Q(("art", "stadtteilkonferenz")),
                fields=("runde", "stadtteil"),
                name="konferenz_einmal_je_runde",
                violation_error_message="In dieser Runde gibt es für diesen Stadtteil schon eine Stadtteilkonferenz.",
            ),
        ),
        migrations.AddConstraint(
            model_name="konferenz",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                condition=models.Q(
                    ("beginn__isnull", False),
                    ("ort__isnull", False),
                    ("raum_geteilt", False),
                    models.Q(("status__in", ["abgesagt", "zurueckgezogen"]), _negated=True),
                ),
                expressions=[
                    (models.F("ort"), "="),
                    (
                        hattingen_portal.grundlage.belegung.Zeitspanne(
                            "beginn", "ende", django.contrib.postgres.fields.ranges.RangeBoundary()
                        ),
                        "&&",
                    ),
                ],
                name="konferenz_raum_frei",
                violation_error_message="Der Raum ist zu dieser Zeit schon belegt. Bitte wählen Sie einen anderen Ort oder eine andere Zeit, oder setzen Sie „Raum wird geteilt“.",
            ),
        ),
    ]
