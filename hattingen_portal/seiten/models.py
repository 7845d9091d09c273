"""Seite and what belongs to it: Abschnitt, Erklaerung, Ausnahme, Video."""

from datetime import date, timedelta
from functools import partial
from pathlib import PurePath
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone

from hattingen_portal.grundlage.bild import BildFeld, MitBild
from hattingen_portal.grundlage.bildfassungen import teiladresse
from hattingen_portal.grundlage.dateien import unerratbarer_pfad
from hattingen_portal.grundlage.geschichte.aufzeichnung import Geschichte
from hattingen_portal.grundlage.richtext.feld import HtmlField
from hattingen_portal.grundlage.richtext.regeln import UNTER_ABSCHNITT
from hattingen_portal.grundlage.sperre import MitVersion
from hattingen_portal.seiten.dateien import TYPEN, untertitel_pruefen, video_pruefen

VORLAUF = timedelta(days=30)  # so long before a review is due the admin says so


def videopfad(_objekt: models.Model, dateiname: str) -> str:
    """Give where a video or its captions are stored."""
    return unerratbarer_pfad("videos", dateiname)


class Schluessel(models.TextChoices):
    """The pages there are, by the last part of their address."""

    IMPRESSUM = "impressum", "Impressum"
    DATENSCHUTZ = "datenschutz", "Datenschutz"
    BARRIEREFREIHEIT = "barrierefreiheit", "Erklärung zur Barrierefreiheit"
    LEICHTE_SPRACHE = "leichte-sprache", "Leichte Sprache"
    GEBAERDENSPRACHE = "gebaerdensprache", "Gebärdensprache"

    @property
    def adresse(self) -> str:
        """The path of the page; it holds whether or not the page has a row yet."""
        return reverse(self.name.lower())


class SeiteQuerySet(models.QuerySet["Seite"]):
    def mit_inhalt(self) -> Self:
        """Load all that a page is made of, in three queries however many pages."""
        einzeln = self.select_related("erklaerung", "video")
        return einzeln.prefetch_related("abschnitte", "ausnahmen")


class Seite(MitVersion):
    """One of the fixed pages; who saves it saves all that belongs to it, under one version."""

    schluessel = models.CharField(
        "Seite", max_length=20, choices=Schluessel, unique=True, editable=False
    )
    titel = models.CharField("Titel", max_length=120)
    text = HtmlField(
        "Text",
        blank=True,
        help_text="Was noch fehlt, schreiben Sie als [[Platzhalter: Name der Person]]. Es ist "
        "dann auf der Seite markiert, und die Inhaltsprüfung findet es.",
    )
    stand = models.DateField("Stand", help_text="Steht auf der Seite: letzte inhaltliche Änderung.")
    geprueft_am = models.DateField(
        "zuletzt geprüft am",
        null=True,
        blank=True,
        help_text="Wann zuletzt jemand nachgesehen hat, ob alles noch stimmt. Spätestens nach "
        "einem Jahr ist die Seite wieder zu prüfen.",
    )

    objects = SeiteQuerySet.as_manager()
    geschichte = Geschichte()

    class Meta:
        verbose_name = "Seite"
        verbose_name_plural = "Seiten"
        ordering = ["schluessel"]
        constraints = [
            models.CheckConstraint(
                name="seite_bekannt",
                condition=models.Q(schluessel__in=Schluessel.values),
                violation_error_message="Diese Seite gibt es im Portal nicht.",
            ),
        ]

    def __str__(self) -> str:
        return self.titel

    def get_absolute_url(self) -> str:
        return Schluessel(self.schluessel).adresse

    def clean(self) -> None:
        """Raise ValidationError at a date that is still to come."""
        super().clean()
        heute = timezone.localdate()
        spaeter = [
            name
            for name in ("stand", "geprueft_am")
            if (tag := getattr(self, name)) is not None and tag > heute
        ]
        if spaeter:
            raise ValidationError(
                dict.fromkeys(spaeter, "Dieses Datum liegt in der Zukunft. Bitte prüfen Sie es.")
            )

    @property
    def naechste_pruefung(self) -> date | None:
        """The day by which the page is to be reviewed again; None while it never was.

        A year at most, as the statement on accessibility has to be reviewed (BITVNRW § 4 (4),
        Implementing Decision (EU) 2018/1523, article 3); the others follow it.
        """
        if self.geprueft_am is None:
            return None
        try:
            return self.geprueft_am.replace(year=self.geprueft_am.year + 1)
        except ValueError:  # 29 February
            return date(self.geprueft_am.year + 1, 3, 1)

    def ueberfaellig(self, heute: date) -> bool:
        """Tell whether the review is due on the day `heute`, or was never made."""
        faellig = self.naechste_pruefung
        return faellig is None or faellig <= heute

    def bald_faellig(self, heute: date) -> bool:
        """Tell whether the review is due within the next 30 days, or overdue."""
        return self.ueberfaellig(heute + VORLAUF)


