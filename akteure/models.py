"""Kategorie, Akteur and, kept apart from every page, the Akteur's private contact."""

from datetime import datetime
from typing import Self

from django.db import models
from django.urls import reverse
from django.utils import timezone

from hattingen_portal.grundlage.adresse import MitAdresse
from hattingen_portal.grundlage.betreuung import Person, stadtteile_von
from hattingen_portal.grundlage.geschichte.aufzeichnung import Geschichte
from hattingen_portal.grundlage.sortierung import deutsch
from hattingen_portal.grundlage.sperre import MitVersion
from quartiere.gebiete import in_dem, in_einem_von
from quartiere.models import Ortsteil, Stadtteil


class Kategorie(MitVersion):
    """A kind of Akteur, as the invitations group them."""

    NAMENSFELDER = ("name",)

    name = models.CharField("Name", max_length=80, unique=True)
    reihenfolge = models.PositiveSmallIntegerField("Reihenfolge", default=0)

    geschichte = Geschichte()

    class Meta:
        verbose_name = "Kategorie"
        verbose_name_plural = "Kategorien"
        ordering = ["reihenfolge", "name"]

    def __str__(self) -> str:
        return self.name


class AkteurQuerySet(models.QuerySet["Akteur"]):
    def oeffentlich(self, ab: datetime | None = None) -> Self:
        """Keep what the directory may show at `ab` (aware; now when None).

        Organisations unless they rest; a private person only when confirmed and with a recorded
        consent that has not been withdrawn since it was given (GDPR Art. 6 (1) a and 7 (3)).
        """
        heute = timezone.localdate(ab)
        organisation = models.Q(art=Akteur.Art.ORGANISATION) & ~models.Q(stand=Akteur.Stand.RUHEND)
        person = models.Q(
            art=Akteur.Art.EINZELPERSON,
            stand=Akteur.Stand.BESTAETIGT,
            einwilligung_am__lte=heute,
        ) & (
            models.Q(einwilligung_widerrufen_am__isnull=True)
            | models.Q(einwilligung_widerrufen_am__lt=models.F("einwilligung_am"))
        )
        return self.filter(organisation | person)

    def geordnet(self) -> Self:
        """Order by name as a German reader expects."""
        return self.order_by(deutsch("name"), "pk")

    def mit_umfeld(self) -> Self:
        """Fetch categories and areas along, as every list shows them."""
        return self.prefetch_related("kategorien", "stadtteile", "ortsteile")

    def im_stadtteil(self, stadtteil: Stadtteil) -> Self:
        """Keep those who work in `stadtteil` or in one of its Ortsteile."""
        return self.filter(in_dem(self, "akteur", stadtteil))

    def betreut_von(self, person: Person) -> Self:
        """Keep those who work in a Stadtteil that `person` is there for, also if elsewhere, too."""
        eigene = stadtteile_von(person)
        return self.all() if eigene is None else self.filter(in_einem_von(self, eigene))

    def sichtbar_fuer(self, person: Person) -> Self:
        """Keep those and who works in the whole city: every conference may invite them."""
        eigene = stadtteile_von(person)
        if eigene is None:
            return self.all()
        stadtweite = Akteur.objects.filter(stadtteile__isnull=True, ortsteile__isnull=True)
        return self.filter(in_einem_von(self, eigene) | models.Q(pk__in=stadtweite.values("pk")))


class Akteur(MitVersion, MitAdresse):
    """An organisation, institution or committed individual."""

    class Art(models.TextChoices):
        ORGANISATION = "organisation", "Organisation oder Einrichtung"
        EINZELPERSON = "einzelperson", "Einzelperson"

    class Stand(models.TextChoices):
        ERFASST = "erfasst", "erfasst"
        BESTAETIGT = "bestaetigt", "bestätigt"
        RUHEND = "ruhend", "ruhend"

    art = models.CharField("Art", max_length=20, choices=Art, default=Art.ORGANISATION)
    name = models.CharField("Name", max_length=160)
    kategorien = models.ManyToManyField(
        Kategorie, related_name="akteure", verbose_name="Kategorien", blank=True
    )
    stadtteile = models.ManyToManyField(
        Stadtteil, related_name="akteure", verbose_name="Stadtteile", blank=True
    )
    ortsteile = models.ManyToManyField(
        Ortsteil, related_name="akteure", verbose_name="Ortsteile", blank=True
    )
    beschreibung = models.TextField("Beschreibung", blank=True)
    website = models.URLField("Website", blank=True)
    email = models.EmailField(
        "öffentliche E-Mail",
        blank=True,
        help_text="Nur eine Funktionsadresse wie info@…, keine persönliche.",
    )
    telefon = models.CharField("öffentliches Telefon", max_length=40, blank=True)
    stand = models.CharField("Stand", max_length=20, choices=Stand, default=Stand.ERFASST)
    einwilligung_am = models.DateField(
        "Einwilligung am",
        null=True,
        blank=True,
        help_text="Einzelpersonen erscheinen nur mit Einwilligung.",
    )
    einwilligung_wortlaut = models.TextField("Wortlaut der Einwilligung", blank=True)
    einwilligung_widerrufen_am = models.DateField("widerrufen am", null=True, blank=True)

    objects = AkteurQuerySet.as_manager()
    geschichte = Geschichte(m2m_fields=("kategorien", "stadtteile", "ortsteile"), geht_mit=True)

    class Meta(MitAdresse.Meta):
        verbose_name = "Akteur"
        verbose_name_plural = "Akteurinnen und Akteure"
        ordering = ["name"]
        indexes = [
            *MitAdresse.Meta.indexes,
            models.Index(deutsch("name"), "id", name="akteur_nach_name"),
            models.Index(fields=["name", "-id"], name="akteur_liste"),  # of the admin
        ]
        constraints = [
            models.CheckConstraint(
                name="akteur_einwilligung_mit_wortlaut",
                condition=models.Q(einwilligung_am__isnull=True)
                | ~models.Q(einwilligung_wortlaut=""),
                violation_error_message="Zur Einwilligung gehört ihr Wortlaut.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("akteur", args=[self.slug])

    @property
    def gebiete(self) -> list[Stadtteil | Ortsteil]:
        """The areas that it names; none means the whole city."""
        return [*self.stadtteile.all(), *self.ortsteile.all()]

    @property
    def unbestaetigt(self) -> bool:
        """Tell whether nobody has confirmed the entry yet, which its page has to say."""
        return self.stand == self.Stand.ERFASST


class Kontakt(models.Model):
    """The private contact of an Akteur: for the office only, never on a page or in a feed."""

    akteur = models.OneToOneField(
        Akteur, on_delete=models.CASCADE, related_name="kontakt", verbose_name="Akteur"
    )
    name = models.CharField("Name", max_length=120, blank=True)
    email = models.EmailField("E-Mail", blank=True)
    telefon = models.CharField("Telefon", max_length=40, blank=True)
    notiz = models.TextField("Notiz", blank=True)

    class Meta:
        verbose_name = "interner Kontakt"
        verbose_name_plural = "interne Kontakte"

    def __str__(self) -> str:
        return f"interner Kontakt: {self.akteur}"
