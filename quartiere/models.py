"""Stadtteil, Ortsteil and Ansprechperson."""

from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse

from hattingen_portal.grundlage.adresse import MitAdresse
from hattingen_portal.grundlage.betreuung import Person, stadtteile_von
from hattingen_portal.grundlage.bild import MitBild
from hattingen_portal.grundlage.geschichte.aufzeichnung import Geschichte
from hattingen_portal.grundlage.sortierung import deutsch
from hattingen_portal.grundlage.sperre import MitVersion


class Figur(models.TextChoices):
    """The beams in a Stadtteil's panel of the timber frame."""

    ANDREASKREUZ = "andreaskreuz", "Andreaskreuz"
    STREBEN = "streben", "zwei Streben"
    RAUTE = "raute", "Raute"
    PFOSTEN = "pfosten", "Pfosten und Riegel"
    SPARREN = "sparren", "Sparren"
    RIEGEL = "riegel", "zwei Riegel"
    LEER = "leer", "leeres Gefach"


class Ton(models.TextChoices):
    """The colour of a Stadtteil's sign; `portal.css` holds the values by day and night."""

    VIOLETT = "violett", "Violett"
    BLAU = "blau", "Blau"
    ROT = "rot", "Rot"
    TUERKIS = "tuerkis", "Türkis"
    ORANGE = "orange", "Orange"
    GRUEN = "gruen", "Grün"
    GRAU = "grau", "Grau"


class StadtteilQuerySet(models.QuerySet["Stadtteil"]):
    def geordnet(self) -> Self:
        """Order as the city lists them, then by name."""
        return self.order_by("reihenfolge", deutsch("name"), "pk")

    def betreut_von(self, person: Person) -> Self:
        """Keep those to which the work of `person` is limited; all where it is not."""
        eigene = stadtteile_von(person)
        return self.all() if eigene is None else self.filter(pk__in=eigene)


class Stadtteil(MitVersion, MitAdresse, MitBild):
    """A conference area."""

    NAMENSFELDER = ("name",)

    name = models.CharField("Name", max_length=80, unique=True)
    kuerzel = models.CharField(
        "Kurzname",
        max_length=30,
        unique=True,
        help_text="So heißt der Stadtteil in Listen, zum Beispiel „Mitte“ oder „EOBS“.",
    )
    zusatz = models.CharField(
        "Zusatz",
        max_length=120,
        blank=True,
        help_text="Steht klein unter dem Namen, zum Beispiel „mit Rauendahl“.",
    )
    andere_namen = ArrayField(
        models.CharField(max_length=120),
        verbose_name="andere Namen",
        default=list,
        blank=True,
        help_text="Weitere Schreibweisen aus Terminlisten, eine je Zeile.",
    )
    beschreibung = models.TextField("Beschreibung", blank=True)
    figur = models.CharField("Figur", max_length=20, choices=Figur, default=Figur.LEER)
    ton = models.CharField("Farbe", max_length=20, choices=Ton, default=Ton.GRAU)
    reihenfolge = models.PositiveSmallIntegerField("Reihenfolge", default=0)

    objects = StadtteilQuerySet.as_manager()
    geschichte = Geschichte()

    class Meta(MitAdresse.Meta, MitBild.Meta):
        verbose_name = "Stadtteil"
        verbose_name_plural = "Stadtteile"
        ordering = ["reihenfolge", "name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("stadtteil", args=[self.slug])


class OrtsteilQuerySet(models.QuerySet["Ortsteil"]):
    def geordnet(self) -> Self:
        """Order by name as a German reader expects."""
        return self.order_by(deutsch("name"), "pk")

    def betreut_von(self, person: Person) -> Self:
        """Keep those of the Stadtteile that `person` is there for."""
        eigene = stadtteile_von(person)
        return self.all() if eigene is None else self.filter(stadtteil__in=eigene)


class Ortsteil(MitVersion):
    """A part of the city; it may belong to no conference area yet."""

    name = models.CharField("Name", max_length=80, unique=True)
    stadtteil = models.ForeignKey(
        Stadtteil,
        on_delete=models.PROTECT,
        related_name="ortsteile",
        verbose_name="Stadtteil",
        null=True,
        blank=True,
        help_text="Leer: Hier gibt es noch keine Stadtteilkonferenz.",
    )

    objects = OrtsteilQuerySet.as_manager()
    geschichte = Geschichte()

    class Meta:
        verbose_name = "Ortsteil"
        verbose_name_plural = "Ortsteile"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class AnsprechpersonQuerySet(models.QuerySet["Ansprechperson"]):
    def oeffentlich(self) -> Self:
        """Keep those whom the public may see."""
        return self.filter(oeffentlich=True)

    def geordnet(self) -> Self:
        """Order as the office wants them shown."""
        return self.order_by("reihenfolge", deutsch("name"), "pk")

    def fuer(self, stadtteil: Stadtteil | None) -> Self:
        """Keep those who are there for the whole city, and for `stadtteil` where one is named."""
        return self.filter(
            models.Q(stadtteile=stadtteil) | models.Q(stadtteile__isnull=True)
        ).distinct()

    def buero(self) -> "Ansprechperson | None":
        """Give whom citizens reach for the whole city; None while nobody is public."""
        return self.oeffentlich().geordnet().filter(stadtteile__isnull=True).first()


class Ansprechperson(MitVersion):
    """A person or function in the office whom citizens can reach."""

    funktion = models.CharField("Funktion", max_length=120)
    name = models.CharField("Name", max_length=120, blank=True)
    stelle = models.CharField("Stelle", max_length=160, help_text="Amt oder Fachbereich")
    anschrift = models.CharField("Anschrift", max_length=200, blank=True)
    telefon = models.CharField("Telefon", max_length=40, blank=True)
    email = models.EmailField("E-Mail", blank=True)
    stadtteile = models.ManyToManyField(
        Stadtteil,
        related_name="ansprechpersonen",
        verbose_name="Stadtteile",
        blank=True,
        help_text="Leer: für die ganze Stadt.",
    )
    oeffentlich = models.BooleanField("öffentlich", default=False)
    reihenfolge = models.PositiveSmallIntegerField("Reihenfolge", default=0)

    objects = AnsprechpersonQuerySet.as_manager()
    geschichte = Geschichte(m2m_fields=("stadtteile",), geht_mit=True)

    class Meta:
        verbose_name = "Ansprechperson"
        verbose_name_plural = "Ansprechpersonen"
        ordering = ["reihenfolge", "name"]

    def __str__(self) -> str:
        return f"{self.name}, {self.funktion}" if self.name else self.funktion


class Zustaendigkeit(models.Model):
    """That an account works for this Stadtteil, and then for no other that it has no row for."""

    konto = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="zustaendigkeiten",
        verbose_name="Konto",
    )
    stadtteil = models.ForeignKey(
        Stadtteil,
        on_delete=models.PROTECT,
        related_name="zustaendigkeiten",
        verbose_name="Stadtteil",
    )

    class Meta:
        verbose_name = "Zuständigkeit"
        verbose_name_plural = "Zuständigkeiten"
        permissions = [
            ("nur_eigene_stadtteile", "Arbeitet nur in den Stadtteilen des eigenen Kontos")
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["konto", "stadtteil"],
                name="zustaendigkeit_einmalig",
                violation_error_message="Dieser Stadtteil ist dem Konto schon zugeordnet.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.konto}: {self.stadtteil}"
