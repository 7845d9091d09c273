"""Veranstaltungsort: where a conference takes place."""

from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models

from hattingen_portal.grundlage.geschichte.aufzeichnung import Geschichte
from hattingen_portal.grundlage.sortierung import deutsch
from hattingen_portal.grundlage.sperre import MitVersion


class Angabe(models.TextChoices):
    """What is known about one point of access."""

    JA = "ja", "ja"
    NEIN = "nein", "nein"
    UNBEKANNT = "unbekannt", "noch keine Angabe"


class OrtQuerySet(models.QuerySet["Veranstaltungsort"]):
    def geordnet(self) -> Self:
        """Order by name as a German reader expects."""
        return self.order_by(deutsch("name"), "raum", "pk")


class Veranstaltungsort(MitVersion):
    """A venue, down to the room: two conferences cannot be in it at once."""

    NAMENSFELDER = ("name", "raum")

    name = models.CharField("Name", max_length=160)
    raum = models.CharField("Raum", max_length=120, blank=True)
    strasse = models.CharField("Straße", max_length=120, blank=True)
    hausnummer = models.CharField("Hausnummer", max_length=12, blank=True)
    plz = models.CharField(
        "Postleitzahl",
        max_length=5,
        blank=True,
        validators=[RegexValidator(r"^\d{5}$", "Eine Postleitzahl hat fünf Ziffern.")],
    )
    stadt = models.CharField("Stadt", max_length=80, blank=True)
    breite = models.DecimalField(
        "Breitengrad",
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
        help_text="Zum Beispiel 51,399000.",
    )
    laenge = models.DecimalField(
        "Längengrad",
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
        help_text="Zum Beispiel 7,186000.",
    )
    stufenlos = models.CharField(
        "stufenlos erreichbar", max_length=10, choices=Angabe, default=Angabe.UNBEKANNT
    )
    aufzug = models.CharField("Aufzug", max_length=10, choices=Angabe, default=Angabe.UNBEKANNT)
    rollstuhl_wc = models.CharField(
        "rollstuhlgerechtes WC", max_length=10, choices=Angabe, default=Angabe.UNBEKANNT
    )
    induktionsschleife = models.CharField(
        "Induktionsschleife", max_length=10, choices=Angabe, default=Angabe.UNBEKANNT
    )
    zugang_hinweis = models.TextField(
        "Hinweis zum Zugang", blank=True, help_text="Zum Beispiel, wo der stufenlose Eingang ist."
    )
    oepnv = models.CharField("Bus und Bahn", max_length=200, blank=True)

    objects = OrtQuerySet.as_manager()
    geschichte = Geschichte()

    class Meta:
        verbose_name = "Veranstaltungsort"
        verbose_name_plural = "Veranstaltungsorte"
        ordering = ["name", "raum"]
        constraints = [
            models.UniqueConstraint(
                fields=["name", "raum", "strasse", "hausnummer", "plz", "stadt"],
                name="ort_einmalig",
                violation_error_message="Diesen Veranstaltungsort gibt es schon.",
            ),
            models.CheckConstraint(
                name="ort_position_ganz",
                condition=models.Q(breite__isnull=True, laenge__isnull=True)
                | models.Q(breite__isnull=False, laenge__isnull=False),
                violation_error_message="Bitte geben Sie Breiten- und Längengrad an oder keinen "
                "von beiden.",
            ),
        ]

    def __str__(self) -> str:
        return ", ".join(teil for teil in (self.name, self.raum) if teil)

    @property
    def strasse_nr(self) -> str:
        """Street and number in one line; empty where no street is known."""
        return f"{self.strasse} {self.hausnummer}".strip()

    @property
    def plz_stadt(self) -> str:
        """Postcode and town in one line; empty where neither is known."""
        return f"{self.plz} {self.stadt}".strip()

    @property
    def adresse(self) -> str:
        """Street and town in one line; empty where neither is known."""
        return ", ".join(teil for teil in (self.strasse_nr, self.plz_stadt) if teil)

    @property
    def raum_und_adresse(self) -> str:
        """Room, street and town in one line; empty where only the name is known."""
        return ", ".join(teil for teil in (self.raum, self.adresse) if teil)

    @property
    def anschrift(self) -> str:
        """Name, room, street and town in one line, as calendars and letters show them."""
        return ", ".join(teil for teil in (self.name, self.raum_und_adresse) if teil)