class Abschnitt(MitBild):
    """A part of a page under a heading of its own; in Leichte Sprache, pictures explain it."""

    seite = models.ForeignKey(
        Seite, on_delete=models.CASCADE, related_name="abschnitte", verbose_name="Seite"
    )
    titel = models.CharField("Überschrift", max_length=160)
    text = HtmlField("Text", ebenen=UNTER_ABSCHNITT)
    reihenfolge = models.PositiveSmallIntegerField(
        "Reihenfolge", default=500, help_text="Kleine Zahlen stehen vorn."
    )

    geschichte = Geschichte()

    class Meta(MitBild.Meta):
        verbose_name = "Abschnitt"
        verbose_name_plural = "Abschnitte"
        ordering = ["reihenfolge", "pk"]

    def __str__(self) -> str:
        return self.titel


class Erklaerung(models.Model):
    """What a statement on accessibility has to say (BGG NRW § 10b, (EU) 2018/1523, annex).

    Its last review is the one of its page. A field may be empty: the page then shows a placeholder
    in its place, and nobody has to make something up to save the rest.
    """

    class Vereinbarkeit(models.TextChoices):
        VOLLSTAENDIG = "vollstaendig", "vollständig vereinbar"
        TEILWEISE = "teilweise", "teilweise vereinbar"
        NICHT = "nicht", "nicht vereinbar"

    class Methode(models.TextChoices):
        SELBST = "selbst", "Selbstbewertung"
        DRITTE = "dritte", "Bewertung durch Dritte"

    seite = models.OneToOneField(
        Seite, on_delete=models.CASCADE, related_name="erklaerung", verbose_name="Seite"
    )
    geltungsbereich = models.TextField(
        "Geltungsbereich",
        blank=True,
        help_text="Wofür die Erklärung gilt. Name und Adresse des Portals stehen schon davor.",
    )
    vereinbarkeit = models.CharField(
        "Stand der Vereinbarkeit", max_length=20, choices=Vereinbarkeit, blank=True
    )
    methode = models.CharField("Methode der Prüfung", max_length=10, choices=Methode, blank=True)
    methode_text = models.TextField(
        "So wurde geprüft", blank=True, help_text="Wer hat wann was womit geprüft?"
    )
    erstellt_am = models.DateField("Erklärung erstellt am", null=True, blank=True)
    ombuds_name = models.CharField("Name der Ombudsstelle", max_length=200, blank=True)
    ombuds_anschrift = models.CharField("Anschrift der Ombudsstelle", max_length=200, blank=True)
    ombuds_telefon = models.CharField("Telefon der Ombudsstelle", max_length=40, blank=True)
    ombuds_email = models.EmailField("E-Mail der Ombudsstelle", blank=True)
    ombuds_website = models.URLField("Website der Ombudsstelle", blank=True)
    schlichtung = models.TextField(
        "Ombudsverfahren",
        blank=True,
        help_text="Wann und wie man sich an die Ombudsstelle wenden kann.",
    )

    geschichte = Geschichte()

    class Meta:
        verbose_name = "Erklärung zur Barrierefreiheit"
        verbose_name_plural = "Erklärung zur Barrierefreiheit"

    def __str__(self) -> str:
        return "Pflichtangaben der Erklärung"


