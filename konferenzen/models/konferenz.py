"""Konferenz: its facts, and what guards them."""

from datetime import datetime
from uuid import uuid4

from django.conf import settings
from django.contrib.postgres.fields import RangeBoundary, RangeOperators
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q, Value
from django.urls import reverse
from django.utils import timezone

from hattingen_portal.grundlage.adresse import MitAdresse, slug_aus
from hattingen_portal.grundlage.belegung import Belegung, Zeitspanne
from hattingen_portal.grundlage.geschichte.aufzeichnung import Geschichte
from hattingen_portal.grundlage.sperre import MitVersion
from konferenzen.models.konferenz_abfragen import KonferenzQuerySet
from konferenzen.models.konferenz_werte import OHNE_RAUM, Art, Form, Status
from konferenzen.models.ort import Veranstaltungsort
from konferenzen.models.runde import Runde
from konferenzen.zeitrechnung import ANGENOMMENE_DAUER
from quartiere.models import Ortsteil, Stadtteil

NICHT_MEHR_ENTWURF = (
    "Diese Konferenz war schon öffentlich und kann kein Entwurf mehr werden. Wählen Sie "
    "„zurückgezogen“: Dann verschwindet sie von der Website, und abonnierte Kalender erfahren es."
)


def neue_uid() -> str:
    """Give a random UID at the portal's domain (RFC 7986 section 5.3: no data in it)."""
    return f"{uuid4()}@{settings.PORTAL_BASIS_URL.partition('://')[2].partition(':')[0]}"