class Ausnahme(models.Model):
    """A part of the portal that is not accessible, and why (annex of (EU) 2018/1523)."""

    class Grund(models.TextChoices):
        UNVEREINBAR = "a", "Unvereinbarkeit mit den Anforderungen"
        BELASTUNG = "b", "Unverhältnismäßige Belastung"
        ANWENDUNGSBEREICH = "c", "Nicht im Anwendungsbereich der Vorschriften"

    seite = models.ForeignKey(
        Seite, on_delete=models.CASCADE, related_name="ausnahmen", verbose_name="Seite"
    )
    inhalt = models.CharField("Inhalt", max_length=200, help_text="Was ist nicht barrierefrei?")
    grund = models.CharField("Grund", max_length=1, choices=Grund)
    begruendung = models.TextField("Erläuterung", blank=True)
    alternative = models.TextField(
        "Barrierefreie Alternative", blank=True, help_text="Wie kommt man trotzdem daran?"
    )
    bis = models.DateField("voraussichtlich behoben bis", null=True, blank=True)

    geschichte = Geschichte()

    class Meta:
        verbose_name = "nicht barrierefreier Inhalt"
        verbose_name_plural = "nicht barrierefreie Inhalte"
        ordering = ["grund", "pk"]

    def __str__(self) -> str:
        return self.inhalt


class Video(models.Model):
    """A film in sign language; never without captions and a picture (WCAG 1.2.2).

    Beside its link stand size and running time (BITV 2.0, annex 2, part 1, number 7).

    The picture stands in the place of the film until somebody starts it, and has its shape: from
    its size the page knows the room that it needs.
    """

    seite = models.OneToOneField(
        Seite, on_delete=models.CASCADE, related_name="video", verbose_name="Seite"
    )
    datei = models.FileField(
        "Video", upload_to=videopfad, validators=[video_pruefen], help_text="MP4 oder WebM."
    )
    untertitel = models.FileField(
        "Untertitel",
        upload_to=videopfad,
        validators=[untertitel_pruefen],
        help_text="Deutsche Untertitel als WebVTT-Datei (.vtt).",
    )
    bild = BildFeld("Standbild", help_text="Ein Bild aus dem Video, im selben Seitenverhältnis.")
    bild_breite = models.PositiveIntegerField("Breite", null=True, editable=False)
    bild_hoehe = models.PositiveIntegerField("Höhe", null=True, editable=False)
    dauer = models.CharField(
        "Dauer",
        max_length=40,
        help_text="Steht neben dem Link zum Herunterladen, zum Beispiel „2 Minuten“.",
    )

    geschichte = Geschichte()

    class Meta:
        verbose_name = "Video in Gebärdensprache"
        verbose_name_plural = "Video in Gebärdensprache"

    def __str__(self) -> str:
        return "Video in Gebärdensprache"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, and drop the files that it held before: whoever is in a film may want it gone."""
        bisher = {name for v in Video.objects.filter(pk=self.pk) for name in v._dateinamen()}
        super().save(*args, **kwargs)
        _loeschen_sobald_sicher(bisher - self._dateinamen())

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete it with its files; give what Django gives."""
        namen = self._dateinamen()
        geloescht = super().delete(*args, **kwargs)
        _loeschen_sobald_sicher(namen)
        return geloescht

    def _dateinamen(self) -> set[str]:
        return {str(self.datei.name), str(self.untertitel.name)}

    @property
    def standbild(self) -> str:
        """The path of the picture in the size of a page, a JPEG: a <video> chooses nothing."""
        return teiladresse(self.bild.name)

    @property
    def typ(self) -> str:
        """The media type of the film (RFC 6838)."""
        return TYPEN[PurePath(self.datei.name).suffix]


def _loeschen_sobald_sicher(namen: set[str]) -> None:
    """Delete the files called `namen` when the transaction is committed, and not before."""
    for name in namen:
        transaction.on_commit(partial(default_storage.delete, name), robust=True)