class Konferenz(MitVersion, MitAdresse):
    """A dated or still undated public meeting of one Stadtteil or of the whole city."""

    RESERVIERT = frozenset({"archiv", "runden", "aenderungen", "feed"})

    art = models.CharField("Art", max_length=20, choices=Art, default=Art.STADTTEILKONFERENZ)
    stadtteil = models.ForeignKey(
        Stadtteil,
        on_delete=models.PROTECT,
        related_name="konferenzen",
        verbose_name="Stadtteil",
        null=True,
        blank=True,
        help_text="Leer: für die ganze Stadt.",
    )
    ortsteile = models.ManyToManyField(
        Ortsteil, related_name="konferenzen", verbose_name="einzelne Ortsteile", blank=True
    )
    runde = models.ForeignKey(
        Runde,
        on_delete=models.PROTECT,
        related_name="konferenzen",
        verbose_name="Runde",
        null=True,
        blank=True,
    )
    titel = models.CharField(
        "Titel",
        max_length=160,
        blank=True,
        help_text="Bleibt das Feld leer, heißt sie „Stadtteilkonferenz“ mit dem Stadtteil.",
    )

    beginn = models.DateTimeField("Beginn", null=True, blank=True)
    ende = models.DateTimeField(
        "Ende",
        null=True,
        blank=True,
        help_text="Ist kein Ende bekannt, lassen Sie es leer: Es werden zwei Stunden angenommen.",
    )
    ende_geschaetzt = models.BooleanField(
        "Ende ist geschätzt", default=False, help_text="Dann zeigt die Seite nur den Beginn."
    )
    datum_hinweis = models.CharField(
        "ungefährer Termin",
        max_length=120,
        blank=True,
        help_text="Solange kein Datum feststeht, zum Beispiel „im September“.",
    )

    form = models.CharField("Form", max_length=20, choices=Form, default=Form.VOR_ORT)
    ort = models.ForeignKey(
        Veranstaltungsort,
        on_delete=models.PROTECT,
        related_name="konferenzen",
        verbose_name="Ort",
        null=True,
        blank=True,
    )
    online_link = models.URLField("Link zur Online-Teilnahme", blank=True)
    raum_geteilt = models.BooleanField(
        "Raum wird geteilt",
        default=False,
        help_text="Erlaubt eine zweite Konferenz zur selben Zeit im selben Raum.",
    )

    beschreibung = models.TextField("Beschreibung", blank=True)
    anmeldung_kontakt = models.CharField(
        "Anmeldung bei", max_length=200, blank=True, help_text="Stelle, Telefon oder E-Mail"
    )
    anmeldung_bis = models.DateField("Anmeldung bis", null=True, blank=True)
    anmeldung_hinweis = models.TextField("Hinweis zur Anmeldung", blank=True)

    status = models.CharField("Status", max_length=20, choices=Status, default=Status.ENTWURF)
    statusgrund = models.TextField(
        "Grund",
        blank=True,
        help_text="Warum abgesagt, verschoben oder verlegt wurde. Alle können das lesen.",
    )
    veroeffentlichen_ab = models.DateTimeField(
        "veröffentlichen ab", null=True, blank=True, help_text="Leer: sofort."
    )

    # Written by fortschreibung.py alone.
    veroeffentlicht_am = models.DateTimeField(
        "zuerst veröffentlicht", null=True, blank=True, editable=False
    )
    letzter_beginn = models.DateTimeField(
        "zuletzt bekannter Beginn", null=True, blank=True, editable=False
    )
    letztes_ende = models.DateTimeField(
        "zuletzt bekanntes Ende", null=True, blank=True, editable=False
    )
    bisheriger_beginn = models.DateTimeField(
        "bisheriger Beginn",
        null=True,
        blank=True,
        editable=False,
        help_text="Der zuletzt veröffentlichte Beginn, der nicht mehr gilt.",
    )
    bisherige_termine = models.JSONField(
        "bisherige Termine",
        default=list,
        blank=True,
        db_default=Value([], models.JSONField()),  # as with the venue below
        editable=False,
        help_text="Veröffentlichte Termine, die nicht mehr gelten, wie bisheriges.py sie liest; "
        "der letzte davon ist der bisherige Beginn.",
    )
    bisheriger_ort = models.CharField(
        "bisheriger Ort",
        max_length=600,
        blank=True,
        default="",
        db_default="",  # a worker of the release before may still write while this one starts
        editable=False,
        help_text="Der zuletzt veröffentlichte Ort, der nicht mehr gilt.",
    )
    uid = models.CharField(
        "Kalender-UID", max_length=200, unique=True, default=neue_uid, editable=False
    )
    sequenz = models.PositiveIntegerField("Kalender-SEQUENCE", default=0, editable=False)
    erstellt_am = models.DateTimeField("erstellt am", auto_now_add=True)
    geaendert_am = models.DateTimeField(
        "öffentlich geändert am", default=timezone.now, editable=False
    )

    objects = KonferenzQuerySet.as_manager()
    geschichte = Geschichte(m2m_fields=("ortsteile",))

    class Meta(MitAdresse.Meta):
        verbose_name = "Konferenz"
        verbose_name_plural = "Konferenzen"
        ordering = [F("beginn").asc(nulls_last=True), "pk"]
        indexes = [
            *MitAdresse.Meta.indexes,
            models.Index(fields=["status", "beginn"], name="konferenz_status_beginn"),
            # The next and the last moment at which time alone changes what is public; and what is
            # to come is little beside what was.
            *(
                models.Index(fields=[feld], name=f"konferenz_{feld}")
                for feld in ("beginn", "ende", "veroeffentlichen_ab", "veroeffentlicht_am")
            ),
            models.Index(fields=["-beginn", "id"], name="konferenz_liste"),  # of the admin
            # What was last in a Stadtteil, of all that ever was there.
            models.Index(
                F("stadtteil"),
                F("beginn").desc(nulls_last=True),
                F("id").desc(),
                name="konferenz_rueckblick",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="konferenz_beginn_und_ende",
                condition=Q(beginn__isnull=True, ende__isnull=True, ende_geschaetzt=False)
                | Q(beginn__isnull=False, ende__isnull=False),
                violation_error_message="Beginn und Ende gehören zusammen: beide oder keines.",
            ),
            models.CheckConstraint(
                name="konferenz_ende_nach_beginn",
                condition=Q(beginn__isnull=True) | Q(ende__gt=F("beginn")),
                violation_error_message="Das Ende muss nach dem Beginn liegen.",
            ),
            models.CheckConstraint(
                name="konferenz_verschoben_ohne_termin",
                condition=~Q(status=Status.VERSCHOBEN) | Q(beginn__isnull=True),
                violation_error_message="„Verschoben“ heißt: Der neue Termin steht noch nicht "
                "fest. Bitte leeren Sie Beginn und Ende, oder wählen Sie „öffentlich“ mit dem "
                "neuen Termin.",
            ),
            models.CheckConstraint(
                name="konferenz_stadtteilkonferenz_vollstaendig",
                condition=~Q(art=Art.STADTTEILKONFERENZ)
                | Q(stadtteil__isnull=False, runde__isnull=False),
                violation_error_message="Eine Stadtteilkonferenz braucht einen Stadtteil und "
                "eine Runde.",
            ),
            models.CheckConstraint(
                name="konferenz_kein_entwurf_mehr",
                condition=~Q(status=Status.ENTWURF) | Q(veroeffentlicht_am__isnull=True),
                violation_error_message=NICHT_MEHR_ENTWURF,
            ),
            models.CheckConstraint(
                name="konferenz_online_ohne_ort",
                condition=~Q(form=Form.ONLINE) | Q(ort__isnull=True),
                violation_error_message="Eine Konferenz, die nur online stattfindet, hat keinen "
                "Ort. Bitte leeren Sie dieses Feld, oder wählen Sie „vor Ort und online“.",
            ),
            models.CheckConstraint(
                name="konferenz_titel",
                condition=Q(art=Art.STADTTEILKONFERENZ) | ~Q(titel=""),
                violation_error_message="Bitte geben Sie einen Titel an.",
            ),
            models.UniqueConstraint(
                fields=["runde", "stadtteil"],
                condition=Q(art=Art.STADTTEILKONFERENZ),
                name="konferenz_einmal_je_runde",
                violation_error_message="In dieser Runde gibt es für diesen Stadtteil schon eine "
                "Stadtteilkonferenz.",
            ),
            Belegung(
                name="konferenz_raum_frei",
                expressions=[
                    (F("ort"), RangeOperators.EQUAL),
                    (
                        Zeitspanne("beginn", "ende", RangeBoundary()),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(raum_geteilt=False, beginn__isnull=False, ort__isnull=False)
                & ~Q(status__in=OHNE_RAUM),
                violation_error_message="Der Raum ist zu dieser Zeit schon belegt. Bitte wählen "
                "Sie einen anderen Ort oder eine andere Zeit, oder setzen Sie „Raum wird "
                "geteilt“.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.bezeichnung} ({self.runde})" if self.runde else self.bezeichnung

    def get_absolute_url(self) -> str:
        return reverse("konferenz", args=[self.slug])

    @property
    def bezeichnung(self) -> str:
        """The title, or "Stadtteilkonferenz Welper" where none is set."""
        if self.titel:
            return self.titel
        return f"{self.get_art_display()} {self.stadtteil or ''}".strip()

    @property
    def kurzname(self) -> str:
        """What a list calls it: the Stadtteil of a Stadtteilkonferenz, else the title."""
        if self.art == Art.STADTTEILKONFERENZ and self.stadtteil:
            return self.stadtteil.name
        return self.titel

    @property
    def unterzeile(self) -> str:
        """What a list says under the short name; may be empty."""
        if self.art == Art.STADTTEILKONFERENZ and self.stadtteil:
            return self.titel or self.stadtteil.zusatz
        gebiet = self.stadtteil.name if self.stadtteil else "ganze Stadt"
        return f"{self.get_art_display()}, {gebiet}"

    @property
    def anmeldung(self) -> bool:
        """Tell whether there is anything to say about registering."""
        return bool(self.anmeldung_kontakt or self.anmeldung_bis or self.anmeldung_hinweis)

    @property
    def ist_beispiel(self) -> bool:
        """Tell whether every page and feed has to mark it as an example."""
        return self.runde is not None and self.runde.beispiel

    @property
    def neuer_termin_folgt(self) -> bool:
        """Tell whether a date was taken back and the new one is still to be announced."""
        zurueckgenommen = self.beginn is None and self.bisheriger_beginn is not None
        return self.status == Status.VERSCHOBEN or (
            self.status == Status.OEFFENTLICH and zurueckgenommen
        )

    def war_oeffentlich(self, ab: datetime | None = None) -> bool:
        """Tell whether the public has seen it by `ab` (aware; now when None)."""
        ab = ab or timezone.now()
        return self.veroeffentlicht_am is not None and self.veroeffentlicht_am <= ab

    def slug_vorschlag(self) -> str:
        if self.art == Art.STADTTEILKONFERENZ and self.stadtteil and self.runde:
            return slug_aus(self.stadtteil.name, self.runde.name)
        return slug_aus(self.bezeichnung)

    def hinterlaesst_weiterleitung(self) -> bool:
        return self.war_oeffentlich()

    def clean(self) -> None:
        """Fill in an assumed end; raises ValidationError with the messages of the fields."""
        super().clean()
        if self.beginn and not self.ende:
            self.ende = self.beginn + ANGENOMMENE_DAUER
            self.ende_geschaetzt = True
        if not self.ende:
            self.ende_geschaetzt = False
        self._veroeffentlichung_pruefen()
        self._zeiten_pruefen()

    def _veroeffentlichung_pruefen(self) -> None:
        if not self.war_oeffentlich():
            if self.status == Status.ENTWURF:
                self.veroeffentlicht_am = None  # was scheduled; the constraint knows no clock
            return
        if self.status == Status.ENTWURF:
            raise ValidationError({"status": NICHT_MEHR_ENTWURF})
        if self.veroeffentlichen_ab and self.veroeffentlichen_ab > timezone.now():
            raise ValidationError(
                {
                    "veroeffentlichen_ab": "Die Konferenz ist schon öffentlich. Bitte leeren Sie "
                    "dieses Feld."
                }
            )

    def _zeiten_pruefen(self) -> None:
        if self.ende and not self.beginn:
            raise ValidationError(
                {
                    "beginn": "Zum Ende fehlt der Beginn. Bitte tragen Sie ihn ein, oder "
                    "leeren Sie das Ende."
                }
            )
        if self.beginn and self.ende and self.ende <= self.beginn:
            raise ValidationError({"ende": "Das Ende muss nach dem Beginn liegen."})
